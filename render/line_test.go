package render

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/exp/golden"
	"pgregory.net/rapid"
)

func drawLevels(t *rapid.T, n int, label string) []Level {
	return rapid.SliceOfN(rapid.Map(rapid.Uint8Range(0, Levels-1), func(n uint8) Level { return Level(n) }), n, n).Draw(t, label)
}

// No two levels can look the same in any palette, on the terminal that it is made
// for.
func TestLevelsNeverLookTheSame(t *testing.T) {
	for name, p := range everyPalette {
		all := ownLooks(t, p)
		for a := range Level(Levels) {
			for b := range a {
				if s, same := all.sameLook(a, b); same {
					t.Errorf("%s: levels %d and %d can both look like %+v", name, b, a, s)
				}
			}
		}
	}
}

// Where a cell has room for one sample only and is given two, it may hide how much
// changed in one of them, never that something did.
func TestOneSampleOfTwoNeverHidesAChange(t *testing.T) {
	for name, p := range everyPalette {
		if p.SamplesPerLine() == 2 {
			continue
		}
		all := ownLooks(t, p)
		for a := range Level(Levels) {
			for b := range Level(Levels) {
				cell, _ := decode(t, reduced(p.Line(nil, []Level{a}, []Level{b}), terminals[p.profile]))
				drawn := all.recognise(t, cell[0])
				if changed := a.Changed() || b.Changed(); drawn.Changed() != changed {
					t.Errorf("%s: levels %d and %d are drawn as %d", name, a, b, drawn)
				}
				if drawn == Unchanged && (a >= Unknown && a <= Failed || b >= Unknown && b <= Failed) {
					t.Errorf("%s: levels %d and %d are claimed to be unchanged", name, a, b)
				}
				if drawn.Changed() && drawn < max(changedOnly(a), changedOnly(b)) {
					t.Errorf("%s: levels %d and %d are drawn as only %d", name, a, b, drawn)
				}
			}
		}
	}
}

var everyPalette = palettes()

var paletteNames = slices.Sorted(maps.Keys(everyPalette))

// drawPalette is any palette, with its name.
func drawPalette(t *rapid.T) (string, *Palette) {
	name := rapid.SampledFrom(paletteNames).Draw(t, "palette")
	return name, everyPalette[name]
}

func changedOnly(l Level) Level {
	if l.Changed() {
		return l
	}
	return Unchanged
}

func TestLineIsExactlyAsWideAsItsSamples(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name, p := drawPalette(t)
		for range 5 {
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
	for name, p := range everyPalette {
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
	for name, p := range map[string]*Palette{
		"truecolor-dark":  NewPalette(TrueColor, true),
		"truecolor-light": NewPalette(TrueColor, false),
		"256-dark":        NewPalette(ANSI256, true),
		"256-light":       NewPalette(ANSI256, false),
		"16-dark":         NewPalette(ANSI16, true),
		"16-light":        NewPalette(ANSI16, false),
		"none":            NewPalette(NoColor, true),
		"space":           NewPaletteWith(PaletteOptions{Profile: ANSI256, Dark: true, Glyphs: Space}),
		"space-16":        NewPaletteWith(PaletteOptions{Profile: ANSI16, Dark: true, Glyphs: Space}),
		"ascii":           NewPaletteWith(PaletteOptions{Profile: ANSI256, Glyphs: ASCII}),
		"viridis":         NewPaletteWith(PaletteOptions{Dark: true, Ramp: "viridis"}),
	} {
		t.Run(name, func(t *testing.T) {
			line := p.Line(nil, upper, lower)
			golden.RequireEqual(t, []byte(strings.ReplaceAll(string(line), "\x1b", "\\e")+"\n"))
		})
	}
}
