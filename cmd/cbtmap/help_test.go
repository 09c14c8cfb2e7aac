package main

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"
)

// A help text fits a terminal of 80 columns, and every flag stands under a
// heading that says what it is about.
func TestHelpFitsAndIsGrouped(t *testing.T) {
	var p program
	root := p.rootCommand()
	for _, cmd := range append([]*cobra.Command{root}, root.Commands()...) {
		help := runWith(t.Context(), nil, append(strings.Fields(cmd.CommandPath())[1:], "--help")...).stdout
		for line := range strings.Lines(help) {
			if n := ansi.StringWidth(strings.TrimSuffix(line, "\n")); n > helpWidth && strings.Contains(strings.TrimSpace(line), " ") {
				t.Errorf("%s --help has a line of %d columns: %s", cmd.CommandPath(), n, line)
			}
		}
		if cmd.Flags().Lookup("url") != nil && !strings.Contains(help, "\nServer:\n      --url URL ") {
			t.Errorf("%s --help does not begin the flags of the server with its address:\n%s", cmd.CommandPath(), help)
		}
		if alone, _, _ := strings.Cut(help[strings.Index(help, "\nFlags:")+1:], "\n\n"); strings.Count(alone, "\n") > 9 {
			t.Errorf("%s --help has too many flags in no group:\n%s", cmd.CommandPath(), alone)
		}
	}
}
