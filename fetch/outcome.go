package fetch

import "cbtmap/fetch/extent"

// covers tells whether a reply speaks for the byte it was asked about.
func covers(at int64, p extent.Page) bool {
	return p.Length > 0 && p.Start <= at && at < p.End()
}

// useful tells whether a reply is to be handed on: it answers the question, or
// at least says something new.
func (s *schedule) useful(at int64, p extent.Page) bool {
	return covers(at, p) || s.known.fresh(p) > 0
}

// kept takes in a reply of an earlier run.
func (s *schedule) kept(at int64, p extent.Page) (fresh int64) {
	fresh = s.take(p)
	s.measure(claim{at: at}, p)
	return fresh
}

// reply takes in what came of a call; good tells whether it answered.
func (s *schedule) reply(at int64, p extent.Page) (good bool) {
	c := s.release(at)
	s.take(p)
	if covers(at, p) {
		s.refusals = 0
		delete(s.stalls, at)
		s.measure(c, p)
		return true
	}
	if !s.settled.has(at) {
		s.stalled(at, p)
	}
	return false
}

// take makes what a page speaks for known, whatever was thought of it before.
func (s *schedule) take(p extent.Page) (fresh int64) {
	fresh = s.known.add(p)
	s.settled.add(p)
	if lo, hi := s.known.clip(p); lo < hi && len(s.failed) > 0 {
		var changed bool
		if s.failed, changed = s.failed.without(lo, hi); changed {
			s.version++
		}
	}
	return fresh
}

func (s *schedule) measure(c claim, p extent.Page) {
	if end := min(p.End(), s.known.capacity); covers(c.at, p) {
		s.spans.saw(c.span, end-c.at, end)
	}
}

// stalled asks once more where a reply did not cover the byte it was asked
// about, and then takes the gap for failed: to ask on would never end.
func (s *schedule) stalled(at int64, p extent.Page) {
	switch {
	case !s.stalls[at]:
		s.stalls[at], s.again = true, at
	case !s.natural(at):
		s.strict = true
	default:
		err := &StalledError{Offset: at, Start: p.Start, Length: p.Length, Known: s.known.total}
		s.refused(at, err, s.open(at))
	}
}

// refuse takes in that a question got an error instead of a reply, and would
// get it again.
func (s *schedule) refuse(at int64, err error) {
	s.release(at)
	switch {
	case s.settled.has(at): // another reply knew more
	case !s.natural(at): // no proof of anything: perhaps only the place was wrong
		s.strict = true
	default:
		r := s.open(at)
		r.Length = middle(r) - r.Start
		s.refused(at, err, r)
	}
}

// refused gives a range up, or everything after too many refusals.
func (s *schedule) refused(at int64, err error, r extent.Extent) {
	delete(s.stalls, at)
	if s.refusals++; s.refusals >= tooMany {
		s.failAll(err)
		return
	}
	s.fail(err, r)
}

// open is the piece that begins at an open byte.
func (s *schedule) open(at int64) extent.Extent {
	gap, _ := s.settled.gap(at)
	end := gap.End()
	if i, mine := s.find(at); mine && i+1 < len(s.claims) {
		end = min(end, s.claims[i+1].at)
	} else if !mine && i < len(s.claims) {
		end = min(end, s.claims[i].at)
	}
	return extent.Extent{Start: at, Length: end - at}
}

// interrupt takes in that a call came to nothing, which says nothing of the
// place: it is asked again.
func (s *schedule) interrupt(at int64) {
	s.release(at)
	if s.again < 0 {
		s.again = at
	}
}

// failAll gives up all that is open.
func (s *schedule) failAll(err error) {
	var open []extent.Extent
	for gap := range s.settled.gaps(0, s.settled.capacity) {
		open = append(open, gap)
	}
	s.fail(err, open...)
}

func (s *schedule) fail(err error, ranges ...extent.Extent) {
	s.failed = s.failed.with(err, ranges...)
	for _, r := range ranges {
		s.settled.add(extent.Page{Start: r.Start, Length: r.Length})
	}
	s.version++
}

// retry makes all that failed work again, and forgets what was held against the
// server.
func (s *schedule) retry() {
	if len(s.failed) > 0 {
		s.failed = nil
		s.version++
	}
	s.settled = s.known.clone()
	s.strict, s.refusals = false, 0
	clear(s.stalls)
}
