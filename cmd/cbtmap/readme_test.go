package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cbtmap/fetch/formats"
)

// formatRows is the README's table of formats.
func formatRows() string {
	cell := strings.NewReplacer("|", `\|`).Replace
	var b strings.Builder
	b.WriteString("| format | made by | rule |\n| --- | --- | --- |\n")
	for _, f := range formats.All() {
		made := ""
		if f.Command != "" {
			made = "`" + cell(f.Command) + "`"
		}
		b.WriteString("| " + cell(f.Name) + " | " + made + " | " + cell(f.Rule) + " |\n")
	}
	return b.String()
}

// The README's table is the program's.
func TestReadmeFormats(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(readme), formatRows()) {
		t.Errorf("README.md should hold this table:\n%s", formatRows())
	}
}

// The help has each format with its command and its rule.
func TestHelpListsFormats(t *testing.T) {
	help := strings.Join(strings.Fields(runWith(t.Context(), nil, "open", "--help").stdout), " ")
	for _, f := range formats.All() {
		if f.Rule == "" || f.Command == "" {
			t.Errorf("%s has no rule or no command", f.Name)
		}
		for _, want := range []string{f.Name, f.Rule} {
			if !strings.Contains(help, want) {
				t.Errorf("open --help does not hold %q", want)
			}
		}
	}
}
