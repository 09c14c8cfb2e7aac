package render

import (
	"testing"

	"cbtmap/fetch/extent"

	"pgregory.net/rapid"
)

func TestHotter(t *testing.T) {
	levels := []Level{Unknown, 1, Unchanged, 3, 1, 7, Failed, 7, 2, Outside}
	for _, c := range []struct {
		from    int
		forward bool
		want    int // -1: none
	}{
		{-1, true, 1},
		{0, true, 1},
		{1, true, 3},
		{2, true, 3},
		{3, true, 5},
		{4, true, 5},
		{5, true, 7}, // none is higher: on to the next as high
		{7, true, -1},
		{8, true, -1}, // what is higher lies behind
		{9, true, -1},
		{99, false, 8},
		{9, false, 8},
		{8, false, 7},
		{7, false, 5},
		{5, false, -1},
		{4, false, 3},
		{0, false, -1},
	} {
		got, ok := Hotter(levels, c.from, c.forward)
		if !ok {
			got = -1
		}
		if got != c.want {
			t.Errorf("from %d, forward %v: %d, want %d", c.from, c.forward, got, c.want)
		}
	}
	for _, cold := range [][]Level{nil, {Unchanged, Unknown, Failed, Outside}} {
		if i, ok := Hotter(cold, -1, true); ok {
			t.Errorf("%v: found %d", cold, i)
		}
	}
}

// Going on and on, one comes to a change that none surpasses, and through all of
// its like, but never down and never back.
func TestHotterClimbsAndStays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		levels := drawLevels(t, rapid.IntRange(0, 200).Draw(t, "n"), "levels")
		at, heat, highest := -1, Unchanged, Unchanged
		for _, l := range levels {
			if l.Changed() {
				highest = max(highest, l)
			}
		}
		visited := 0
		for {
			next, ok := Hotter(levels, at, true)
			if !ok {
				break
			}
			if next <= at || levels[next] < heat || !levels[next].Changed() {
				t.Fatalf("from %d, level %d, to %d, level %d", at, heat, next, levels[next])
			}
			at, heat = next, levels[next]
			if heat == highest {
				visited++
			}
		}
		want := 0
		for _, l := range levels {
			if l == highest && l.Changed() {
				want++
			}
		}
		if heat != highest || visited != want {
			t.Fatalf("came to level %d of %d, %d of %d times", heat, highest, visited, want)
		}
	})
}

// On a grid it goes by addresses, along a curve too.
func TestGridHotterGoesByAddress(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		g := Fit(w.m.Capacity(), rapid.IntRange(1, 30).Draw(t, "cols"), rapid.IntRange(1, 30).Draw(t, "rows"))
		g = g.Zoom(rapid.IntRange(0, 3).Draw(t, "by"), drawAddress(t, g), 512)
		var frame Frame
		addr, forward := rapid.Int64Range(-1, g.Capacity).Draw(t, "from"), rapid.Bool().Draw(t, "forward")
		lo, ok := g.Hotter(frame.Draw(w.m, w.failed, g), addr, forward)
		g.Hilbert = true
		hilbertLo, hilbertOK := g.Hotter(frame.Draw(w.m, w.failed, g), addr, forward)
		if lo != hilbertLo || ok != hilbertOK {
			t.Fatalf("%+v: from %d to %d, %v by rows, to %d, %v along the curve", g, addr, lo, ok, hilbertLo, hilbertOK)
		}
		if !ok {
			return
		}
		row, col, visible := g.Locate(lo)
		at, hi := g.Sample(row, col)
		if !visible || at != lo || w.m.Sum(lo, hi).Changed == 0 || forward != (lo > addr) {
			t.Fatalf("%+v: from %d, forward %v, to %d, which is no change there", g, addr, forward, lo)
		}
	})
}

// A cursor out of view comes in at the side it is on.
func TestGridHotterFromOutOfView(t *testing.T) {
	const capacity = 1 << 40
	m := extent.New(capacity)
	if err := m.Add(extent.Page{Length: capacity, Extents: []extent.Extent{{Length: capacity}}}); err != nil {
		t.Fatal(err)
	}
	for _, hilbert := range []bool{false, true} {
		g := Fit(capacity, 20, 10).Zoom(4, capacity/2, 0)
		g.Hilbert = hilbert
		var frame Frame
		levels := frame.Draw(m, nil, g)
		if lo, ok := g.Hotter(levels, 0, true); !ok || lo != g.Start() {
			t.Errorf("%+v: from before the view to %d, %v", g, lo, ok)
		}
		last, _ := g.sample(g.Rows-1, g.Cols-1)
		if lo, ok := g.Hotter(levels, capacity-1, false); !ok || lo != last {
			t.Errorf("%+v: from behind the view to %d, %v", g, lo, ok)
		}
	}
}

func TestGridHotterWantsItsOwnLevels(t *testing.T) {
	g := Fit(1<<30, 10, 10)
	if _, ok := g.Hotter([]Level{Full}, 0, true); ok {
		t.Error("found a sample in the levels of another grid")
	}
	m := extent.New(1 << 30)
	var frame Frame
	if _, ok := g.Hotter(frame.Draw(m, nil, g), 0, true); ok {
		t.Error("found a change in an empty map")
	}
}
