package fetch

import (
	"iter"

	"cbtmap/fetch/extent"
)

// free is the span of a piece that no call is under way for.
const free = -1

// piece is an open range; no claim lies inside it but perhaps at its start.
type piece struct {
	extent.Extent
	span int64 // of the claim on it: 0 if its reach is not known, free without one
}

// calls is how many calls the piece may need.
func (p piece) calls() float64 {
	if p.span <= 0 {
		return 0
	}
	return float64(p.Length) / float64(p.span)
}

// pieces are the open ranges that overlap [lo, hi), in order.
func (s *schedule) pieces(lo, hi int64) iter.Seq[piece] {
	return func(yield func(piece) bool) {
		for gap := range s.settled.gaps(lo, hi) {
			i, _ := s.find(gap.Start)
			p := piece{gap, free}
			if i > 0 { // a call from before the gap may well reach into it
				if c := s.claims[i-1]; c.span > gap.Start-c.at {
					p.span = c.span
				}
			}
			for ; i < len(s.claims) && s.claims[i].at < gap.End(); i++ {
				c := s.claims[i]
				before := p
				before.Length = c.at - p.Start
				p = piece{extent.Extent{Start: c.at, Length: gap.End() - c.at}, c.span}
				if before.Length > 0 && before.End() > lo && !yield(before) {
					return
				}
				if c.at >= hi {
					return
				}
			}
			if p.End() > lo && !yield(p) {
				return
			}
		}
	}
}

// inView is where to ask for the range in view: at the first piece in it that
// is free, else where it is far enough from the calls under way.
func (s *schedule) inView() (at int64, ok bool) {
	lo, hi := s.view.Start/round*round, s.view.End()
	if s.view.Length == 0 {
		return 0, false
	}
	for p := range s.pieces(s.view.Start, hi) {
		switch {
		case p.span == free:
			return max(p.Start, lo), true
		case p.span > 0 && lo-p.Start >= p.span && !ok: // that call ends before the view begins
			at, ok = lo, true
		}
	}
	if ok {
		return at, true
	}
	return s.split(lo, hi)
}

// split is the middle of the piece in [lo, hi) that needs the most calls: there
// a second worker can help the one that is in it already. A piece of less than
// two replies is not split; each half would cost as many calls as the whole.
func (s *schedule) split(lo, hi int64) (at int64, ok bool) {
	most := 2.0
	for _, c := range s.claims { // no piece but theirs is left
		gap, open := s.settled.gap(c.at)
		if !open {
			continue
		}
		for p := range s.pieces(max(c.at, gap.Start), max(c.at, gap.Start)+1) {
			end := min(p.End(), hi)
			p.Start = max(p.Start, lo)
			p.Length = end - p.Start
			middle := (p.Start + p.Length/2) / round * round
			if p.Length > 0 && middle > p.Start && middle < end && p.calls() >= most {
				most, at, ok = p.calls(), middle, true
			}
		}
	}
	return at, ok
}

// middle cuts a range in two at the roundest place that is left; it is the
// range's end if it cannot be cut.
func middle(r extent.Extent) int64 {
	at := r.Start + r.Length/2
	for _, unit := range []int64{round, 64 << 10, 512, 1} {
		if m := at / unit * unit; m > r.Start {
			return m
		}
	}
	return r.End()
}
