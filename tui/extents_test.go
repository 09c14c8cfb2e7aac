package tui_test

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"cbtmap/fetch/extent"
	"cbtmap/render"
	"cbtmap/tui"
	"cbtmap/tui/drive"
)

// TestExtentList walks the list of one sample from end to end and compares each
// row with the map; enter goes there.
func TestExtentList(t *testing.T) {
	m, _ := oracle(t, sqlData)
	d := demo(t, 120, 36, sqlData)
	_, _, cols, lines := mapArea(t, d)
	g := render.Fit(m.Capacity(), cols, 2*lines)
	var want []extent.Extent
	for i := 0; len(want) < 80; i++ { // a sample with more extents than a screen has lines
		lo, hi := g.Sample(i/cols, i%cols)
		want = want[:0]
		for e := range m.All(lo, hi) {
			want = append(want, e)
		}
	}
	first := want[0]
	d.Press("g")
	d.Type(render.HexAddress(first.End() - 1))
	d.Press("enter")
	d.Press("e")
	if s := plain(d); !strings.Contains(s, render.Count(int64(len(want)))+" changed extents in the sample at") {
		t.Fatalf("not the list of %d extents:\n%s", len(want), s)
	}
	for i, e := range want {
		line := fmt.Sprintf("%s %s", render.HexAddress(e.Start), render.Bytes(e.Length))
		if s := selectedLine(d); !strings.HasPrefix(s, render.Count(int64(i+1))+" ") || !strings.Contains(s, line) {
			t.Fatalf("row %d is %q, want %q:\n%s", i+1, s, line, plain(d))
		}
		d.Press("down")
	}
	last := plain(d)
	d.Press("down", "pgdown", "end")
	if got := plain(d); got != last {
		t.Errorf("beyond the last extent:\n%s\nwant\n%s", got, last)
	}
	d.Press("home", "up", "pgup")
	if s := selectedLine(d); !strings.HasPrefix(s, "1 ") || !strings.Contains(s, render.HexAddress(first.Start)+" ") {
		t.Errorf("before the first row is %q", s)
	}
	d.Press("pgdown", "pgup", "end", "up", "enter")
	if got, want := cursorAt(t, d), render.HexAddress(want[len(want)-2].Start); got != want {
		t.Errorf("enter goes to %s, want %s", got, want)
	}
	d.Press("backspace")
	if got := cursorAt(t, d); got != render.HexAddress(first.End()-1) {
		t.Errorf("backspace goes to %s", got)
	}
}

// selectedLine is the row under the cursor, its spaces folded.
func selectedLine(d *drive.Driver) string {
	_, after, _ := strings.Cut(plain(d), "▌ ")
	line, _, _ := strings.Cut(after, "\n")
	return strings.Join(strings.Fields(line), " ")
}

// TestExtentListOfMillions: the rows in view are all that is made of a list.
func TestExtentListOfMillions(t *testing.T) {
	const n = 3_000_000
	src := pages{capacity: n << 17}
	for i := range int64(n) {
		src.extents = append(src.extents, extent.Extent{Start: i << 17, Length: 1 << 16})
	}
	f := newFake(src.capacity, "big")
	f.source = src
	opts := fakeOptions(f)
	opts.Pick = tui.Pick{VM: "big", To: "snapshot-2"}
	d := drive.New(tui.New(opts), 100, 30)
	d.Settle()
	d.Press("v", "pgdown", "pgdown", "end", "e")
	if s := plain(d); !strings.Contains(s, "3,000,000 changed extents in the selection") {
		t.Fatalf("not all:\n%s", s)
	}
	d.Press("end")
	if s := selectedLine(d); !strings.HasPrefix(s, "3,000,000 ") {
		t.Errorf("the last row is %q", s)
	}
	d.Press("pgup", "home")
	if s := selectedLine(d); !strings.HasPrefix(s, "1 ") {
		t.Errorf("the first row is %q", s)
	}
}

