package extent

import "context"

// batchExtents is how many extents are handed on at once, and how many are
// counted between two looks at a context: some tens of microseconds.
const batchExtents = 2048

// batches hands on the merged extents of [lo, hi), a range of the disk, cut to
// it and in order, many at a time. The slice is used again. It decodes marks
// straight on, in half the time that All needs for one extent after the other.
func (m *Map) batches(ctx context.Context, lo, hi int64, use func([]Extent)) error {
	if lo >= hi {
		return ctx.Err()
	}
	batch := make([]Extent, 0, batchExtents)
	i, j := m.overlap(lo, hi)
	for _, s := range m.list[i:j] {
		for from, to := s.touching(lo, hi); from < to; {
			n := min(to-from, batchExtents-len(batch))
			batch = s.cut(batch, from, from+n, lo, hi)
			from += n
			if len(batch) < batchExtents {
				continue
			}
			if err := ctx.Err(); err != nil {
				return err
			}
			// The last one may go on in the next stretch.
			use(batch[:batchExtents-1])
			batch = append(batch[:0], batch[batchExtents-1])
		}
	}
	use(batch)
	return ctx.Err()
}

// touching is the range [from, to) of extents that may share a byte with [lo, hi).
func (s *stretch) touching(lo, hi int64) (from, to int) {
	to = s.len()
	if s.lo < lo {
		from = max(s.rank(lo)-1, 0)
	}
	if s.hi > hi {
		to = s.rank(hi)
	}
	return from, to
}

// cut appends the extents from to to-1, cut to [lo, hi), to those before them. There
// has to be room for all of them.
func (s *stretch) cut(dst []Extent, from, to int, lo, hi int64) []Extent {
	if from == to {
		return dst
	}
	switch n, e := len(dst), s.at(from); {
	case e.Start < lo:
		if e.End() > lo {
			dst = append(dst, Extent{lo, e.End() - lo})
		}
		from++
	case n > 0 && from == 0 && dst[n-1].End() == e.Start:
		dst[n-1].Length += e.Length
		from++
	}
	n := len(dst)
	dst = dst[:n+to-from]
	shift, before, whole := s.shift&63, s.changedBefore(from), dst[n:]
	for k, mark := range s.marks[from:to] {
		after := int64(mark.after) << shift
		whole[k] = Extent{s.base + int64(mark.start)<<shift, after - before}
		before = after
	}
	if n := len(dst); n > 0 && dst[n-1].End() > hi {
		dst[n-1].Length = hi - dst[n-1].Start
	}
	return dst
}
