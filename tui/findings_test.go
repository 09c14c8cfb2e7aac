package tui_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"cbtmap/tui"
	"cbtmap/tui/drive"
)

// What users stumbled over once.

// TestRefusedPasteIsNotTheBegin: after a changeId that was refused, the field
// shows what begins the interval, and the next paste replaces the last.
func TestRefusedPasteIsNotTheBegin(t *testing.T) {
	_, iv := oracle(t, tui.Pick{VM: "sql01", Disk: "Hard disk 2", From: "nightly-3", To: "nightly-7"})
	d := demo(t, 120, 36, tui.Pick{VM: "sql01", Disk: "Hard disk 2"})
	d.Send(tea.PasteMsg{Content: "garbage/1x"})
	d.Press("enter")
	if s := plain(d); !strings.Contains(s, "✗ ") {
		t.Fatalf("garbage is taken:\n%s", s)
	}
	d.Send(tea.PasteMsg{Content: iv.FromChangeID})
	d.Press("enter")
	s := plain(d)
	if strings.Contains(s, "garbage") || !strings.Contains(s, "✓ from nightly-3 to nightly-7") {
		t.Fatalf("the second paste does not replace the first:\n%s", s)
	}
	for _, line := range strings.Split(s, "\n") {
		if strings.Contains(line, "nightly-3 ") && !strings.HasSuffix(line, "begin") && !strings.Contains(line, "✓") {
			t.Errorf("a changeId that a snapshot carries is not shown at that snapshot: %q", line)
		}
	}
	d.Send(tea.PasteMsg{Content: "nonsense"})
	d.Press("enter")
	d.Press("esc")
	if s := plain(d); strings.Contains(s, "nonsense") {
		t.Errorf("what was refused stays in the field:\n%s", s)
	}
}

// TestNoCommandLineAdvice: on the screens, no sentence tells to use a flag.
func TestNoCommandLineAdvice(t *testing.T) {
	d := demo(t, 120, 36, tui.Pick{VM: "sql01", Disk: "Hard disk 2"})
	for _, id := range []string{"garbage", "52 de c0 d9 b9 43 9d 10-61 d5 4c 1b e9 7b 65 63/1", "*/3", "nightly-1"} {
		d.Send(tea.PasteMsg{Content: id})
		d.Press("enter")
		if s := plain(d); strings.Contains(s, "--") || !strings.Contains(s, "✗ ") {
			t.Errorf("after pasting %q:\n%s", id, s)
		}
	}
	form := drive.New(tui.New(quiet()), 80, 24)
	form.Press("enter", "enter", "enter")
	if s := plain(form); strings.Contains(s, "--") || !strings.Contains(s, "fill it in") {
		t.Errorf("an empty form:\n%s", s)
	}
}

// TestListThatCannotBeRead is no list of nothing.
func TestListThatCannotBeRead(t *testing.T) {
	f := newFake(1<<40, "db01")
	opts := fakeOptions(f)
	d := drive.New(tui.New(opts), 80, 24)
	d.Settle()
	f.err = errors.New("the server is gone")
	d.Press("r", "x")
	if s := plain(d); !strings.Contains(s, "could not be read") || strings.Contains(s, "lack the right") {
		t.Errorf("says:\n%s", s)
	}
}

// TestRefreshKeepsThePlace: r leaves the cursor on its VM, and the VM that the
// command line named is under the cursor when its list is shown.
func TestRefreshKeepsThePlace(t *testing.T) {
	d := demo(t, 80, 24, tui.Pick{})
	d.Press("pgdown", "pgdown")
	want := selected(d)
	d.Press("r")
	if got := selected(d); got != want {
		t.Errorf("r went from %s to %s", want, got)
	}
	d = demo(t, 80, 24, tui.Pick{VM: "web01"})
	d.Press("esc")
	if got := selected(d); got != "web01" {
		t.Errorf("the list of --vm web01 stands on %s", got)
	}
}

