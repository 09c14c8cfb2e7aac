package tui_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"cbtmap/fetch/extent"
	"cbtmap/render"
	"cbtmap/tui"
	"cbtmap/tui/drive"
)

// folded is the screen with its runs of spaces made one.
func folded(d *drive.Driver) string { return strings.Join(strings.Fields(plain(d)), " ") }

// TestStatistics compares the figures on the screen with those of the map, for
// the whole disk and for the range in view.
func TestStatistics(t *testing.T) {
	m, _ := oracle(t, sqlData)
	d := demo(t, 160, 50, sqlData)
	d.Press("g")
	d.Type("230G")
	d.Press("enter", "+", "+", "tab")
	check := func(lo, hi int64) {
		t.Helper()
		want, err := m.Stats(context.Background(), lo, hi)
		if err != nil {
			t.Fatal(err)
		}
		s := folded(d)
		texts := []string{
			"changed " + render.Bytes(want.Sum.Changed),
			"extents " + render.Count(want.Extents),
			"longest " + render.Bytes(want.Sizes.Max),
			"95 % are up to " + render.Bytes(want.Sizes.P95),
			fmt.Sprintf("Gini %.2f", want.Gini),
		}
		for _, b := range want.Blocks {
			texts = append(texts, fmt.Sprintf("%s %s ×%.2f", render.Bytes(b.Block), render.Bytes(b.Bytes), b.Factor()))
		}
		for _, text := range texts {
			if !strings.Contains(s, text) {
				t.Errorf("%q is not on the screen:\n%s", text, plain(d))
			}
		}
	}
	check(0, m.Capacity())
	d.Press("v")
	grid := viewOf(t, d)
	check(grid.Start, grid.End())
}

// viewOf reads the range that the statistics screen says it is about.
func viewOf(t *testing.T, d *drive.Driver) extent.Extent {
	t.Helper()
	_, after, ok := strings.Cut(folded(d), "of the range in view, ")
	if !ok {
		t.Fatalf("not about the view:\n%s", plain(d))
	}
	words := strings.Fields(after)
	lo, err := render.ParseAddress(words[0]+" "+words[1], 2<<40)
	if err != nil {
		t.Fatal(err)
	}
	hi, err := render.ParseAddress(words[3]+" "+words[4], 2<<40)
	if err != nil {
		t.Fatal(err)
	}
	return extent.Extent{Start: lo, Length: hi - lo}
}

// TestHotSpotJump: enter shows the chosen hot spot on the map.
func TestHotSpotJump(t *testing.T) {
	m, _ := oracle(t, sqlData)
	stats, err := m.Stats(context.Background(), 0, m.Capacity())
	if err != nil {
		t.Fatal(err)
	}
	d := demo(t, 120, 36, sqlData)
	d.Press("tab", "down", "down", "enter")
	if got, want := cursorAt(t, d), render.HexAddress(stats.HotSpots[2].Start); got != want {
		t.Errorf("the cursor is at %s, want %s", got, want)
	}
	if s := plain(d); strings.Contains(s, "whole disk ·") {
		t.Errorf("not zoomed in:\n%s", s)
	}
	d.Press("backspace")
	if s := plain(d); !strings.Contains(s, "whole disk ·") {
		t.Errorf("backspace does not go back:\n%s", s)
	}
}

// TestVerdicts: each VM of the cast that shows something reads as it should, on
// the map and with the statistics.
func TestVerdicts(t *testing.T) {
	for _, of := range []struct{ vm, to, want string }{
		{"sql01", "nightly-7", "trustworthy"}, {"nfs01", "nightly-7", "fallback"}, {"broken01", "nightly-7", "incomplete"},
		{"reset01", "nightly-3", "suspect"}, {"reset01", "nightly-7", "trustworthy"}, // before the reset, and after it
	} {
		t.Run(of.vm+" "+of.to, func(t *testing.T) {
			want := of.want
			pick := tui.Pick{VM: of.vm, Disk: "2000", To: of.to}
			d := demo(t, 120, 36, pick)
			d.Press("x")
			if header, _, _ := strings.Cut(plain(d), "\n"); !strings.Contains(header, want) {
				t.Errorf("the map's header is %q, want %s", header, want)
			}
			d.Press("tab", "end")
			s := folded(d)
			for _, text := range []string{want, "upper bound", "no error is no proof"} {
				if !strings.Contains(s, text) {
					t.Errorf("%q is not with the statistics:\n%s", text, plain(d))
				}
			}
			if strings.Contains(s, "verified") {
				t.Errorf("nothing can be verified:\n%s", plain(d))
			}
		})
	}
}

// TestStatisticsGrow: while replies come, the figures are lower bounds, and they
// follow.
func TestStatisticsGrow(t *testing.T) {
	f := newFake(1<<40, "db01")
	line := cutLine(1<<40, 300<<30)
	line.extents = bursts()
	f.source = line
	opts := fakeOptions(f)
	opts.Pick = tui.Pick{VM: "db01", To: "snapshot-2"}
	d := drive.New(tui.New(opts), 120, 36)
	d.Until(func(s string) bool { return strings.Contains(s, "granularity") })
	d.Press("tab")
	if s := folded(d); !strings.Contains(s, "changed ≥ 250 MiB") || !strings.Contains(s, "extents ≥ 4,000") {
		t.Errorf("not lower bounds:\n%s", plain(d))
	}
}

