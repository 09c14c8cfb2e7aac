package main

import (
	"strings"

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
			b.WriteString(indented("      ", f.Command))
		}
		b.WriteString(indented("    ", f.Rule))
	}
	return strings.TrimSuffix(b.String(), "\n")
}
