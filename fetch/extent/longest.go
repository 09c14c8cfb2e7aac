package extent

// Longest is the longest merged extent of [lo, hi), clipped to it: the first of
// equals, the zero Extent if nothing changed there. It looks at every stretch in
// the range, but at every extent only in the two at its ends.
func (m *Map) Longest(lo, hi int64) Extent {
	lo, hi = max(lo, 0), min(hi, m.capacity)
	if lo >= hi {
		return Extent{}
	}
	var best, run Extent // run is the extent that the last piece belongs to
	piece := func(e Extent) {
		if run.Length > 0 && run.End() == e.Start {
			run.Length += e.Length
		} else {
			run = e
		}
		if run.Length > best.Length {
			best = run
		}
	}
	i, j := m.overlap(lo, hi)
	for _, s := range m.list[i:j] {
		n := s.len()
		if n == 0 {
			continue
		}
		if s.lo < lo || s.hi > hi {
			first := max(s.rank(lo)-1, 0)
			for k := first; k < s.rank(hi); k++ {
				e := s.at(k)
				from, to := max(e.Start, lo), min(e.End(), hi)
				if from < to {
					piece(Extent{from, to - from})
				}
			}
			continue
		}
		// Only the first and the last can be part of a longer run.
		piece(s.at(0))
		if 0 < s.longest && int(s.longest) < n-1 {
			piece(s.at(int(s.longest)))
		}
		if n > 1 {
			piece(s.at(n - 1))
		}
	}
	return best
}
