package extent

import (
	"math"
	"slices"
)

// Sum says what is known of [lo, hi). It is zero where lo is not below hi.
func (m *Map) Sum(lo, hi int64) Sum {
	if lo >= hi {
		return Sum{}
	}
	m.sync()
	c := m.counter()
	before := c.to(lo)
	return c.to(hi).minus(before)
}

// Sums fills dst, overwriting it and growing it if need be, with one Sum for each
// of the len(bounds)-1 ranges between neighbouring bounds, and returns it. The
// bounds ascend; a range between two that do not has the zero Sum.
//
// This is what a frame is drawn from. It goes through the map once, forward, and
// allocates nothing if dst has room.
func (m *Map) Sums(bounds []int64, dst []Sum) []Sum {
	dst = dst[:0]
	if len(bounds) < 2 {
		return dst
	}
	m.sync()
	dst = slices.Grow(dst, len(bounds)-1)
	c := m.counter()
	before := c.to(bounds[0])
	for i, b := range bounds[1:] {
		if b < bounds[i] {
			dst = append(dst, Sum{})
			c = m.counter()
			before = c.to(b)
			continue
		}
		sum := c.to(b)
		dst = append(dst, sum.minus(before))
		before = sum
	}
	return dst
}

func (s Sum) minus(t Sum) Sum { return Sum{s.Changed - t.Changed, s.Known - t.Known} }

// A counter goes forward through a map and says what lies before an offset. What
// it keeps answers for every offset up to the next extent or the next stretch, so
// that samples smaller than that cost no search.
type counter struct {
	until int64 // how far, itself included, the six fields below hold

	start, length int64 // the last extent that starts before the offset reached
	changed       int64 // bytes changed before it
	lo, span      int64 // the last stretch that starts before the offset reached
	known         int64 // bytes known before it

	m      *Map
	s      *stretch // that stretch
	at     int      // its number, -1 if there is none
	rank   int      // extents of it that start before the offset reached
	before int64    // bytes changed before it
	next   int64    // where the stretch after it starts
}

// counter is one that has not begun yet. It needs the index.
func (m *Map) counter() counter {
	c := counter{m: m, at: -1, next: math.MaxInt64}
	if len(m.list) > 0 {
		c.next = m.list[0].lo
	}
	c.until = c.next
	return c
}

// to goes on to off, which is not before the offset reached, and is what lies
// before it.
func (c *counter) to(off int64) Sum {
	off = max(off, 0)
	if off > c.until {
		c.search(off)
	}
	return Sum{c.changed + min(off-c.start, c.length), c.known + min(off-c.lo, c.span)}
}

// search finds the extent and the stretch that an offset past until belongs to.
func (c *counter) search(off int64) {
	if off > c.next {
		c.forward(off)
	}
	s := c.s
	c.start, c.length, c.changed = s.lo, 0, c.before
	c.until = c.next
	switch {
	case off >= s.hi:
		c.start, c.changed = s.hi, c.before+s.changed
		return
	case off > s.base:
		c.rank = s.above(c.rank, s.unit(off-1))
		e := s.at(c.rank - 1)
		c.start, c.length, c.changed = e.Start, e.Length, c.before+s.changedBefore(c.rank-1)
	}
	if c.rank < s.len() {
		c.until = s.begin(c.rank)
	}
}

// forward enters the last stretch that starts at or before off, if there is one
// after the present one: in strides that double, for it is near where many
// offsets are asked about.
func (c *counter) forward(off int64) {
	from, stride := c.at+1, 1
	for from+stride <= len(c.m.index) && c.m.index[from+stride-1].lo <= off {
		from += stride
		stride *= 2
	}
	at := c.m.seek(from, min(from+stride, len(c.m.index)), off)
	if at == c.at {
		return
	}
	e := &c.m.index[at]
	c.at, c.s, c.rank, c.before = at, c.m.list[at], 0, e.changed
	c.lo, c.span, c.known = c.s.lo, c.s.hi-c.s.lo, e.known
	c.next = math.MaxInt64
	if at+1 < len(c.m.index) {
		c.next = c.m.index[at+1].lo
	}
}
