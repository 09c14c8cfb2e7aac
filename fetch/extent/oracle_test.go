package extent

import (
	"math"
	"slices"

	"pgregory.net/rapid"
)

// An oracle is a disk cut into cells, with two flags a cell and no cleverness:
// every answer is a walk over all of them. Cells of one byte make it a byte
// bitmap; cells of any size let it reach as far as an int64 does.
type oracle struct {
	edge    []int64 // cell i is [edge[i], edge[i+1])
	known   []bool
	changed []bool
}

func newOracle(edge []int64) *oracle {
	return &oracle{edge, make([]bool, len(edge)-1), make([]bool, len(edge)-1)}
}

func (o *oracle) capacity() int64 { return o.edge[len(o.edge)-1] }

// add takes in a page whose borders lie on edges, or beyond the last one.
func (o *oracle) add(p Page) {
	for i := range o.known {
		if !covers(p.Start, p.Length, o.edge[i], o.edge[i+1]) {
			continue
		}
		o.known[i] = true
		for _, e := range p.Extents {
			if covers(e.Start, e.Length, o.edge[i], o.edge[i+1]) {
				o.changed[i] = true
			}
		}
	}
}

// covers says whether [start, start+length) holds [lo, hi), in arithmetic that
// cannot overflow.
func covers(start, length, lo, hi int64) bool {
	return start <= lo && uint64(start)+uint64(length) >= uint64(hi)
}

func (o *oracle) sum(lo, hi int64) (s Sum) {
	for i := range o.known {
		from, to := max(lo, o.edge[i]), min(hi, o.edge[i+1])
		if from >= to {
			continue
		}
		if o.known[i] {
			s.Known += to - from
		}
		if o.changed[i] {
			s.Changed += to - from
		}
	}
	return s
}

// runs are the unbroken ranges of cells of which is holds.
func (o *oracle) runs(is func(i int) bool) []Extent {
	var runs []Extent
	for i := range o.known {
		if !is(i) {
			continue
		}
		length := o.edge[i+1] - o.edge[i]
		if i > 0 && is(i-1) {
			runs[len(runs)-1].Length += length
		} else {
			runs = append(runs, Extent{o.edge[i], length})
		}
	}
	return runs
}

func (o *oracle) extents() []Extent { return o.runs(func(i int) bool { return o.changed[i] }) }
func (o *oracle) gaps() []Extent    { return o.runs(func(i int) bool { return !o.known[i] }) }

// touching are the runs that share a byte with [lo, hi).
func touching(runs []Extent, lo, hi int64) []Extent {
	var some []Extent
	for _, r := range runs {
		if max(r.Start, lo) < min(r.End(), hi) {
			some = append(some, r)
		}
	}
	return some
}

// clipped are the runs, cut to [lo, hi).
func clipped(runs []Extent, lo, hi int64) []Extent {
	some := touching(runs, lo, hi)
	for i, r := range some {
		from, to := max(r.Start, lo), min(r.End(), hi)
		some[i] = Extent{from, to - from}
	}
	return some
}

func longest(runs []Extent) (best Extent) {
	for _, r := range runs {
		if r.Length > best.Length {
			best = r
		}
	}
	return best
}

// edges draws disks of several natures: bytes, blocks with an odd end, and cells
// of wild sizes up to 62 TiB or to the last int64, whose odd offsets no 32-bit
// column can hold in one unit.
func edges(t *rapid.T) []int64 {
	n := rapid.IntRange(1, 60).Draw(t, "cells")
	kind := rapid.SampledFrom([]string{"bytes", "blocks", "62 TiB", "int64"}).Draw(t, "disk")
	limit := map[string]int64{"62 TiB": 62 << 40, "int64": math.MaxInt64}[kind]
	edge := []int64{0}
	for i := range n {
		at := edge[len(edge)-1]
		switch kind {
		case "bytes":
			at++
		case "blocks":
			at += 65536
			if i == n-1 {
				at -= rapid.Int64Range(0, 65535).Draw(t, "short")
			}
		default:
			room := (limit - at) / int64(n-i)
			step := room >> rapid.IntRange(0, 40).Draw(t, "scale")
			at += max(1, step-rapid.Int64Range(0, 2).Draw(t, "odd"))
			if i == n-1 && rapid.Bool().Draw(t, "full") {
				at = limit
			}
		}
		edge = append(edge, at)
	}
	return edge
}

// pages draws replies about a disk: any order, overlapping, disagreeing, some
// said twice, with extents in any order that overlap, touch, are empty, or reach
// out of their page, of the disk, and of int64.
func pages(t *rapid.T, edge []int64) []Page {
	span := func(label string) (start, length int64) {
		i := rapid.IntRange(0, len(edge)-1).Draw(t, label)
		j := rapid.IntRange(i, min(len(edge), i+20)).Draw(t, label+" end")
		if j == len(edge) {
			over := rapid.SampledFrom([]int64{1, 65536, math.MaxInt64}).Draw(t, label+" beyond")
			rest := edge[j-1] - edge[i]
			return edge[i], rest + min(over, math.MaxInt64-rest)
		}
		return edge[i], edge[j] - edge[i]
	}
	list := make([]Page, rapid.IntRange(0, 12).Draw(t, "pages"))
	for i := range list {
		if i > 0 && rapid.IntRange(0, 9).Draw(t, "repeat") == 0 {
			list[i] = list[rapid.IntRange(0, i-1).Draw(t, "of")]
			continue
		}
		p := &list[i]
		p.Start, p.Length = span("page")
		for range rapid.IntRange(0, 8).Draw(t, "extents") {
			start, length := span("extent")
			p.Extents = append(p.Extents, Extent{start, length})
		}
	}
	return list
}

// offsets draws places to ask about: on and next to edges, and far outside.
func offsets(t *rapid.T, edge []int64, n int) []int64 {
	at := rapid.Custom(func(t *rapid.T) int64 {
		if rapid.IntRange(0, 9).Draw(t, "wild") == 0 {
			return rapid.SampledFrom([]int64{math.MinInt64, -1, 0, math.MaxInt64 - 1, math.MaxInt64}).Draw(t, "far")
		}
		e := rapid.SampledFrom(edge).Draw(t, "edge")
		d := rapid.Int64Range(-2, 2).Draw(t, "beside")
		if d > 0 && e > math.MaxInt64-d {
			return e
		}
		return e + d
	})
	list := rapid.SliceOfN(at, n, n).Draw(t, "offsets")
	slices.Sort(list)
	return list
}

// filled is a map and an oracle that were told the same.
func filled(t *rapid.T, edge []int64) (*Map, *oracle, []Page) {
	m, o := New(edge[len(edge)-1]), newOracle(edge)
	list := pages(t, edge)
	for _, p := range list {
		if err := m.Add(p); err != nil {
			t.Fatalf("Add(%v): %v", p, err)
		}
		o.add(p)
		sound(t, m)
	}
	return m, o, list
}