// TestHilbert: along the curve, jumps, clicks and readouts mean the same.
func TestHilbert(t *testing.T) {
	m, _ := oracle(t, sqlData)
	d := demo(t, 120, 36, sqlData)
	left, top, cols, lines := mapArea(t, d)
	d.Press("H")
	g := render.Fit(m.Capacity(), cols, 2*lines)
	g.Hilbert = true
	for _, at := range [][2]int{{0, 0}, {cols / 3, 5}, {7, lines - 3}, {cols / 2, 2}} {
		lo, hi := g.Sample(2*at[1], at[0])
		if hi <= lo {
			continue
		}
		click(d, left+at[0], top+at[1])
		if got := cursorAt(t, d); got != render.HexAddress(lo) {
			t.Errorf("a click at %v goes to %s, want %s", at, got, render.HexAddress(lo))
		}
		sum := m.Sum(lo, hi)
		want := "unchanged"
		if sum.Changed > 0 {
			want = render.Bytes(sum.Changed) + " of "
		}
		if s := plain(d); !strings.Contains(s, want) {
			t.Errorf("the sample at %v: %q is not on the screen:\n%s", at, want, s)
		}
	}
	e, _ := m.Next(700 << 30)
	d.Press("g")
	d.Type("700G")
	d.Press("enter", "n")
	if got := cursorAt(t, d); got != render.HexAddress(e.Start) {
		t.Errorf("n goes to %s, want %s", got, render.HexAddress(e.Start))
	}
	d.Press("+", "+", "0", "H")
	if got := cursorAt(t, d); got != render.HexAddress(e.Start) {
		t.Errorf("back in rows the cursor is at %s", got)
	}
}

// TestHotter goes to ever hotter samples, and back.
func TestHotter(t *testing.T) {
	m, _ := oracle(t, sqlData)
	d := demo(t, 120, 36, sqlData)
	_, _, cols, lines := mapArea(t, d)
	g := render.Fit(m.Capacity(), cols, 2*lines)
	level := func() render.Level {
		addr, err := render.ParseAddress(cursorAt(t, d), m.Capacity())
		if err != nil {
			t.Fatal(err)
		}
		row, col, _ := g.Locate(addr)
		lo, hi := g.Sample(row, col)
		return render.LevelOf(m.Sum(lo, hi), hi-lo)
	}
	before := level()
	for range 5 {
		d.Press("]")
		if now := level(); now < before {
			t.Fatalf("] goes from level %d to %d", before, now)
		} else {
			before = now
		}
	}
	if !before.Changed() {
		t.Error("] never comes to a change")
	}
	d.Press("0", "g", "1", "enter", "[")
	if s := plain(d); !strings.Contains(s, "nothing as hot") {
		t.Errorf("[ at the begin says nothing:\n%s", s)
	}
}

// TestPlainASCII: with --glyphs ascii the program's own signs are ASCII, on every
// screen.
func TestPlainASCII(t *testing.T) {
	opts := quiet()
	opts.Config, opts.Connect, opts.Glyphs = simConfig(t), connectSim(t), render.ASCII
	for _, size := range sizes {
		d := drive.New(tui.New(opts), size[0], size[1])
		d.Settle()
		for _, keys := range [][]string{{"?"}, {"x", "/", "s", "q", "l", "enter"}, {"enter"}, {"enter"}, {"n", "e"}, {"esc", "tab"}, {"end"}, {"0"}} {
			d.Press(keys...)
			for _, line := range d.Lines() {
				for _, r := range line {
					if r > 0x7e {
						t.Fatalf("%q after %v at %v:\n%s", r, keys, size, plain(d))
					}
				}
			}
			wellFormed(t, d, size[0], size[1])
		}
	}
}

// TestNothingIsClaimedOfTheUnknown: where nothing is known, the statistics do not
// say that nothing changed.
func TestNothingIsClaimedOfTheUnknown(t *testing.T) {
	d := demo(t, 120, 36, tui.Pick{VM: "noperm01", Disk: "2000", To: "nightly-7"})
	d.Press("tab")
	if s := plain(d); strings.Contains(s, "nothing changed") || !strings.Contains(s, "not known") {
		t.Errorf("a claim about what is not known:\n%s", s)
	}
}

// TestLooks: the colour rule, the ramp and the glyphs change the picture, and
// nothing else on the screen.
func TestLooks(t *testing.T) {
	d := demo(t, 120, 36, sqlData)
	figures := func() string {
		lines := strings.Split(plain(d), "\n")
		return strings.Join(lines[31:35], "\n")
	}
	before, want := d.Screen(), figures()
	for _, k := range []string{"c", "t", "H"} {
		d.Press(k, "x")
		if d.Screen() == before {
			t.Errorf("%s changes nothing", k)
		}
		if got := figures(); got != want {
			t.Errorf("%s changes the figures:\n%s\nwant\n%s", k, got, want)
		}
		before = d.Screen()
	}
	for _, g := range []render.Glyphs{render.Space, render.ASCII} {
		opts := quiet()
		opts.Config, opts.Connect, opts.Pick, opts.Glyphs = simConfig(t), connectSim(t), sqlData, g
		d := drive.New(tui.New(opts), 120, 36)
		d.Settle()
		if s := plain(d); strings.Contains(s, "▀") || !strings.Contains(s, "122.6 GiB of 2 TiB") {
			t.Errorf("glyphs %s:\n%s", g, s)
		}
		wellFormed(t, d, 120, 36)
	}
}
