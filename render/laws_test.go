package render

import (
	"testing"

	"github.com/charmbracelet/colorprofile"
	"pgregory.net/rapid"
)

// The rule of the house, from the bytes to the screen, for any map, view, layout,
// rule, glyph set, ramp and profile, after the terminal's reduction of colours: a
// sample looks changed if and only if a changed byte lies in it, and unchanged
// only if all of it is known. More than that, each looks like its level.
func TestNoChangeIsInvisible(t *testing.T) {
	var frame Frame
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		_, p := drawPalette(t)
		frame.Rule = Rule(rapid.IntRange(0, Rules-1).Draw(t, "rule"))
		g := Fit(w.m.Capacity(), rapid.IntRange(1, 40).Draw(t, "cols"), rapid.IntRange(1, 40).Draw(t, "rows"))
		g.Hilbert = rapid.Bool().Draw(t, "hilbert")
		g = g.Zoom(rapid.IntRange(0, 6).Draw(t, "by"), drawAddress(t, g), 512)

		terminal := terminals[p.profile]
		levels := frame.Draw(w.m, w.failed, g)
		drawn := samples(t, p, picture(p, levels, g.Cols, g.Rows, terminal), g.Cols, g.Rows)
		all := ownLooks(t, p)
		for i, s := range drawn {
			lo, hi := g.Sample(i/g.Cols, i%g.Cols)
			if got, want := all.recognise(t, s), w.level(frame.Rule, lo, hi); got != want {
				t.Fatalf("%+v: bytes [%d, %d) look like level %d, are %d", g, lo, hi, got, want)
			}
		}
	})
}

func TestStripFollowsTheSameLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		_, p := drawPalette(t)
		cells := rapid.IntRange(-1, 300).Draw(t, "cells")
		rule := Rule(rapid.IntRange(0, Rules-1).Draw(t, "rule"))
		levels := rule.Strip(w.m, w.failed, cells, nil)
		drawn, _ := decode(t, reduced(p.StripLine(nil, levels), terminals[p.profile]))
		if len(drawn) != max(cells, 0) {
			t.Fatalf("%d cells drawn for %d", len(drawn), cells)
		}
		all := ownLooks(t, p)
		n := w.m.Capacity()
		for i, s := range drawn {
			lo, hi := n*int64(i)/int64(cells), n*int64(i+1)/int64(cells)
			if got, want := all.recognise(t, s), w.level(rule, lo, hi); got != want {
				t.Fatalf("cell %d of %d, bytes [%d, %d), looks like level %d, is %d", i, cells, lo, hi, got, want)
			}
		}
	})
}

// A multiplexer may hand true colours on as the nearest of 256 unasked. Levels
// may run together then; what changed, what did not and what is not known may not.
func TestTrueColoursSurviveTheirReduction(t *testing.T) {
	for name, p := range palettes() {
		if p.profile != TrueColor {
			continue
		}
		all := looks(t, p, colorprofile.ANSI256)
		for a := range Level(Levels) {
			for b := range a {
				if a.Changed() && b.Changed() {
					continue
				}
				if s, same := all.sameLook(a, b); same && (a != Outside || b != Unchanged) {
					t.Errorf("%s: levels %d and %d can both look like %+v in 256 colours", name, b, a, s)
				}
			}
		}
	}
}

// What stands for the same levels without an error is drawn the same way by every
// rule: a rule never touches whether something changed.
func TestRulesDifferOnlyInHowMuch(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		g := Fit(w.m.Capacity(), rapid.IntRange(1, 40).Draw(t, "cols"), rapid.IntRange(1, 20).Draw(t, "rows"))
		var frames [Rules]Frame
		var levels [Rules][]Level
		for r := range Rule(Rules) {
			frames[r].Rule = r
			levels[r] = frames[r].Draw(w.m, w.failed, g)
		}
		for i, l := range levels[Log] {
			for r := range Rule(Rules) {
				if other := levels[r][i]; other.Changed() != l.Changed() || !l.Changed() && other != l {
					t.Fatalf("sample %d is level %d by the rule %v, %d by %v", i, l, Log, other, r)
				}
			}
			if l.Changed() && levels[Touched][i] != Full {
				t.Fatalf("sample %d was touched and is level %d", i, levels[Touched][i])
			}
		}
	})
}
