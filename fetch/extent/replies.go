package extent

import "iter"

// Replies yields the map as pages again, ascending: each an unbroken known range
// with at most most merged extents (at least one is allowed). A page that is full
// ends where the next extent begins. All of them, added to an empty map of the
// same capacity, make a map that gives the same answers, but for what merging
// does away with: see Vouch.
//
// The Extents of a page are good until the next one. The map must not change
// meanwhile.
func (m *Map) Replies(most int) iter.Seq[Page] {
	most = max(most, 1)
	return func(yield func(Page) bool) {
		var p Page
		flush := func() bool { return p.Length == 0 || yield(p) }
		for i, s := range m.list {
			if i == 0 || m.list[i-1].hi < s.lo {
				if !flush() {
					return
				}
				p = Page{Start: s.lo, Extents: p.Extents[:0]}
			}
			for k := range s.len() {
				e := s.at(k)
				if k == 0 && m.joined(i) {
					p.Extents[len(p.Extents)-1].Length += e.Length
					continue
				}
				if len(p.Extents) == most {
					p.Length = e.Start - p.Start
					if !flush() {
						return
					}
					p = Page{Start: e.Start, Extents: p.Extents[:0]}
				}
				p.Extents = append(p.Extents, e)
			}
			p.Length = s.hi - p.Start
		}
		flush()
	}
}
