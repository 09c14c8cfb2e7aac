package extent

import "slices"

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
	m    *Map
	at   int // the last stretch that starts at or before the offset reached, or -1
	rank int // extents of that stretch that start before the offset reached
	sum  Sum // everything before the offset reached
}

func (c *counter) reset(m *Map) { *c = counter{m: m, at: -1} }

// to goes on to off, which is not before the offset reached.
func (c *counter) to(off int64) {
	c.forward(off)
	if c.at < 0 {
		return
	}
	s, e := c.m.list[c.at], &c.m.index[c.at]
	if off >= s.hi {
		c.sum = Sum{e.changed + s.changed(), e.known + s.hi - s.lo}
		return
	}
	if off > s.base && len(s.start) > 0 {
		c.rank = gallop(s.start, c.rank, s.unit(off-1))
	}
	c.sum = Sum{e.changed + s.within(off, c.rank), e.known + off - s.lo}
}

// forward moves at to the last stretch that starts at or before off: in strides
// that double, for the next offset is near where many are asked for.
func (c *counter) forward(off int64) {
	index := c.m.index
	next := c.at + 1
	if next == len(index) || index[next].lo > off {
		return
	}
	lo, stride := next, 1 // index[lo].lo <= off
	for lo+stride < len(index) && index[lo+stride].lo <= off {
		lo += stride
		stride *= 2
	}
	hi := min(lo+stride, len(index)) // index[hi].lo > off
	for lo+1 < hi {
		if mid := int(uint(lo+hi) >> 1); index[mid].lo <= off {
			lo = mid
		} else {
			hi = mid
		}
	}
	c.at, c.rank = lo, 0
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
