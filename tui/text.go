package tui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// wrap breaks a text at its spaces into lines of at most width cells. Unlike a
// typesetter it never breaks at a hyphen: flags, fingerprints and snapshot names
// are to be copied. Only a word longer than a line is cut.
func wrap(text string, width int) []string {
	width = max(width, 1)
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		switch {
		case line == "":
			line = word
		case ansi.StringWidth(line)+1+ansi.StringWidth(word) <= width:
			line += " " + word
		default:
			lines = append(lines, line)
			line = word
		}
		for ansi.StringWidth(line) > width {
			head := ansi.Truncate(line, width, "")
			if head == "" { // a character wider than the line
				return append(lines, "")
			}
			lines = append(lines, head)
			line = line[len(head):]
		}
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}
