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
	for i := range writes {
		start, length := writes[i].Start, writes[i].Length
		last := (start + length - 1) / simulate.Granularity
		for at := start / simulate.Granularity; at <= last; at++ {
			if at%64 == 0 && at+63 <= last {
				b[at/64] = ^uint64(0)
				at += 63
				continue
			}
			b[at/64] |= 1 << (at % 64)
		}
	}
}

// extents reads the marked blocks off, cut at the capacity.
func (b bitmap) extents(capacity int64) []extent.Extent {
	var out []extent.Extent
	first := int64(-1) // of the run that is open, in blocks
	end := func(block int64) {
		if first >= 0 {
			start := first * simulate.Granularity
			out = append(out, extent.Extent{Start: start, Length: min(block*simulate.Granularity, capacity) - start})
			first = -1
		}
	}
	for i, word := range b {
		if word == 0 && first < 0 || word == ^uint64(0) && first >= 0 {
			continue
		}
		for bit := range int64(64) {
			block := int64(i)*64 + bit
			if word>>bit&1 == 0 {
				end(block)
			} else if first < 0 {
				first = block
			}
		}
	}
	end(int64(len(b)) * 64)
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
