package render

import (
	"testing"

	"cbtmap/fetch/extent"

	"pgregory.net/rapid"
)

// world is a small disk that is known byte by byte, as an oracle for its map.
type world struct {
	known, changed []bool
	failed         []extent.Extent
	m              *extent.Map
}

// drawWorld makes a disk, some replies about it and some failures.
func drawWorld(t *rapid.T) world {
	size := rapid.IntRange(0, 40_000).Draw(t, "size")
	w := world{known: make([]bool, size), changed: make([]bool, size), m: extent.New(int64(size))}
	at := 0
	for at < size {
		length := rapid.IntRange(1, 20_000).Draw(t, "length")
		end := min(at+length, size)
		switch rapid.IntRange(0, 3).Draw(t, "answer") {
		case 0: // never asked
		case 1:
			w.failed = append(w.failed, extent.Extent{Start: int64(at), Length: int64(end - at)})
		default:
			w.answer(t, at, end)
		}
		at = end
	}
	return w
}

// answer adds a reply for [lo, hi) with a few changed extents.
func (w *world) answer(t *rapid.T, lo, hi int) {
	page := extent.Page{Start: int64(lo), Length: int64(hi - lo)}
	for i := lo; i < hi; i++ {
		w.known[i] = true
	}
	for range rapid.IntRange(0, 4).Draw(t, "extents") {
		start := rapid.IntRange(lo, hi-1).Draw(t, "start")
		end := min(start+rapid.SampledFrom([]int{1, 7, 512, 4096, 20_000}).Draw(t, "run"), hi)
		page.Extents = append(page.Extents, extent.Extent{Start: int64(start), Length: int64(end - start)})
		for i := start; i < end; i++ {
			w.changed[i] = true
		}
	}
	if err := w.m.Add(page); err != nil {
		t.Fatalf("add: %v", err)
	}
}

// level is the law of a sample, byte by byte.
func (w *world) level(lo, hi int64) Level {
	var s extent.Sum
	for i := lo; i < hi; i++ {
		if w.known[i] {
			s.Known++
		}
		if w.changed[i] {
			s.Changed++
		}
	}
	l := wantLevel(s, hi-lo)
	for _, f := range w.failed {
		if l == Unknown && f.Start < hi && f.End() > lo {
			return Failed
		}
	}
	return l
}

// The rule of the house, from the bytes to the screen: what a terminal shows is
// coloured as a change if and only if a changed byte lies there, and as unchanged
// only if all of it is known.
func TestNoChangeIsInvisible(t *testing.T) {
	for name, p := range palettes() {
		if !coloured(p) {
			continue
		}
		t.Run(name, func(t *testing.T) {
			all := looks(t, p)
			var frame Frame
			rapid.Check(t, func(rt *rapid.T) {
				w := drawWorld(rt)
				g := Fit(w.m.Capacity(), rapid.IntRange(1, 40).Draw(rt, "cols"), 2*rapid.IntRange(1, 20).Draw(rt, "lines"))
				g = g.Zoom(rapid.IntRange(0, 6).Draw(rt, "by"), drawAddress(rt, g), 512)
				levels := frame.Draw(w.m, w.failed, g)
				for row := 0; row < g.Rows; row += 2 {
					upper := levels[row*g.Cols : (row+1)*g.Cols]
					lower := levels[(row+1)*g.Cols : (row+2)*g.Cols]
					up, low := decode(t, string(p.Line(nil, upper, lower)))
					for col := range g.Cols {
						for half, s := range []shown{up[col], low[col]} {
							lo, hi := g.Sample(row+half, col)
							got, want := recognise(t, all, s), w.level(lo, hi)
							if got != want {
								rt.Fatalf("bytes [%d, %d) look like level %d, are %d", lo, hi, got, want)
							}
						}
					}
				}
			})
		})
	}
}

func TestStripFollowsTheSameLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		cells := rapid.IntRange(-1, 300).Draw(t, "cells")
		levels := Strip(w.m, w.failed, cells, nil)
		if len(levels) != max(cells, 0) {
			t.Fatalf("%d levels for %d cells", len(levels), cells)
		}
		n := w.m.Capacity()
		for i, got := range levels {
			lo, hi := n*int64(i)/int64(cells), n*int64(i+1)/int64(cells)
			if want := w.level(lo, hi); got != want {
				t.Fatalf("cell %d of %d, bytes [%d, %d), is level %d, want %d", i, cells, lo, hi, got, want)
			}
		}
	})
}

func TestSumsOverSamplesEqualTheTotal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		g := Fit(w.m.Capacity(), rapid.IntRange(1, 60).Draw(t, "cols"), rapid.IntRange(1, 30).Draw(t, "rows"))
		var total extent.Sum
		for _, s := range w.m.Sums(g.Bounds(nil), nil) {
			total.Changed += s.Changed
			total.Known += s.Known
		}
		if want := (extent.Sum{Changed: w.m.Changed(), Known: w.m.Known()}); total != want {
			t.Fatalf("samples sum to %+v, the map has %+v", total, want)
		}
	})
}

// One block in the largest disk there is, at every zoom on the way to it.
func TestALonelyChangeIsSeenAtEveryZoom(t *testing.T) {
	const capacity, at = 62 << 40, 47<<40 + 5<<30
	m := extent.New(capacity)
	page := extent.Page{Length: capacity, Extents: []extent.Extent{{Start: at, Length: 64 << 10}}}
	if err := m.Add(page); err != nil {
		t.Fatal(err)
	}
	var frame Frame
	g := Fit(capacity, 200, 120)
	for zoom := range 20 {
		counts := Counts(frame.Draw(m, nil, g))
		row, col, _ := g.Locate(at)
		if l := frame.levels[row*g.Cols+col]; !l.Changed() {
			t.Errorf("zoom %d: the change is drawn as level %d", zoom, l)
		}
		if counts[Unknown] != 0 || counts[Unchanged] == 0 {
			t.Errorf("zoom %d: levels %v", zoom, counts)
		}
		g = g.Zoom(1, at, 64<<10)
	}
}

func TestDrawAllocatesOnlyOnce(t *testing.T) {
	m := extent.New(1 << 40)
	if err := m.Add(extent.Page{Length: 1 << 40, Extents: []extent.Extent{{Start: 1 << 30, Length: 1 << 20}}}); err != nil {
		t.Fatal(err)
	}
	var frame Frame
	g := Fit(1<<40, 120, 60)
	frame.Draw(m, nil, g)
	if n := testing.AllocsPerRun(20, func() { frame.Draw(m, nil, g) }); n != 0 {
		t.Errorf("%v allocations a frame", n)
	}
}
