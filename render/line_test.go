package render

import (
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"
	"pgregory.net/rapid"
)

// palettes are all that NewPalette can give, by name.
func palettes() map[string]*Palette {
	return map[string]*Palette{
		"truecolor-dark":  NewPalette(TrueColor, true),
		"truecolor-light": NewPalette(TrueColor, false),
		"256-dark":        NewPalette(ANSI256, true),
		"256-light":       NewPalette(ANSI256, false),
		"16":              NewPalette(ANSI16, true),
		"none":            NewPalette(NoColor, true),
	}
}

func coloured(p *Palette) bool { return p.profile <= ANSI256 }

func drawLevels(t *rapid.T, n int, label string) []Level {
	return rapid.SliceOfN(rapid.Map(rapid.Uint8Range(0, Levels-1), func(n uint8) Level { return Level(n) }), n, n).Draw(t, label)
}

// What is drawn, read back as a terminal would, is what was to be drawn: sample
// by sample, so that no sample can look like a neighbour's level.
func TestLineShowsEachSampleAsItsLevel(t *testing.T) {
	for name, p := range palettes() {
		if !coloured(p) {
			continue
		}
		t.Run(name, func(t *testing.T) {
			all := looks(t, p)
			for l := range Level(Levels) {
				for other := range l {
					for s := range all[l] {
						if all[other][s] {
							t.Errorf("levels %d and %d can both look like %+v", other, l, s)
						}
					}
				}
			}
			rapid.Check(t, func(rt *rapid.T) {
				n := rapid.IntRange(0, 120).Draw(rt, "columns")
				upper, lower := drawLevels(rt, n, "upper"), drawLevels(rt, n, "lower")
				up, low := decode(t, string(p.Line(nil, upper, lower)))
				if len(up) != n {
					rt.Fatalf("%d columns drawn for %d", len(up), n)
				}
				for i := range n {
					if got := recognise(t, all, up[i]); got != upper[i] {
						rt.Fatalf("upper sample %d is level %d, drawn as %d", i, upper[i], got)
					}
					if got := recognise(t, all, low[i]); got != lower[i] {
						rt.Fatalf("lower sample %d is level %d, drawn as %d", i, lower[i], got)
					}
				}
			})
		})
	}
}

// Where there are no colours one glyph stands for two samples: it may hide how
// much changed in one of them, never that something did.
func TestGlyphsNeverHideAChange(t *testing.T) {
	glyph := func(p *Palette, a, b Level) string {
		return ansi.Strip(string(p.Line(nil, []Level{a}, []Level{b})))
	}
	p := NewPalette(NoColor, true)
	alone := map[string]Level{}
	for l := range Level(Levels) {
		alone[glyph(p, l, l)] = l
	}
	if len(alone) != Levels {
		t.Fatalf("%d glyphs for %d levels", len(alone), Levels)
	}
	for a := range Level(Levels) {
		for b := range Level(Levels) {
			drawn := alone[glyph(p, a, b)]
			if changed := a.Changed() || b.Changed(); drawn.Changed() != changed {
				t.Errorf("levels %d and %d are drawn as %d", a, b, drawn)
			}
			if drawn == Unchanged && (a >= Unknown && a <= Failed || b >= Unknown && b <= Failed) {
				t.Errorf("levels %d and %d are claimed to be unchanged", a, b)
			}
			if drawn.Changed() && drawn < max(changedOnly(a), changedOnly(b)) {
				t.Errorf("levels %d and %d are drawn as only %d", a, b, drawn)
			}
		}
	}
}

func changedOnly(l Level) Level {
	if l.Changed() {
		return l
	}
	return Unchanged
}

func TestLineIsExactlyAsWideAsItsSamples(t *testing.T) {
	all := palettes()
	rapid.Check(t, func(t *rapid.T) {
		for name, p := range all {
			upper := drawLevels(t, rapid.IntRange(0, 90).Draw(t, "n"), "upper")
			lower := drawLevels(t, rapid.IntRange(0, 90).Draw(t, "m"), "lower")
			line := string(p.Line([]byte("x"), upper, lower))
			if !strings.HasPrefix(line, "x") || !strings.HasSuffix(line, "\x1b[m") {
				t.Fatalf("%s: %q does not append, or does not reset", name, line)
			}
			if got, want := width(line), 1+max(len(upper), len(lower)); got != want {
				t.Fatalf("%s: %d columns, want %d", name, got, want)
			}
		}
	})
}

func TestStripAndSwatchDrawAsTheMapDoes(t *testing.T) {
	for name, p := range palettes() {
		for l := range Level(Levels) {
			two := []Level{l, l}
			want := string(p.Line(nil, two, two))
			if got := string(p.StripLine(nil, two)); got != want {
				t.Errorf("%s: strip %q, map %q", name, got, want)
			}
			if got := p.Swatch(l); got != want || width(got) != 2 {
				t.Errorf("%s: swatch %q, map %q", name, got, want)
			}
		}
		if bad := string(p.Line(nil, []Level{200}, []Level{255})); bad != string(p.Line(nil, []Level{Outside}, []Level{Outside})) {
			t.Errorf("%s: a level that is none is drawn as %q", name, bad)
		}
	}
}

func TestLineWritesColoursOnlyWhereTheyChange(t *testing.T) {
	p := NewPalette(TrueColor, true)
	line := string(p.StripLine(nil, slices.Repeat([]Level{4}, 200)))
	if want := "\x1b[48;2;20;200;167m" + strings.Repeat(" ", 200) + "\x1b[m"; line != want {
		t.Errorf("a plain line is %q", line)
	}
}

// The golden lines hold every pair of levels that a map of a half loaded disk
// shows, escape sequences and all.
func TestGoldenLines(t *testing.T) {
	upper := []Level{0, 0, 1, 2, 3, 4, 5, 6, 7, 7, 0, 8, 8, 8, 1, 9, 9, 0, 10, 10, 4}
	lower := []Level{0, 1, 1, 3, 0, 4, 6, 5, 7, 0, 8, 8, 8, 0, 8, 9, 8, 10, 10, 4, 10}
	for name, p := range palettes() {
		t.Run(name, func(t *testing.T) {
			line := p.Line(nil, upper, lower)
			golden.RequireEqual(t, []byte(strings.ReplaceAll(string(line), "\x1b", "\\e")+"\n"))
		})
	}
}
