package extent

import (
	"iter"
	"sort"
)

// Gaps yields the unknown ranges of [lo, hi), clipped to it and to the disk, in
// order: the work that is left. Finding one takes a few look-ups, however many
// pages lie before it. The map must not change meanwhile.
func (m *Map) Gaps(lo, hi int64) iter.Seq[Extent] {
	return func(yield func(Extent) bool) {
		m.sync()
		for at, hi := max(lo, 0), min(hi, m.capacity); at < hi; {
			i := m.seek(0, len(m.index), at)
			if i >= 0 && at < m.list[i].hi {
				at = m.unbroken(i)
				continue
			}
			to := hi
			if i+1 < len(m.index) {
				to = min(hi, m.index[i+1].lo)
			}
			if !yield(Extent{at, to - at}) {
				return
			}
			at = to
		}
	}
}

// unbroken is where the coverage that holds stretch i ends. What is unknown
// before each stretch only grows from one to the next, and grows at a gap.
func (m *Map) unbroken(i int) int64 {
	unknown := func(i int) int64 { return m.index[i].lo - m.index[i].known }
	n := sort.Search(len(m.index)-i, func(n int) bool { return unknown(i+n) > unknown(i) })
	return m.list[i+n-1].hi
}
