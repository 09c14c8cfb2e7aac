package fetch

import (
	"iter"
	"slices"
	"sort"

	"cbtmap/fetch/extent"
)

// coverage is a set of bytes of a disk, as disjoint ranges in ascending order
// that never touch each other. Looking something up takes a search, and adding
// a range a search and a move of what lies behind it.
type coverage struct {
	capacity int64
	known    []extent.Extent
	total    int64 // bytes in known
}

// clip is the part [lo, hi) of a page's range that lies on the disk; it may be
// empty, and then hi <= lo.
func (c *coverage) clip(p extent.Page) (lo, hi int64) {
	lo, hi = max(p.Start, 0), c.capacity
	if p.Length <= 0 || p.Start >= c.capacity {
		return 0, 0
	}
	if p.Start < 0 || p.Length < c.capacity-p.Start { // in either case End cannot overflow
		hi = min(p.End(), hi)
	}
	return lo, hi
}

// touching are the numbers of the ranges that overlap or touch [lo, hi), and
// how many of its bytes they hold.
func (c *coverage) touching(lo, hi int64) (first, last int, had int64) {
	first = sort.Search(len(c.known), func(i int) bool { return c.known[i].End() >= lo })
	for last = first; last < len(c.known) && c.known[last].Start <= hi; last++ {
		e := c.known[last]
		had += max(0, min(e.End(), hi)-max(e.Start, lo))
	}
	return first, last, had
}

// add takes a page's range in, clipped to the disk, and tells how many bytes
// of it are new.
func (c *coverage) add(p extent.Page) int64 {
	lo, hi := c.clip(p)
	if hi <= lo {
		return 0
	}
	first, last, had := c.touching(lo, hi)
	fresh := hi - lo - had
	if first < last { // all of them melt into one
		lo, hi = min(lo, c.known[first].Start), max(hi, c.known[last-1].End())
	}
	c.known = slices.Replace(c.known, first, last, extent.Extent{Start: lo, Length: hi - lo})
	c.total += fresh
	return fresh
}

// within is how many bytes of [lo, hi) are in the set.
func (c *coverage) within(lo, hi int64) int64 {
	if hi <= lo {
		return 0
	}
	_, _, had := c.touching(lo, hi)
	return had
}

// fresh is how many bytes add would find new.
func (c *coverage) fresh(p extent.Page) int64 {
	lo, hi := c.clip(p)
	return max(0, hi-lo) - c.within(lo, hi)
}

// has tells whether a byte is in the set. Bytes outside the disk never are.
func (c *coverage) has(at int64) bool {
	i := sort.Search(len(c.known), func(i int) bool { return c.known[i].End() > at })
	return i < len(c.known) && c.known[i].Start <= at
}

func (c *coverage) complete() bool { return c.total >= c.capacity }

// gap is the first range outside the set that ends after at, whole: it may
// begin before at. ok is false when there is none.
func (c *coverage) gap(at int64) (gap extent.Extent, ok bool) {
	i := sort.Search(len(c.known), func(i int) bool { return c.known[i].End() > at })
	if i < len(c.known) && c.known[i].Start <= max(at, 0) {
		i++
	}
	lo, hi := int64(0), c.capacity
	if i > 0 {
		lo = c.known[i-1].End()
	}
	if i < len(c.known) {
		hi = c.known[i].Start
	}
	return extent.Extent{Start: lo, Length: hi - lo}, lo < hi && at < hi
}

// gaps are all ranges outside the set that overlap [lo, hi), whole.
func (c *coverage) gaps(lo, hi int64) iter.Seq[extent.Extent] {
	return func(yield func(extent.Extent) bool) {
		for {
			gap, ok := c.gap(lo)
			if lo >= hi || !ok || gap.Start >= hi || !yield(gap) {
				return
			}
			lo = gap.End()
		}
	}
}

func (c *coverage) clone() coverage {
	return coverage{capacity: c.capacity, known: slices.Clone(c.known), total: c.total}
}
