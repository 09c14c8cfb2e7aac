package main

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// exampleLine is a command of an example, without the variables before it and
// the pipe or the remark behind it.
var exampleLine = regexp.MustCompile(`^  (?:GOVC_\w+=\S+ )?cbtmap ?(.*?)(?:  +.*| [|>](?: .*)?)?$`)

// exampleWord is a word as a shell reads it.
var exampleWord = regexp.MustCompile(`'[^']*'|"[^"]*"|\S+`)

// Every example of every help text does what it promises, on the simulated
// vCenter.
func TestExamplesWork(t *testing.T) {
	var p program
	root := p.rootCommand()
	env := environmentOf(t, vcenterForTests(t))
	filesOfExamples(t, env)
	tried := 0
	for _, cmd := range append([]*cobra.Command{root}, root.Commands()...) {
		for line := range strings.Lines(cmd.Example) {
			found := exampleLine.FindStringSubmatch(strings.TrimSuffix(line, "\n"))
			if found == nil || strings.HasPrefix(found[1], "simulate") {
				continue // a shell's part, or what never ends: tried elsewhere
			}
			args := withoutServer(exampleWord.FindAllString(found[1], -1))
			got := runWith(t.Context(), env, args...)
			tried++
			needsScreen := got.code == exitUsage && strings.Contains(got.stderr, "standard output is no terminal")
			if got.code != exitOK && !needsScreen {
				t.Errorf("%s: %v: exit code %d: %s", cmd.CommandPath(), args, got.code, got.stderr)
			}
			if needsScreen && strings.Contains(line, "--vm") {
				t.Errorf("%s: %v names a virtual machine and still prints no report: %s", cmd.CommandPath(), args, got.stderr)
			}
		}
	}
	if tried < 25 {
		t.Errorf("only %d examples were found", tried)
	}
}

// filesOfExamples makes the files and folders that the examples name, but for those
// that they make themselves, and goes where they are.
func filesOfExamples(t *testing.T, env environment) {
	t.Helper()
	t.Chdir(t.TempDir())
	if got := runWith(t.Context(), env, "export", "--vm", "web01", "--disk", "2000", "-o", "tuesday.cbtmap"); got.code != exitOK {
		t.Fatal(got.stderr)
	}
	if err := os.WriteFile("delta.json", []byte(`[{"offset":0,"length":4194304,"exists":"true"}]`), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, folder := range []string{"lists", "man1"} {
		if err := os.Mkdir(folder, 0o700); err != nil {
			t.Fatal(err)
		}
	}
}

// withoutServer makes words arguments, but for those that name a server: the
// environment has one.
func withoutServer(words []string) []string {
	var args []string
	for i := 0; i < len(words); i++ {
		switch words[i] {
		case "--url", "--known-hosts":
			i++ // and its value
		default:
			args = append(args, strings.Trim(words[i], `'"`))
		}
	}
	return args
}