// TestFailureStays: why a fetch failed can be read as long as it is so, and r
// asks again.
func TestFailureStays(t *testing.T) {
	for _, size := range [][2]int{{120, 36}, {80, 24}} {
		d := demo(t, size[0], size[1], tui.Pick{VM: "noperm01", Disk: "2000", To: "nightly-7"})
		d.Press("right")
		s := plain(d)
		for _, want := range []string{"incomplete", "failed administrator", "not answered", "ask again"} {
			if !strings.Contains(s, want) {
				t.Errorf("%v: %q is not on the screen:\n%s", size, want, s)
			}
		}
	}
	f := newFake(1<<40, "db01")
	line := cutLine(1<<40, 1<<39)
	f.source = line
	d := drive.New(tui.New(fakeOptions(f)), 100, 30)
	d.Settle()
	d.Press("enter", "enter", "enter", "x")
	line.mend()
	d.Press("r")
	if s := plain(d); !strings.Contains(s, " complete") {
		t.Errorf("r does not ask again:\n%s", s)
	}
}

// TestWarnsOfTheUnknownBetween: a jump over what is not known is told.
func TestWarnsOfTheUnknownBetween(t *testing.T) {
	f := newFake(1<<40, "db01")
	line := cutLine(1<<40, 1<<39)
	line.extents = bursts()[:1]
	f.source = line
	opts := fakeOptions(f)
	opts.Pick = tui.Pick{VM: "db01", To: "snapshot-2"}
	d := drive.New(tui.New(opts), 120, 36)
	d.Settle()
	d.Press("g", "9", "0", "%", "enter", "N")
	if s := plain(d); !strings.Contains(s, "not all on the way here is known") {
		t.Errorf("no warning:\n%s", s)
	}
}

// TestFlagsWaitForTheirStep: --disk without --vm applies to the VM chosen then.
func TestFlagsWaitForTheirStep(t *testing.T) {
	d := demo(t, 100, 30, tui.Pick{Disk: "Hard disk 2"})
	d.Press("/")
	d.Type("sql01")
	d.Press("enter")
	if s := plain(d); !strings.Contains(s, "Changes from when") || !strings.Contains(s, "Hard disk 2") {
		t.Errorf("--disk is forgotten:\n%s", s)
	}
	d = demo(t, 100, 30, tui.Pick{VM: "vdi-005", Disk: "2000"})
	if s := plain(d); !strings.Contains(s, "✗ ") || !strings.Contains(s, "snapshot") {
		t.Errorf("a VM without snapshots is passed over in silence:\n%s", s)
	}
}

// TestAnotherServer: on another server the same ids name other disks, so nothing
// of the first is kept.
func TestAnotherServer(t *testing.T) {
	first, second := newFake(1<<40, "db01"), newFake(1<<40, "db01")
	first.source = pages{capacity: 1 << 40, extents: bursts()[:100]}
	second.source = pages{capacity: 1 << 40, extents: bursts()[:7]}
	opts := fakeOptions(first)
	servers := []*fake{first, second}
	opts.Demo = func(context.Context) (tui.Connection, error) {
		f := servers[0]
		servers = servers[1:]
		return f, nil
	}
	d := drive.New(tui.New(opts), 120, 36)
	d.Settle()
	d.Press("enter", "enter", "enter")
	if s := plain(d); !strings.Contains(s, "100 extents") {
		t.Fatalf("not the first server's map:\n%s", s)
	}
	d.Press("esc", "esc", "esc", "esc", "up", "enter", "enter", "enter", "enter")
	if s := plain(d); !strings.Contains(s, "7 extents") {
		t.Errorf("not the second server's map:\n%s", s)
	}
}

// TestBadFromIsNotReplaced: a beginning that was asked for and cannot be is to be
// mended, not silently another.
func TestBadFromIsNotReplaced(t *testing.T) {
	d := demo(t, 120, 36, tui.Pick{VM: "sql01", Disk: "Hard disk 2", From: "nonsense"})
	if s := plain(d); !strings.Contains(s, "✗ ") || !strings.Contains(s, ": nonsense") {
		t.Fatalf("not told, or not there to be mended:\n%s", s)
	}
	d.Press("enter")
	if s := plain(d); !strings.Contains(s, "Changes from when") || !strings.Contains(s, "is no changeId") {
		t.Errorf("enter explores something else:\n%s", s)
	}
	d.Press("esc", "enter")
	if s := plain(d); !strings.Contains(s, "trustworthy") {
		t.Errorf("esc does not give it up:\n%s", s)
	}
}
