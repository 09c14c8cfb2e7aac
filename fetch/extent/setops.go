package extent

import "math"

// Union holds the bytes that changed in a or in b. As in Intersection and
// Difference, a byte is known only where it is known in both: of any other byte
// nobody can say what the answer is. The capacity is the greater of the two, so
// a disk that grew keeps its new end, unknown. Pages counts the unbroken ranges
// known in both, RawExtents what is left in each of them, and Granularity is
// that of both maps together.
func Union(a, b *Map) *Map {
	return combine(a, b, func(a, b bool) bool { return a || b })
}

// Intersection holds the bytes that changed in a and in b, known as for Union.
func Intersection(a, b *Map) *Map {
	return combine(a, b, func(a, b bool) bool { return a && b })
}

// Difference holds the bytes that changed in a but not in b, known as for Union.
func Difference(a, b *Map) *Map {
	return combine(a, b, func(a, b bool) bool { return a && !b })
}

// combine applies op to every byte known in both maps.
func combine(a, b *Map, op func(a, b bool) bool) *Map {
	m := New(max(a.capacity, b.capacity))
	m.grain = a.grain
	if b.grain != 0 {
		m.grain.divide(int64(b.grain))
	}
	ca, cb := &cursor{list: a.list}, &cursor{list: b.list}
	var all []*stretch
	for _, r := range known(a.list, b.list) {
		m.pages++
		all = m.sweep(all, r, ca, cb, op)
	}
	m.splice(0, 0, all)
	return m
}

// known lists the unbroken ranges that stretches of both lists cover.
func known(a, b []*stretch) []Extent {
	var both []Extent
	for len(a) > 0 && len(b) > 0 {
		lo, hi := max(a[0].lo, b[0].lo), min(a[0].hi, b[0].hi)
		if n := len(both); n > 0 && both[n-1].End() == lo {
			both[n-1].Length += max(hi-lo, 0)
		} else if lo < hi {
			both = append(both, Extent{lo, hi - lo})
		}
		if a[0].hi <= b[0].hi {
			a = a[1:]
		} else {
			b = b[1:]
		}
	}
	return both
}

// sweep goes from border to border of the changed extents of both maps within
// one range, and appends the stretches of what op makes of them.
func (m *Map) sweep(dst []*stretch, r Extent, a, b *cursor, op func(a, b bool) bool) []*stretch {
	lo, hi := r.Start, r.End()
	var buffer []Extent
	for at := lo; at < hi; {
		inA, endA := a.border(at)
		inB, endB := b.border(at)
		to := min(endA, endB, hi)
		if op(inA, inB) {
			if n := len(buffer); n > 0 && buffer[n-1].End() == at {
				buffer[n-1].Length += to - at
			} else {
				if n == maxExtents {
					cut := buffer[n-1].End()
					dst = build(dst, lo, cut, buffer)
					lo, buffer = cut, buffer[:0]
				}
				buffer = append(buffer, Extent{at, to - at})
				m.raw++
			}
		}
		at = to
	}
	return build(dst, lo, hi, buffer)
}

// A cursor tells changed bytes from unchanged ones at offsets that ascend.
type cursor struct {
	list    []*stretch // what is ahead
	extent  int        // the next extent of list[0]
	current Extent     // the first extent that does not end before the last offset
}

// border says whether the byte at off is changed, and how far that holds.
func (c *cursor) border(off int64) (changed bool, end int64) {
	for c.current.End() <= off {
		for len(c.list) > 0 && c.extent == c.list[0].len() {
			c.list, c.extent = c.list[1:], 0
		}
		if len(c.list) == 0 {
			return false, math.MaxInt64
		}
		c.current = c.list[0].at(c.extent)
		c.extent++
	}
	if c.current.Start <= off {
		return true, c.current.End()
	}
	return false, c.current.Start
}
