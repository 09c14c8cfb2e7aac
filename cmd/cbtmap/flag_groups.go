package main

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// Flags that belong together stand together in a help text, under these
// headings. What belongs to none comes first.
const (
	groupOutput   = "Output"
	groupPicture  = "Pictures"
	groupInterval = "What to ask about"
	groupServer   = "Server"
	groupFetch    = "Fetching"
	groupLook     = "Look"
	groupLike     = "What it is like"
)

const annotation = "group"

// grouped puts flags under a heading.
func grouped(cmd *cobra.Command, heading string, flags ...string) {
	cmd.Flags().SortFlags = false // they are added in the order in which they are thought of
	for _, name := range flags {
		if err := cmd.Flags().SetAnnotation(name, annotation, []string{heading}); err != nil {
			panic(err) // there is no such flag
		}
	}
}

func init() { cobra.AddTemplateFunc("flagGroups", flagGroups) }

// usageByGroups is cobra's usage with its flags in groups.
func usageByGroups(root *cobra.Command) {
	const flat = "\n\nFlags:\n{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}"
	root.SetUsageTemplate(strings.Replace(root.UsageTemplate(), flat, "{{flagGroups .LocalFlags}}", 1))
}

// headings are all headings, in the order of a help text.
var headings = []string{"", groupOutput, groupPicture, groupLike, groupInterval, groupFetch, groupServer, groupLook}

// headingOf is the heading that a flag stands under.
func headingOf(f *pflag.Flag) string {
	if in := f.Annotations[annotation]; len(in) > 0 {
		return in[0]
	}
	return ""
}

// flagGroups writes the flags of a command, group by group, all in one column.
func flagGroups(flags *pflag.FlagSet) string {
	sets := map[string]*pflag.FlagSet{}
	for _, heading := range headings {
		sets[heading] = pflag.NewFlagSet(heading, pflag.ContinueOnError)
	}
	flags.VisitAll(func(f *pflag.Flag) { sets[headingOf(f)].AddFlag(f) })
	var b strings.Builder
	for _, heading := range headings {
		set := sets[heading]
		set.SortFlags = false
		if !set.HasAvailableFlags() {
			continue
		}
		if heading == "" {
			heading = "Flags"
		}
		b.WriteString("\n\n" + heading + ":\n" + strings.TrimRight(set.FlagUsages(), "\n"))
	}
	return b.String()
}

// complete offers words for a flag's value in a shell, and no files.
func complete(cmd *cobra.Command, flag string, words ...string) {
	completeWith(cmd, flag, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
}

// completeWith offers what f finds.
func completeWith(cmd *cobra.Command, flag string, f cobra.CompletionFunc) {
	// The error is for a flag that does not exist or has words already.
	if err := cmd.RegisterFlagCompletionFunc(flag, f); err != nil {
		panic(err)
	}
}

// completeFiles offers the files with these suffixes, which have no dot, and
// folders.
func completeFiles(suffixes ...string) cobra.CompletionFunc {
	return cobra.FixedCompletions(suffixes, cobra.ShellCompDirectiveFilterFileExt)
}
