package simulate_test

import (
	"cmp"
	"slices"

	"cbtmap/fetch/extent"
	"cbtmap/fetch/simulate"
)

// bitmap marks changed blocks, one bit each. It is the oracle: nothing sorted,
// no cleverness shared with the server.
type bitmap []uint64

func newBitmap(capacity int64) bitmap {
	return make(bitmap, capacity/simulate.Granularity/64+1)
}

func (b bitmap) mark(writes []extent.Extent) {
	for _, w := range writes {
		last := (w.End() - 1) / simulate.Granularity
		for at := w.Start / simulate.Granularity; at <= last; at++ {
			b[at/64] |= 1 << (at % 64)
		}
	}
}

// extents reads the marked blocks off, cut at the capacity.
func (b bitmap) extents(capacity int64) []extent.Extent {
	const full = 64 * simulate.Granularity
	var out []extent.Extent
	add := func(start, length int64) {
		if length = min(length, capacity-start); length > 0 {
			out = join(out, extent.Extent{Start: start, Length: length})
		}
	}
	for i, word := range b {
		start := int64(i) * full
		switch word {
		case 0:
		case ^uint64(0):
			add(start, full)
		default:
			for bit := range int64(64) {
				if word>>bit&1 == 1 {
					add(start+bit*simulate.Granularity, simulate.Granularity)
				}
			}
		}
	}
	return out
}

// intervals is the oracle for a disk too large for a bitmap.
type intervals []extent.Extent

func (in *intervals) mark(writes []extent.Extent) {
	for _, w := range writes {
		start := w.Start - w.Start%simulate.Granularity
		end := w.End() + simulate.Granularity - 1
		*in = append(*in, extent.Extent{Start: start, Length: end - end%simulate.Granularity - start})
	}
	slices.SortFunc(*in, func(a, b extent.Extent) int { return cmp.Compare(a.Start, b.Start) })
}

func (in *intervals) extents(capacity int64) []extent.Extent {
	var out []extent.Extent
	for _, e := range *in {
		if e.Length = min(e.Length, capacity-e.Start); e.Length > 0 {
			out = join(out, e)
		}
	}
	return out
}

// oracle collects writes and tells the extents they make.
type oracle interface {
	mark(writes []extent.Extent)
	extents(capacity int64) []extent.Extent
}

func newOracle(capacity int64) oracle {
	if capacity > 4<<40 {
		return new(intervals)
	}
	return newBitmap(capacity)
}

// join appends an extent to sorted ones and merges it with the last where they
// overlap or touch: a run cut by a page is one run.
func join(list []extent.Extent, e extent.Extent) []extent.Extent {
	if n := len(list); n > 0 && e.Start <= list[n-1].End() {
		list[n-1].Length = max(list[n-1].End(), e.End()) - list[n-1].Start
		return list
	}
	return append(list, e)
}
