package fetch

import (
	"cmp"
	"slices"

	"cbtmap/fetch/extent"
)

// schedule decides what is asked next. It is the pure part of a fetch: it knows
// no clock, no goroutine and no source.
//
//	       next ─► offset, claimed ─► (a call) ─┬► reply     ─► known grows
//	        ▲                                   ├► refuse    ─► failed grows, or one by one from now on
//	        │                                   └► interrupt ─► nothing is learnt
//	gaps of known and failed, cut at the claims ◄──┘
//
// A piece is what is open between two claims, or between a claim and a border of
// its gap. A claim is on all of the piece that begins with it, since nobody can
// tell how far its reply will reach.
type schedule struct {
	known   coverage // what replies spoke for
	settled coverage // that, and what failed
	failed  failures
	claims  []claim // the calls under way, by offset
	view    extent.Extent
	spans   spans

	again    int64 // offset to be asked next, -1 for none
	strict   bool  // one call at a time, from the first gap's start
	refusals int   // in a row, at places that a plain client would have come to
	stalls   map[int64]bool
	version  int // grows whenever failed changes
}

// claim is a call under way.
type claim struct {
	at   int64
	span int64 // how many bytes its reply may cover; 0 if nobody knows
}

const (
	// round is what a place that we choose is aligned to: whatever the server
	// tracks in, blocks or sectors, begins there.
	round = 1 << 20
	// tooMany refusals in a row mean that the rest will be refused as well.
	tooMany = 4
)

func newSchedule(capacity int64) *schedule {
	c := coverage{capacity: max(capacity, 0)}
	return &schedule{known: c, settled: c, again: -1, stalls: map[int64]bool{}}
}

// left tells whether anything is still to be asked or awaited.
func (s *schedule) left() bool { return !s.settled.complete() }

// look sets the range in view.
func (s *schedule) look(lo, hi int64) {
	lo, hi = max(lo, 0), min(hi, s.known.capacity)
	s.view = extent.Extent{Start: lo, Length: max(hi-lo, 0)}
}

// next is where to ask now, which is thereby claimed; ok is false if there is
// nothing that would be worth a call beside those under way.
func (s *schedule) next() (at int64, ok bool) {
	if at, ok = s.choose(); ok {
		i, _ := s.find(at)
		s.claims = slices.Insert(s.claims, i, claim{at, s.expect(at)})
	}
	return at, ok
}

func (s *schedule) choose() (int64, bool) {
	if s.strict {
		gap, ok := s.settled.gap(0)
		return gap.Start, ok && len(s.claims) == 0
	}
	again := s.again
	if s.again = -1; again >= 0 && !s.settled.has(again) && !s.claimed(again) {
		return again, true
	}
	if at, ok := s.inView(); ok {
		return at, true
	}
	for p := range s.pieces(0, s.known.capacity) {
		if p.span == free {
			return p.Start, true
		}
	}
	return s.split(0, s.known.capacity)
}

// find is the place of a claim in the list.
func (s *schedule) find(at int64) (i int, ok bool) {
	return slices.BinarySearchFunc(s.claims, at, func(c claim, at int64) int { return cmp.Compare(c.at, at) })
}

func (s *schedule) claimed(at int64) bool {
	_, ok := s.find(at)
	return ok
}

// release ends a claim.
func (s *schedule) release(at int64) claim {
	i, ok := s.find(at)
	if !ok {
		return claim{at: at}
	}
	c := s.claims[i]
	s.claims = slices.Delete(s.claims, i, i+1)
	return c
}

// natural tells whether a client that asks one by one would have come to an
// open byte: everything else is a place that we chose.
func (s *schedule) natural(at int64) bool { return at == 0 || s.settled.has(at-1) }
