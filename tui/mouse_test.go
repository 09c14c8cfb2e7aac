package tui_test

import (
	"regexp"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"cbtmap/render"
	"cbtmap/tui"
	"cbtmap/tui/drive"
)

var hexAddress = regexp.MustCompile(`0x[0-9a-f]+`)

// cursorAt is the address in the cursor's line.
func cursorAt(t *testing.T, d *drive.Driver) string {
	t.Helper()
	for _, line := range strings.Split(plain(d), "\n") {
		if strings.Contains(line, " cursor ") {
			return hexAddress.FindString(line)
		}
	}
	t.Fatalf("no cursor on the screen:\n%s", plain(d))
	return ""
}

func click(d *drive.Driver, x, y int) {
	d.Send(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
	d.Send(tea.MouseReleaseMsg{X: x, Y: y, Button: tea.MouseLeft})
	d.Settle()
}

// TestClick puts the cursor on the upper sample of the cell, wherever on the map.
func TestClick(t *testing.T) {
	d := demo(t, 120, 36, sqlData)
	left, top, cols, lines := mapArea(t, d)
	g := render.Fit(2<<40, cols, 2*lines)
	for _, at := range [][2]int{{0, 0}, {cols - 1, 0}, {17, 5}, {3, 11}} {
		click(d, left+at[0], top+at[1])
		lo, _ := g.Sample(2*at[1], at[0])
		if got := cursorAt(t, d); got != render.HexAddress(lo) {
			t.Errorf("a click at %v puts the cursor on %s, want %s", at, got, render.HexAddress(lo))
		}
	}
	before := plain(d)
	for _, off := range [][2]int{{0, 0}, {left - 1, top + 1}, {119, 35}, {left, top + lines - 1}} {
		click(d, off[0], off[1])
	}
	if got := plain(d); got != before {
		t.Errorf("clicks beside the disk change the screen:\n%s", got)
	}
}

// TestWheel zooms at the pointer, however long it turns, and back again.
func TestWheel(t *testing.T) {
	d := demo(t, 120, 36, sqlData)
	left, top, _, _ := mapArea(t, d)
	x, y := left+40, top+6
	click(d, x, y)
	want, whole := cursorAt(t, d), plain(d)
	const turns = 9
	for range turns {
		d.Send(tea.MouseWheelMsg{X: x, Y: y, Button: tea.MouseWheelUp})
		if got := cursorAt(t, d); got != want {
			t.Fatalf("zooming in at a still pointer drifts from %s to %s", want, got)
		}
	}
	if plain(d) == whole {
		t.Fatal("the wheel does nothing")
	}
	for range turns {
		d.Send(tea.MouseWheelMsg{X: x, Y: y, Button: tea.MouseWheelDown})
	}
	if got := plain(d); got != whole {
		t.Errorf("in and out again:\n%s\nwant\n%s", got, whole)
	}
}

// TestDrag moves the disk along with the pointer and ends with the button.
func TestDrag(t *testing.T) {
	d := demo(t, 120, 36, sqlData)
	d.Press("g", "1", "T", "enter", "+", "+", "+")
	left, top, _, _ := mapArea(t, d)
	address := func(y int) string {
		label, _, _ := strings.Cut(strings.Split(plain(d), "\n")[y], " GiB")
		return strings.TrimSpace(label)
	}
	grabbed := address(top + 10)
	d.Send(tea.MouseClickMsg{X: left + 5, Y: top + 10, Button: tea.MouseLeft})
	for y := 10; y >= 4; y-- {
		d.Send(tea.MouseMotionMsg{X: left + 5, Y: top + y, Button: tea.MouseLeft})
	}
	if got := address(top + 4); got != grabbed {
		t.Errorf("the address grabbed was %q; now %q is under the pointer", grabbed, got)
	}
	d.Send(tea.MouseReleaseMsg{X: left + 5, Y: top + 4, Button: tea.MouseLeft})
	before := plain(d)
	d.Send(tea.MouseMotionMsg{X: left + 5, Y: top + 9})
	if plain(d) != before {
		t.Error("the map moves without a button down")
	}
}

// TestStripClick brings a far part of the disk into view.
func TestStripClick(t *testing.T) {
	d := demo(t, 120, 36, sqlData)
	left, top, cols, _ := mapArea(t, d)
	d.Press("+", "+", "+", "+", "+")
	const strip = 1 // the line under the header
	if top-3 != strip {
		t.Fatalf("the strip is not where it was: the map begins in line %d", top)
	}
	click(d, left+cols/2, strip)
	half := int64(2<<40) * int64(cols/2) / int64(cols)
	if got := cursorAt(t, d); got != render.HexAddress(half) {
		t.Errorf("a click in the middle of the strip goes to %s, want %s", got, render.HexAddress(half))
	}
}

// TestListMouse chooses with a click, opens with another, and scrolls.
func TestListMouse(t *testing.T) {
	d := demo(t, 80, 24, tui.Pick{})
	row := func(name string) int {
		for y, line := range strings.Split(plain(d), "\n") {
			if strings.Contains(line, name) {
				return y
			}
		}
		t.Fatalf("%s is not on the screen:\n%s", name, plain(d))
		return 0
	}
	d.Send(tea.MouseWheelMsg{X: 5, Y: 9, Button: tea.MouseWheelDown})
	if strings.Contains(plain(d), "broken01") {
		t.Errorf("the wheel does not scroll:\n%s", plain(d))
	}
	click(d, 5, row("sql01"))
	if s := plain(d); !strings.Contains(s, "▌ sql01") {
		t.Fatalf("a click does not choose:\n%s", s)
	}
	click(d, 5, row("sql01"))
	click(d, 5, row("Hard disk 2"))
	click(d, 5, row("Hard disk 2"))
	if s := plain(d); !strings.Contains(s, "Changes from when") {
		t.Fatalf("clicks do not lead to the interval:\n%s", s)
	}
	click(d, 5, row("nightly-3"))
	click(d, 31, 23) // b: begin here
	click(d, 14, 23) // enter: explore
	if s := plain(d); !strings.Contains(s, "trustworthy") || !strings.Contains(s, "17 Nov 22:00 →") {
		t.Fatalf("clicks do not lead to the map:\n%s", s)
	}
}
