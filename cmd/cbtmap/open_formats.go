package main

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"cbtmap/fetch/formats"
)

// formatsTable lists the formats that can be read: for each what makes it, and
// what of it counts as changed.
func formatsTable() string {
	var b strings.Builder
	b.WriteString("Formats, with the command that makes each and what counts as changed:\n")
	for _, f := range formats.All() {
		b.WriteString("\n  " + f.Name + "\n")
		if f.Command != "" {
			b.WriteString(commandLines("      ", f.Command))
		}
		b.WriteString(indented("    ", f.Rule))
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// commandLines sets a command so that it can be copied as it stands: a line ends
// where a shell goes on reading, behind a pipe or with a backslash, in PowerShell
// behind a pipe or a comma, and a word that is too long for a line is left whole.
func commandLines(lead, command string) string {
	const onward = 2 // columns for the backslash
	room := listWidth - ansi.StringWidth(lead) - onward
	var b strings.Builder
	line := ""
	for _, word := range strings.Fields(command) {
		switch {
		case line == "":
			line = word
		case ansi.StringWidth(line+" "+word) <= room:
			line += " " + word
		case strings.HasSuffix(line, "|"), strings.HasPrefix(command, "$") && strings.HasSuffix(line, ","):
			b.WriteString(lead + line + "\n")
			line = "  " + word
		default:
			b.WriteString(lead + line + " \\\n")
			line = "  " + word
		}
	}
	return b.String() + lead + line + "\n"
}
