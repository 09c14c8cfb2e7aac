package main

import (
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/pflag"

	"cbtmap/fetch/formats"
)

// The manual has every command, every flag and every variable that is read.
func TestManualIsWhole(t *testing.T) {
	page := runWith(t.Context(), nil, "man").stdout
	var p program
	root := p.rootCommand()
	for _, cmd := range documented(root) {
		if !strings.Contains(page, ".SS "+macroWord(cmd.CommandPath())+"\n") {
			t.Errorf("nothing on %s", cmd.CommandPath())
		}
		cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
			if !f.Hidden && f.Name != "help" && !strings.Contains(page, bold("--"+f.Name)) {
				t.Errorf("nothing on --%s of %s", f.Name, cmd.Name())
			}
		})
	}
	source, err := os.ReadFile(filepath.Join("..", "..", "fetch", "vcenter", "env.go"))
	if err != nil {
		t.Fatal(err)
	}
	read := regexp.MustCompile(`getenv\("(\w+)"\)`).FindAllStringSubmatch(string(source), -1)
	if len(read) < 10 {
		t.Fatalf("only %d variables were found", len(read))
	}
	for _, name := range read {
		if !strings.Contains(page, escaped(name[1])) {
			t.Errorf("nothing on %s", name[1])
		}
	}
}

// request is what may begin a line with a dot here.
var request = regexp.MustCompile(`^\.(TH|SH|SS|PP|TP|EX|EE|br|nh|ad)\b`)

// Nothing in a manual page is obeyed that was meant to be read.
func TestManualIsEscaped(t *testing.T) {
	dir := t.TempDir()
	if got := runWith(t.Context(), nil, "man", "--dir", dir); got.code != exitOK {
		t.Fatal(got.stderr)
	}
	names, err := filepath.Glob(filepath.Join(dir, "cbtmap*.1"))
	if err != nil || len(names) < 10 || !slices.Contains(names, filepath.Join(dir, "cbtmap-report.1")) {
		t.Fatalf("%v, %v", names, err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			if strings.HasPrefix(line, ".") && !request.MatchString(line) || strings.HasPrefix(line, "'") {
				t.Errorf("%s: %q is taken for a request", filepath.Base(name), line)
			}
			if strings.ContainsFunc(line, func(r rune) bool { return r > '~' }) {
				t.Errorf("%s: %q is not ASCII", filepath.Base(name), line)
			}
		}
	}
}

func TestRoffEscapes(t *testing.T) {
	var r roff
	r.text(".hidden 'quoted' \\n -o → …")
	r.verbatim("  .TH \"x\"\n'br\n")
	want := ".PP\n\\&.hidden \\(aqquoted\\(aq \\en \\-o \\[u2192] ...\n" + ".PP\n.EX\n  .TH \"x\"\n\\(aqbr\n.EE\n"
	if got := r.String(); got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := macroWord(`a "b"`), `"a \(dqb\(dq"`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// Lists and examples all begin where text does and fit a page of 80 columns, but for
// words that are longer, and every page has a date.
func TestManualFitsATerminal(t *testing.T) {
	var r roff
	r.verbatim("  cbtmap man\n    | man -l -")
	want := ".PP\n.EX\ncbtmap man\n  | man \\-l \\-\n.EE\n"
	if got := r.String(); got != want {
		t.Errorf("%q, want %q", got, want)
	}
	var p program
	root := p.rootCommand()
	root.SetOut(io.Discard)
	strict(root) // adds commands
	pages := map[string]string{root.Name(): mainPage(root)}
	for _, cmd := range documented(root) {
		pages[pageName(cmd)] = commandPage(cmd)
	}
	for name, page := range pages {
		for _, block := range regexp.MustCompile(`(?s)\n\.EX\n(.*?)\.EE\n`).FindAllStringSubmatch(page, -1) {
			for line := range strings.Lines(block[1]) {
				line = asShown(strings.TrimSuffix(line, "\n"))
				if n := manMargin + ansi.StringWidth(line); n > manWidth && strings.Contains(strings.TrimSpace(line), " ") {
					t.Errorf("%s: %d columns: %s", name, n, line)
				}
			}
		}
		if !regexp.MustCompile(`^\.TH \S+ 1 "\d{4}-\d\d-\d\d" `).MatchString(page) {
			t.Errorf("no date in %.60s", page)
		}
	}
}

// asShown is an escaped line as a page shows it.
func asShown(line string) string {
	for c, escape := range roffEscapes {
		line = strings.ReplaceAll(line, escape, string(c))
	}
	return regexp.MustCompile(`\\\[u\w+\]`).ReplaceAllString(line, "x")
}

// The command of a format can be copied.
func TestCommandsOfFormatsAreWhole(t *testing.T) {
	for _, f := range formats.All() {
		ends := []string{"\\\n", " ", "|\n", "| "}
		if strings.HasPrefix(f.Command, "$") { // PowerShell knows no backslash
			ends = []string{",\n", ", ", "|\n", "| "}
		}
		text := strings.NewReplacer(ends...).Replace(commandLines("      ", f.Command))
		if got, want := strings.Fields(text), strings.Fields(f.Command); !slices.Equal(got, want) || strings.Count(text, "\n") != 1 {
			t.Errorf("%s: %q, want %q", f.Name, got, want)
		}
	}
}
