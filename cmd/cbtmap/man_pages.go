package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// sharedGroups are headings of flags that most commands have, so that the manual
// of all commands lists these flags once.
var sharedGroups = []string{groupInterval, groupFetch, groupServer, groupLook}

// documented are the commands that people use.
func documented(root *cobra.Command) []*cobra.Command {
	var list []*cobra.Command
	for _, cmd := range root.Commands() {
		if cmd.IsAvailableCommand() && cmd.Name() != "help" {
			list = append(list, cmd)
		}
	}
	return list
}

// pageName is the name of a command's page, as git has them.
func pageName(cmd *cobra.Command) string { return strings.ReplaceAll(cmd.CommandPath(), " ", "-") }

// mainPage is the manual of the program with all its commands.
func mainPage(root *cobra.Command) string {
	var r roff
	r.head(root)
	r.section("COMMANDS")
	for _, cmd := range documented(root) {
		r.subsection(cmd.CommandPath())
		r.paragraph()
		r.WriteString(bold(cmd.CommandPath()) + useOf(cmd) + "\n")
		r.text(longOf(cmd))
		r.flags(cmd, func(heading string) bool { return !slices.Contains(sharedGroups, heading) })
		if more := sharedBy(cmd); more != "" {
			r.text("It also takes the options under " + more + ".")
		}
		r.examples(cmd)
	}
	r.section("OPTIONS")
	for _, heading := range sharedGroups {
		r.subsection(heading)
		r.items(union(root, heading))
	}
	r.common()
	r.section("EXAMPLES")
	r.examples(root)
	return r.String()
}

// commandPage is the manual of one command.
func commandPage(cmd *cobra.Command) string {
	var r roff
	r.head(cmd)
	r.section("OPTIONS")
	r.flags(cmd, func(string) bool { return true })
	r.common()
	if cmd.Example != "" {
		r.section("EXAMPLES")
		r.examples(cmd)
	}
	r.section("SEE ALSO")
	r.WriteString(bold(cmd.Root().Name()) + "(1)\n")
	return r.String()
}

// head says what a command is for.
func (r *roff) head(cmd *cobra.Command) {
	r.title(pageName(cmd), built(), "cbtmap "+version())
	r.section("NAME")
	r.WriteString(escaped(pageName(cmd)) + ` \- ` + escaped(strings.ToLower(cmd.Short[:1])+cmd.Short[1:]) + "\n")
	r.section("SYNOPSIS")
	r.WriteString(bold(cmd.CommandPath()) + useOf(cmd) + "\n")
	if cmd == cmd.Root() {
		r.WriteString(".br\n" + bold(cmd.Name()) + " " + italic("COMMAND") + escaped(" [flags]") + "\n")
	}
	r.section("DESCRIPTION")
	r.text(longOf(cmd))
}

// useOf is what follows a command's name.
func useOf(cmd *cobra.Command) string {
	_, rest, _ := strings.Cut(cmd.Use, " ")
	return escaped(strings.TrimRight(" "+rest, " ") + " [flags]")
}

func longOf(cmd *cobra.Command) string {
	if cmd.Long == "" {
		return cmd.Short + "."
	}
	return cmd.Long
}

// examples writes the examples of a command.
func (r *roff) examples(cmd *cobra.Command) {
	if cmd.Example != "" {
		r.verbatim(cmd.Example)
	}
}

// flags lists the flags of a command under the headings that are wanted.
func (r *roff) flags(cmd *cobra.Command, wanted func(heading string) bool) {
	for _, heading := range headings {
		flags := flagsUnder(cmd, heading)
		if len(flags) == 0 || !wanted(heading) {
			continue
		}
		if heading != "" {
			r.paragraph()
			r.WriteString(italic(heading) + "\n")
		}
		r.items(flags)
	}
}

func (r *roff) items(flags []*pflag.Flag) {
	for _, f := range flags {
		value, usage := pflag.UnquoteUsage(f)
		tag := bold("--" + f.Name)
		if f.Shorthand != "" {
			tag = bold("-"+f.Shorthand) + ", " + tag
		}
		if value != "" && f.Value.Type() != "bool" {
			tag += " " + italic(value)
		}
		if d := f.DefValue; d != "" && d != "false" && d != "0" && d != "[]" && !strings.Contains(usage, "default") {
			usage += " (default " + d + ")"
		}
		r.item(tag, usage)
	}
}

func flagsUnder(cmd *cobra.Command, heading string) []*pflag.Flag {
	var list []*pflag.Flag
	cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
		if headingOf(f) == heading && !f.Hidden && f.Name != "help" {
			list = append(list, f)
		}
	})
	return list
}

// union are all flags under a heading, of whatever command.
func union(root *cobra.Command, heading string) []*pflag.Flag {
	var list []*pflag.Flag
	for _, cmd := range append([]*cobra.Command{root}, documented(root)...) {
		for _, f := range flagsUnder(cmd, heading) {
			if !slices.ContainsFunc(list, func(g *pflag.Flag) bool { return g.Name == f.Name }) {
				list = append(list, f)
			}
		}
	}
	return list
}

// sharedBy are the shared headings of which a command has flags, in words.
func sharedBy(cmd *cobra.Command) string {
	var list []string
	for _, heading := range sharedGroups {
		if len(flagsUnder(cmd, heading)) > 0 {
			list = append(list, heading)
		}
	}
	if len(list) == 0 {
		return ""
	}
	return strings.Join(list, ", ")
}
