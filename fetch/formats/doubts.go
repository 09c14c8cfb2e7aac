package formats

import (
	"cmp"
	"slices"

	"cbtmap/fetch/extent"
)

// mostDoubts is how many ranges are kept at most that a file calls unknown: they
// take 16 bytes each.
const mostDoubts = 1 << 20

// doubts are the ranges that a file calls unknown, in its own order. They matter at
// its end only, and only if its records share bytes: what one record calls unchanged
// and another unknown is unknown, and may have been handed out long ago.
type doubts struct {
	most int // mostDoubts if 0
	list []extent.Extent
}

func (d *doubts) add(r record) {
	e := extent.Extent{Start: r.start, Length: r.length}
	if n := len(d.list); n > 0 && e.Start >= d.list[n-1].Start && e.Start <= d.list[n-1].End() {
		d.list[n-1] = hull(d.list[n-1], e)
		return
	}
	most := cmp.Or(d.most, mostDoubts)
	if len(d.list) == most {
		d.merge()
	}
	if len(d.list) == most { // better too much that is unknown than too little
		d.list[most-1] = hull(d.list[most-1], e)
		return
	}
	d.list = append(d.list, e)
}

// merge puts the ranges in order, and those that touch together.
func (d *doubts) merge() {
	slices.SortFunc(d.list, func(a, b extent.Extent) int { return cmp.Compare(a.Start, b.Start) })
	merged := d.list[:0]
	for _, e := range d.list {
		if n := len(merged); n > 0 && e.Start <= merged[n-1].End() {
			merged[n-1] = hull(merged[n-1], e)
			continue
		}
		merged = append(merged, e)
	}
	d.list = merged
}

// hull is the range from the start of either to the end of either.
func hull(a, b extent.Extent) extent.Extent {
	start := min(a.Start, b.Start)
	return extent.Extent{Start: start, Length: max(a.End(), b.End()) - start}
}

// Doubted are ranges, in order and apart, of which nothing is known but what the
// pages call changed: the file calls them unknown in one place, and what a page calls
// unchanged there is contradicted. It is known after the last page or an error.
func (r *Reader) Doubted() []extent.Extent {
	if c, ok := r.pages.(*coverage); ok {
		return c.doubted()
	}
	return nil
}
