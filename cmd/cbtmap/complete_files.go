package main

import (
	"slices"

	"github.com/spf13/cobra"

	"cbtmap/fetch/formats"
)

// completeInputs offers files that can be opened, unless the line speaks of a server
// already.
func completeInputs(cmd *cobra.Command, args []string, begun string) ([]cobra.Completion, cobra.ShellCompDirective) {
	for _, flag := range ofServer {
		if cmd.Flags().Changed(flag) {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
	}
	return completeFiles(readSuffixes()...)(cmd, args, begun)
}

// readSuffixes are the suffixes of files that can be opened, without their dots:
// those that are written here, and those that other tools' users choose.
func readSuffixes() []string {
	list := []string{"xml", "txt", "b64", "gz", "log"}
	for suffix := range otherSuffixes {
		list = append(list, suffix[1:])
	}
	for _, f := range formats.All() {
		if f.Suffix != "" {
			list = append(list, f.Suffix[1:])
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// withoutFiles has no shell offer files to commands that take none.
func withoutFiles(root *cobra.Command) {
	for _, cmd := range append([]*cobra.Command{root}, root.Commands()...) {
		if cmd.ValidArgsFunction == nil {
			cmd.ValidArgsFunction = cobra.NoFileCompletions
		}
	}
}