func TestNoExtentHere(t *testing.T) {
	d := demo(t, 120, 36, sqlData)
	d.Press("end", "pgdown", "end", "e")
	if s := plain(d); !strings.Contains(s, "no extent is known to have changed") {
		t.Errorf("e on nothing says nothing:\n%s", s)
	}
}

// TestSelection: the range chosen is counted exactly, and enter shows all of it
// as large as it fits.
func TestSelection(t *testing.T) {
	m, _ := oracle(t, sqlData)
	d := demo(t, 120, 36, sqlData)
	_, _, cols, lines := mapArea(t, d)
	g := render.Fit(m.Capacity(), cols, 2*lines)
	d.Press("g")
	d.Type("600G")
	d.Press("enter", "v", "down", "right", "right")
	row, col, _ := g.Locate(600 << 30)
	lo, _ := g.Sample(row, col)
	_, hi := g.Sample(row+1, col+2)
	want := fmt.Sprintf("%s from %s · %s changed", render.Bytes(hi-lo), render.HexAddress(lo), render.Bytes(m.Sum(lo, hi).Changed))
	if s := plain(d); !strings.Contains(s, want) {
		t.Fatalf("want %q:\n%s", want, s)
	}
	d.Press("enter")
	s := plain(d)
	if strings.Contains(s, "selected") || strings.Contains(s, "whole disk ·") {
		t.Errorf("enter does not zoom to the selection:\n%s", s)
	}
	if got := cursorAt(t, d); got != render.HexAddress(lo) {
		t.Errorf("the cursor is at %s, want %s", got, render.HexAddress(lo))
	}
	d.Press("v", "right", "esc")
	if s := plain(d); strings.Contains(s, "selected") || !strings.Contains(s, "a line") {
		t.Errorf("esc does not give the selection up:\n%s", s)
	}
}

// TestCopyAndMouse: what is copied is told, and m gives the mouse back.
func TestCopyAndMouse(t *testing.T) {
	d := demo(t, 120, 36, sqlData)
	d.Send(drive.Key("y"))
	if s := plain(d); !strings.Contains(s, "copied the address: 0x0") {
		t.Errorf("y says nothing:\n%s", s)
	}
	d.Settle()
	d.Press("Y")
	if s := plain(d); !strings.Contains(s, "copied the totals: sql01 Hard disk 2") {
		t.Errorf("Y says nothing:\n%s", s)
	}
	if d.Model.View().MouseMode == tea.MouseModeNone {
		t.Error("no mouse from the beginning")
	}
	d.Press("m")
	if d.Model.View().MouseMode != tea.MouseModeNone {
		t.Error("m does not give the mouse back")
	}
	d.Press("m")
	if d.Model.View().MouseMode == tea.MouseModeNone {
		t.Error("m does not take the mouse again")
	}
}

// TestClickOnKeys: each key in the bottom line can be clicked.
func TestClickOnKeys(t *testing.T) {
	d := demo(t, 120, 36, sqlData)
	at := func(text string) int {
		t.Helper()
		line := strings.Split(plain(d), "\n")[35]
		i := strings.Index(line, text)
		if i < 0 {
			t.Fatalf("%q is not in %q", text, line)
		}
		return len([]rune(line[:i]))
	}
	click(d, at("next change"), 35)
	if got := cursorAt(t, d); got == "0x0" {
		t.Error("a click on n does nothing")
	}
	click(d, at("go to"), 35)
	if s := plain(d); !strings.Contains(s, "go to: ") {
		t.Errorf("a click on g does nothing:\n%s", s)
	}
	d.Press("esc")
	click(d, at("help"), 35)
	if s := plain(d); !strings.Contains(s, "any key closes this") {
		t.Errorf("a click on ? does nothing:\n%s", s)
	}
	click(d, 3, 3)
	click(d, at("back"), 35)
	if s := plain(d); !strings.Contains(s, "Changes from when") {
		t.Errorf("a click on esc does nothing:\n%s", s)
	}
}
