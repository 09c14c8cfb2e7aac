package main

import (
	"fmt"
	"os"
	"strings"
)

// The table stands between these lines of the README.
const (
	readmeFrom = "<!-- printed by go run ./cmd/speed -readme -->\n"
	readmeTo   = "<!-- end of the table -->\n"
)

// putIntoReadme replaces the table in a file.
func putIntoReadme(name, text string) error {
	old, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	before, rest, ok := strings.Cut(string(old), readmeFrom)
	_, after, closed := strings.Cut(rest, readmeTo)
	if !ok || !closed {
		return fmt.Errorf("%s has no place for the table: it needs the lines\n%s%s", name, readmeFrom, readmeTo)
	}
	return os.WriteFile(name, []byte(before+readmeFrom+text+readmeTo+after), 0o644)
}
