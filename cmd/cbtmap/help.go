package main

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// strict makes cobra's own commands refuse what they do not know. Its output
// must have been set: cobra looks at it here.
func strict(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	withoutFiles(root)
	for _, cmd := range root.Commands() {
		switch cmd.Name() {
		case "help":
			cmd.Run, cmd.RunE = nil, helpFor
		case "completion":
			cmd.Args, cmd.RunE, cmd.Long = cobra.ArbitraryArgs, completionFor, prose(completionHelp)
		}
	}
}

// completionHelp says how to have a shell complete.
const completionHelp = `Print the script that has a shell complete commands and flags, the files that can be
opened, and what a server has: the names of --vm, --disk, --to and --from are asked
of the server of GOVC_URL or --url, or of --demo, for three seconds at most. Where that
fails, what is known by then is offered and nothing is said. Names that need quotes are
offered by their keys and ids.

To have it in each new shell:

  bash        echo 'source <(cbtmap completion bash)' >> ~/.bashrc
              with the package bash-completion
  zsh         cbtmap completion zsh > "${fpath[1]}/_cbtmap"
              after: echo "autoload -U compinit; compinit" >> ~/.zshrc
  fish        cbtmap completion fish \
                > ~/.config/fish/completions/cbtmap.fish
  PowerShell  cbtmap completion powershell >> $PROFILE`

func helpFor(help *cobra.Command, args []string) error {
	cmd, rest, err := help.Root().Find(args)
	if err != nil || len(rest) > 0 {
		return usage("no help on %s: see %s --help for the commands that there are", quoted(strings.Join(args, " ")), help.Root().Name())
	}
	cmd.InitDefaultHelpFlag() // so that it is shown
	return cmd.Help()
}

func completionFor(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return cmd.Help()
	}
	var shells []string
	for _, shell := range cmd.Commands() {
		shells = append(shells, shell.Name())
	}
	return usage("no completion for a shell %s: choose one of %s", quoted(args[0]), strings.Join(shells, ", "))
}

// completing says whether a shell asks for words, not a person for a command.
func completing(args []string) bool {
	return len(args) > 0 && strings.HasPrefix(args[0], cobra.ShellCompRequestCmd)
}

// plainUsages takes the backquotes out of the flags' descriptions. In a help
// text they mark the name of a value; a shell that completes shows them.
func plainUsages(cmd *cobra.Command) {
	cmd.Flags().VisitAll(func(f *pflag.Flag) { _, f.Usage = pflag.UnquoteUsage(f) })
	for _, sub := range cmd.Commands() {
		plainUsages(sub)
	}
}

// helpWidth is how wide a help text is.
const helpWidth = 80

// listWidth is how wide a list or an example in it is, with the two columns that it is
// indented by: in a manual page, where it has a wider margin instead, it fits as well.
const listWidth = 2 + manWidth - manMargin

// prose sets paragraphs in lines of a help text. What is indented stays as it is.
func prose(text string) string {
	paragraphs := strings.Split(text, "\n\n")
	for i, p := range paragraphs {
		if !strings.HasPrefix(strings.TrimLeft(p, "\n"), " ") {
			paragraphs[i] = wrapped(strings.Join(strings.Fields(p), " "), helpWidth)
		}
	}
	return strings.Join(paragraphs, "\n\n")
}

// indented sets text in lines of a list of a help text, the first after a lead, the others
// below it.
func indented(lead, text string) string {
	margin := strings.Repeat(" ", ansi.StringWidth(lead))
	return lead + strings.ReplaceAll(wrapped(text, listWidth-len(margin)), "\n", "\n"+margin) + "\n"
}

// wrapped is text in lines. They break at spaces alone: half a flag is none.
func wrapped(text string, width int) string {
	const hyphen, firm = "-", "\u2011"
	return strings.ReplaceAll(ansi.Wrap(strings.ReplaceAll(text, hyphen, firm), width, ""), firm, hyphen)
}
