package render

import (
	"slices"

	"cbtmap/fetch/extent"
)

// Frame turns a map into the levels of a grid's samples. It keeps its buffers
// from one drawing to the next; the zero Frame is ready to use, by one goroutine
// at a time.
type Frame struct {
	Rule Rule // how a share becomes a level; the zero value is Log

	bounds  []int64
	sums    []extent.Sum
	levels  []Level
	ordered []Level // the levels in the order of addresses, where that is another
	layout  Layout
}

// Draw returns the levels of a grid's Rows*Cols cells, row by row, whatever its
// layout. The slice is valid until the next Draw.
//
// failed lists the ranges that the server refused for good, ascending and apart;
// nil if there are none. An unknown sample that touches one is Failed. It never
// hides a change or a range that is known after all.
func (f *Frame) Draw(m *extent.Map, failed []extent.Extent, g Grid) []Level {
	f.bounds = g.Bounds(f.bounds)
	if !g.Hilbert {
		f.levels = f.draw(m, failed, f.levels[:0])
		return f.levels
	}
	f.layout = g.layout(f.layout)
	f.ordered = f.draw(m, failed, f.ordered[:0])
	f.levels = slices.Grow(f.levels[:0], len(f.ordered))[:len(f.ordered)]
	f.layout.ToCells(f.levels, f.ordered)
	return f.levels
}

// Strip returns the whole disk as a row of cells samples, under the same law as
// [Frame.Draw]. It appends to dst[:0]; fewer than one cell gives none.
func (r Rule) Strip(m *extent.Map, failed []extent.Extent, cells int, dst []Level) []Level {
	dst = dst[:0]
	if cells < 1 {
		return dst
	}
	capacity, n := m.Capacity(), int64(cells)
	f := Frame{Rule: r, bounds: make([]int64, cells+1)}
	for i := range n + 1 {
		f.bounds[i] = capacity/n*i + capacity%n*i/n
	}
	return f.draw(m, failed, dst)
}

// Strip is that of the rule Log.
func Strip(m *extent.Map, failed []extent.Extent, cells int, dst []Level) []Level {
	return Log.Strip(m, failed, cells, dst)
}

// draw appends the level of each range between two of the frame's bounds.
func (f *Frame) draw(m *extent.Map, failed []extent.Extent, dst []Level) []Level {
	f.sums = m.Sums(f.bounds, f.sums)
	for i, s := range f.sums {
		lo, hi := f.bounds[i], f.bounds[i+1]
		l := Unchanged
		if s.Changed > 0 || s.Known < hi-lo || hi <= lo { // few of the samples of most maps
			l = f.Rule.LevelOf(s, hi-lo)
		}
		if l == Unknown {
			for len(failed) > 0 && failed[0].End() <= lo {
				failed = failed[1:]
			}
			if len(failed) > 0 && failed[0].Start < hi && failed[0].Length > 0 {
				l = Failed
			}
		}
		dst = append(dst, l)
	}
	return dst
}
