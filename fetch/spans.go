package fetch

// spans learns how many bytes a reply covers: it depends on how dense the
// changes are, so that it is about the same for neighbours.
type spans struct {
	sum, count int64
	tails      map[int64]int64 // where a reply ended: what to expect from there on
}

// saw takes in a reply of span bytes that ended at end, where before was
// expected.
func (s *spans) saw(before, span, end int64) {
	s.sum += span
	s.count++
	if before > 0 {
		span = (before + span) / 2
	}
	if s.tails == nil || len(s.tails) > 1000 { // of most nobody asks again
		s.tails = map[int64]int64{}
	}
	s.tails[end] = span
}

// mean is 0 while nothing is known.
func (s *spans) mean() int64 {
	if s.count == 0 {
		return 0
	}
	return s.sum / s.count
}

// expect is how many bytes a reply at that offset may cover, 0 if nobody knows.
func (s *schedule) expect(at int64) int64 {
	if span, ok := s.spans.tails[at]; ok {
		delete(s.spans.tails, at)
		return span
	}
	for p := range s.pieces(at, at+1) {
		if p.span > 0 {
			return p.span
		}
	}
	return s.spans.mean()
}
