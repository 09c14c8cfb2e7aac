package main

import (
	"bytes"
	"regexp"
	"strconv"
	"testing"
)

// mostBefore is how many bytes a package may allocate before main begins, which
// every start pays for. A regular expression takes some 10,000.
const mostBefore = 40 << 10

// initialised is a line of GODEBUG=inittrace=1.
var initialised = regexp.MustCompile(`(?m)^init (cbtmap/\S+) @.* (\d+) bytes, \d+ allocs$`)

// No package does work before main begins that only some commands need.
func TestLittleIsMadeBeforeMain(t *testing.T) {
	cmd, _ := process(t, environment{"GODEBUG": "inittrace=1"}, "version")
	var trace bytes.Buffer
	cmd.Stderr = &trace
	if err := cmd.Run(); err != nil {
		t.Fatal(err)
	}
	found := initialised.FindAllStringSubmatch(trace.String(), -1)
	if len(found) == 0 {
		t.Fatalf("no package of this program in\n%s", trace.String())
	}
	for _, line := range found {
		if line[1] == "cbtmap/cmd/cbtmap" {
			continue // here it has its tests in it
		}
		if n, err := strconv.Atoi(line[2]); err != nil || n > mostBefore {
			t.Errorf("%s allocates %s bytes before main begins, and may %d", line[1], line[2], mostBefore)
		}
	}
}

// A command that is named is made alone, and is the same as among the others.
func TestCommandsAreMadeAlone(t *testing.T) {
	var p program
	all := p.rootCommand()
	for i, m := range makers {
		if m.make(&p).Name() != m.name {
			t.Errorf("%s is made as %s", m.make(&p).Name(), m.name)
		}
		root := p.aloneCommand([]string{m.name, "--help"})
		if m.name == "man" {
			if root != nil {
				t.Error("the manual is of one command")
			}
			continue
		}
		if n := len(root.Commands()); n != 1 {
			t.Fatalf("%s comes with %d commands", m.name, n)
		}
		among, _, err := all.Find([]string{m.name})
		if err != nil || among.UsageString() != root.Commands()[0].UsageString() {
			t.Errorf("%d: %s alone has another usage, %v", i, m.name, err)
		}
	}
	for _, args := range [][]string{nil, {"--help"}, {"help", "version"}, {"completion"}, {"vers"}, {"__complete", "version", ""}} {
		if p.aloneCommand(args) != nil {
			t.Errorf("%q makes one command", args)
		}
	}
}
