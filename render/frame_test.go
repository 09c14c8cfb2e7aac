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
	size := rapid.OneOf(rapid.IntRange(0, 40_000), rapid.SampledFrom([]int{0, 1, 511, 512, 513, 4096})).Draw(t, "size")
	w := world{known: make([]bool, size), changed: make([]bool, size), m: extent.New(int64(size))}
	at := 0
	if size > 0 && rapid.IntRange(0, 7).Draw(t, "extreme") == 0 {
		page := extent.Page{Length: int64(size)} // all of it is known, and all changed or none
		all := rapid.Bool().Draw(t, "all")
		if all {
			page.Extents = []extent.Extent{{Length: int64(size)}}
		}
		for i := range size {
			w.known[i], w.changed[i] = true, all
		}
		w.add(t, page)
		return w
	}
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
	w.add(t, page)
}

func (w *world) add(t *rapid.T, page extent.Page) {
	if err := w.m.Add(page); err != nil {
		t.Fatalf("add: %v", err)
	}
}

// level is the law of a sample under a rule, byte by byte.
func (w *world) level(rule Rule, lo, hi int64) Level {
	var s extent.Sum
	for i := lo; i < hi; i++ {
		if w.known[i] {
			s.Known++
		}
		if w.changed[i] {
			s.Changed++
		}
	}
	l := wantLevel(rule, s, hi-lo)
	for _, f := range w.failed {
		if l == Unknown && f.Start < hi && f.End() > lo {
			return Failed
		}
	}
	return l
}

func TestSumsOverSamplesEqualTheTotal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		g := Fit(w.m.Capacity(), rapid.IntRange(1, 60).Draw(t, "cols"), rapid.IntRange(1, 30).Draw(t, "rows"))
		g.Hilbert = rapid.Bool().Draw(t, "hilbert")
		var total extent.Sum
		for _, s := range w.m.Sums(g.Bounds(nil), nil) {
			total.Changed += s.Changed
			total.Known += s.Known
		}
		var cells extent.Sum
		for i := range g.Rows * g.Cols {
			s := w.m.Sum(g.Sample(i/g.Cols, i%g.Cols))
			cells.Changed += s.Changed
			cells.Known += s.Known
		}
		if cells != total {
			t.Fatalf("cells sum to %+v, samples to %+v", cells, total)
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
	for zoom := range 40 {
		if zoom == 20 {
			g = g.Overview()
			g.Hilbert = true
		}
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
	for _, hilbert := range []bool{false, true} {
		g := Fit(1<<40, 120, 60)
		g.Hilbert = hilbert
		frame.Draw(m, nil, g)
		if n := testing.AllocsPerRun(20, func() { frame.Draw(m, nil, g) }); n != 0 {
			t.Errorf("hilbert %v: %v allocations a frame", hilbert, n)
		}
	}
}
