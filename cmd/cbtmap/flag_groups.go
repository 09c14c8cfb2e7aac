package main

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// Flags that belong together stand together in a help text, under these
// headings. What belongs to none comes first.
const (
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

// flagGroups writes the flags of a command, group by group, all in one column.
func flagGroups(flags *pflag.FlagSet) string {
	headings := []string{"", groupLike, groupInterval, groupFetch, groupServer, groupLook}
	sets := map[string]*pflag.FlagSet{}
	for _, heading := range headings {
		sets[heading] = pflag.NewFlagSet(heading, pflag.ContinueOnError)
	}
	flags.VisitAll(func(f *pflag.Flag) {
		heading := ""
		if in := f.Annotations[annotation]; len(in) > 0 {
			heading = in[0]
		}
		sets[heading].AddFlag(f)
	})
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
	// The error is for a flag that does not exist or has words already.
	if err := cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp)); err != nil {
		panic(err)
	}
}
