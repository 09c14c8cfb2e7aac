package extent

import "iter"

// Gaps yields the unknown ranges of [lo, hi), clipped to it and to the disk, in
// order: the work that is left. The map must not change meanwhile.
func (m *Map) Gaps(lo, hi int64) iter.Seq[Extent] {
	return func(yield func(Extent) bool) {
		lo, hi := max(lo, 0), min(hi, m.capacity)
		if lo >= hi {
			return
		}
		for i, _ := m.overlap(lo, hi); i < len(m.list) && m.list[i].lo < hi; i++ {
			s := m.list[i]
			if lo < s.lo && !yield(Extent{lo, s.lo - lo}) {
				return
			}
			lo = s.hi
		}
		if lo < hi {
			yield(Extent{lo, hi - lo})
		}
	}
}
