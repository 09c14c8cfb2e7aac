package fetch

import (
	"slices"

	"cbtmap/fetch/extent"
)

// coverage is the set of bytes that some reply spoke for, as disjoint ranges
// in ascending order that never touch each other.
type coverage struct {
	capacity int64
	known    []extent.Extent
}

// add takes a page's range in, clipped to the disk, and tells how many bytes
// of it are new.
func (c *coverage) add(p extent.Page) int64 {
	lo, hi := max(p.Start, 0), c.capacity
	if p.Length <= 0 || p.Start >= c.capacity {
		return 0
	}
	if p.Start < 0 || p.Length < c.capacity-p.Start { // in either case End cannot overflow
		hi = min(p.End(), hi)
	}
	if hi <= lo {
		return 0
	}
	// All ranges that overlap or touch [lo, hi) melt into one.
	first, _ := slices.BinarySearchFunc(c.known, lo, func(e extent.Extent, lo int64) int {
		if e.End() < lo {
			return -1
		}
		return 1
	})
	last, had := first, int64(0)
	from, to := lo, hi
	for last < len(c.known) && c.known[last].Start <= hi {
		e := c.known[last]
		had += max(0, min(e.End(), hi)-max(e.Start, lo))
		from, to = min(from, e.Start), max(to, e.End())
		last++
	}
	c.known = slices.Replace(c.known, first, last, extent.Extent{Start: from, Length: to - from})
	return hi - lo - had
}

// gap is the first range that no reply spoke for; ok is false when there is
// none left.
func (c *coverage) gap() (gap extent.Extent, ok bool) {
	var lo int64
	hi := c.capacity
	for _, e := range c.known {
		if e.Start > lo {
			hi = e.Start
			break
		}
		lo = e.End()
	}
	return extent.Extent{Start: lo, Length: hi - lo}, lo < c.capacity
}

// bytes is the number of bytes known.
func (c *coverage) bytes() int64 {
	var n int64
	for _, e := range c.known {
		n += e.Length
	}
	return n
}
