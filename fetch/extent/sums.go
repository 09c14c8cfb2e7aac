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
	var c counter
	c.reset(m)
	c.to(lo)
	before := c.sum
	c.to(hi)
	return c.sum.minus(before)
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
	var c counter
	c.reset(m)
	c.to(bounds[0])
	for i, b := range bounds[1:] {
		if b < bounds[i] {
			dst = append(dst, Sum{})
			c.reset(m)
			c.to(b)
			continue
		}
		before := c.sum
		c.to(b)
		dst = append(dst, c.sum.minus(before))
	}
	return dst
}

func (s Sum) minus(t Sum) Sum { return Sum{s.Changed - t.Changed, s.Known - t.Known} }

// A counter goes forward through a map and holds what lies before it.
type counter struct {
	m      *Map
	at     int // the last stretch that starts at or before the offset reached, or -1
	rank   int // extents of that stretch that start before the offset reached
	s      *stretch
	before entry // what lies before that stretch
	next   int64 // where the stretch after it starts
	sum    Sum   // everything before the offset reached
}

func (c *counter) reset(m *Map) {
	*c = counter{m: m, at: -1, next: math.MaxInt64}
	if len(m.list) > 0 {
		c.next = m.list[0].lo
	}
}

// to goes on to off, which is not before the offset reached.
func (c *counter) to(off int64) {
	if off >= c.next {
		c.forward(off)
	}
	s := c.s
	if s == nil {
		return
	}
	if off >= s.hi {
		c.sum = Sum{c.before.changed + s.changed(), c.before.known + s.hi - s.lo}
		return
	}
	if off > s.base && len(s.start) > 0 {
		u := s.unit(off - 1)
		if c.rank < len(s.start) && s.start[c.rank] <= u {
			c.rank = gallop(s.start, c.rank+1, u)
		}
	}
	c.sum = Sum{c.before.changed + s.within(off, c.rank), c.before.known + off - s.lo}
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
	c.at, c.s, c.before, c.rank = at, c.m.list[at], c.m.index[at], 0
	c.next = math.MaxInt64
	if at+1 < len(c.m.index) {
		c.next = c.m.index[at+1].lo
	}
}

// gallop is above for a value that is expected near from.
func gallop(column []uint32, from int, u uint32) int {
	stride := 1
	for from+stride <= len(column) && column[from+stride-1] <= u {
		from += stride
		stride *= 2
	}
	return above(column[:min(from+stride, len(column))], from, u)
}
