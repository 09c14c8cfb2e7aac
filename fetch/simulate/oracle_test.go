package simulate_test

import (
	"cmp"
	"slices"

	"cbtmap/fetch/extent"
	"cbtmap/fetch/simulate"
)

// bitmap marks changed blocks, one bit each. It is the oracle: nothing sorted,
// nothing merged, no cleverness shared with the server.
type bitmap struct {
	words    []uint64
	capacity int64
}

func newBitmap(capacity int64) *bitmap {
	blocks := (capacity + simulate.Granularity - 1) / simulate.Granularity
	return &bitmap{make([]uint64, (blocks+63)/64), capacity}
}

func (b *bitmap) mark(writes []extent.Extent) {
	for _, w := range writes {
		for at := w.Start / simulate.Granularity; at*simulate.Granularity < w.End(); at++ {
			b.words[at/64] |= 1 << (at % 64)
		}
	}
}

// extents reads the marked blocks off as extents cut at the capacity.
func (b *bitmap) extents() []extent.Extent {
	var out []extent.Extent
	for i, word := range b.words {
		if word == 0 {
			continue
		}
		for bit := range int64(64) {
			if word>>bit&1 == 0 {
				continue
			}
			start := (int64(i)*64 + bit) * simulate.Granularity
			out = join(out, extent.Extent{Start: start, Length: min(simulate.Granularity, b.capacity-start)})
		}
	}
	return out
}

// intervals is the oracle for disks too large for a bitmap.
func intervals(writes []extent.Extent, capacity int64) []extent.Extent {
	slices.SortFunc(writes, func(a, b extent.Extent) int { return cmp.Compare(a.Start, b.Start) })
	var out []extent.Extent
	for _, w := range writes {
		start := w.Start - w.Start%simulate.Granularity
		end := min(w.End()+simulate.Granularity-1, capacity+simulate.Granularity-1)
		end = min(end-end%simulate.Granularity, capacity)
		out = join(out, extent.Extent{Start: start, Length: end - start})
	}
	return out
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

// expected is what the truth says about the epochs after from up to to.
func expected(d simulate.DiskTruth, from, to int) []extent.Extent {
	capacity := d.Capacity
	if to < len(d.Snapshots) {
		capacity = d.Snapshots[to].Capacity
	}
	const bitmapLimit = 4 << 40 // bytes: 8 MiB of bits
	if capacity > bitmapLimit {
		var writes []extent.Extent
		for n := from + 1; n <= to; n++ {
			writes = append(writes, d.Writes(n)...)
		}
		return intervals(writes, capacity)
	}
	b := newBitmap(capacity)
	for n := from + 1; n <= to; n++ {
		b.mark(d.Writes(n))
	}
	return b.extents()
}
