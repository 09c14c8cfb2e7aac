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

func TestStripSpan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		capacity := rapid.Int64Range(1, 2000).Draw(t, "capacity")
		cells := rapid.IntRange(1, 3000).Draw(t, "cells")
		lo := rapid.Int64Range(0, capacity-1).Draw(t, "lo")
		hi := rapid.Int64Range(lo+1, capacity).Draw(t, "hi")
		from, to := StripSpan(capacity, lo, hi, cells)
		start := func(i int) int64 { return capacity * int64(i) / int64(cells) }
		if from < 0 || to > cells || start(from) > lo || start(from+1) <= lo || start(to-1) >= hi || start(to) < hi {
			t.Fatalf("[%d, %d) of %d in %d cells: cells [%d, %d)", lo, hi, capacity, cells, from, to)
		}
	})
	if from, to := StripSpan(MaxCapacity, MaxCapacity-1, MaxCapacity, 16384); from != 16383 || to != 16384 {
		t.Errorf("the last byte of the largest disk is in cells [%d, %d)", from, to)
	}
	if from, to := StripSpan(0, 0, 0, 10); from != 0 || to != 10 {
		t.Errorf("a disk without bytes fills cells [%d, %d)", from, to)
	}
}
