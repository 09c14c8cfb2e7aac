package render

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// With letters as wide as samples the marks are the ruler's own labels.
func TestTicksAreTheRulers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := Fit(rapid.Int64Range(0, MaxCapacity).Draw(t, "capacity"), rapid.IntRange(1, 300).Draw(t, "cols"), rapid.IntRange(1, 100).Draw(t, "rows"))
		line := []byte(strings.Repeat(" ", g.Cols))
		for _, tick := range Ticks(g, 1, 1) {
			copy(line[tick.Col:], tick.Label)
		}
		if want := Ruler(g, g.Cols); string(line) != want {
			t.Fatalf("ticks\n%q, ruler\n%q", line, want)
		}
	})
}

func TestTicksKeepApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := Fit(rapid.Int64Range(0, MaxCapacity).Draw(t, "capacity"), rapid.IntRange(1, 3000).Draw(t, "cols"), rapid.IntRange(1, 100).Draw(t, "rows"))
		sample, letter := rapid.IntRange(1, 30).Draw(t, "sample"), rapid.IntRange(1, 60).Draw(t, "letter")
		end := 0
		for i, tick := range Ticks(g, sample, letter) {
			if i > 0 && tick.Col*sample < end+letter {
				t.Fatalf("%q begins at %d, the one before ends at %d", tick.Label, tick.Col*sample, end)
			}
			end = tick.Col*sample + len(tick.Label)*letter
			if end > g.Cols*sample {
				t.Fatalf("%q ends at %d of %d", tick.Label, end, g.Cols*sample)
			}
		}
		g.Hilbert = true
		if len(Ticks(g, sample, letter)) > 0 {
			t.Fatal("columns of a curve have addresses")
		}
	})
}
