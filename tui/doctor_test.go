package tui_test

import (
	"strings"
	"testing"

	"cbtmap/tui"
)

// TestDoctor: what fails is said with its reason and what to do, and the way
// back leads to where one came from.
func TestDoctor(t *testing.T) {
	for _, c := range []struct {
		name string
		pick tui.Pick
		keys []string // to the place where i is pressed
		says []string
		back string
	}{
		{"all is well", tui.Pick{VM: "sql01", Disk: "Hard disk 2"}, nil,
			[]string{"✓ privilege", "✓ tracking of the machine", "✓ tracking of the disk", "the same UUID", "? snapshots when tracking began"}, "Changes from when"},
		{"on for the machine, off for the disk", tui.Pick{VM: "web01"}, []string{"down"},
			[]string{"✓ tracking of the machine on", "✗ tracking of the disk off, though it is on for the machine", "→ "}, "Which disk?"},
		{"no privilege", tui.Pick{VM: "noperm01", To: "nightly-7"}, nil,
			[]string{"What the server said", "✗ not answered 90 GiB at 0x0", "✗ privilege", "DiskRandomRead", "→ ask the administrator"}, "90 GiB"},
		{"too old", tui.Pick{VM: "legacy01"}, nil, []string{"✗ virtual hardware version 4", "→ upgrade"}, "Which disk?"},
		{"no disk at all", tui.Pick{VM: "empty01"}, nil, []string{"What change tracking needs", "✓ privilege"}, "no virtual disk"},
		{"reset", tui.Pick{VM: "reset01", Disk: "2000", To: "nightly-7", From: "*"}, nil, []string{"✓ changeId at the end", "allocated"}, "80 GiB"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := demo(t, 120, 60, c.pick)
			if c.name == "too old" || c.name == "no disk at all" {
				d.Press("x")
			}
			d.Press(c.keys...)
			d.Press("i")
			s := folded(d)
			for _, want := range c.says {
				if !strings.Contains(s, want) {
					t.Errorf("%q is not said:\n%s", want, plain(d))
				}
			}
			d.Press("esc")
			if !strings.Contains(plain(d), c.back) || strings.Contains(plain(d), "What change tracking needs") {
				t.Errorf("esc does not go back to %q:\n%s", c.back, plain(d))
			}
		})
	}
}

// TestDoctorScrolls: on a small terminal everything can still be read.
func TestDoctorScrolls(t *testing.T) {
	d := demo(t, 40, 12, tui.Pick{VM: "rac01", Disk: "Hard disk 1"})
	d.Press("i")
	seen := map[string]bool{}
	for range 100 {
		for line := range strings.Lines(plain(d)) {
			seen[strings.Join(strings.Fields(line), " ")] = true
		}
		d.Press("down")
	}
	for _, want := range []string{"What change tracking needs", "✓ privilege to ask", "✓ changeId at the end", "? snapshots when tracking began"} {
		if !seen[want] {
			t.Errorf("%q cannot be reached", want)
		}
	}
	d.Press("home")
	if !strings.Contains(plain(d), "What change tracking needs") {
		t.Errorf("home does not lead to the top:\n%s", plain(d))
	}
}
