package tui

import (
	"cbtmap/fetch/extent"
	"cbtmap/render"
)

// sample is the sample under the cursor, as a range of bytes.
func (s *explorerScreen) sample() (lo, hi int64) {
	row, col, ok := s.grid.Locate(s.cursor)
	if !ok {
		return s.cursor, s.cursor
	}
	return s.grid.Sample(row, col)
}

// step moves the cursor by samples; at the edges the view follows.
func (s *explorerScreen) step(rows, cols int) {
	row, col, ok := s.grid.Locate(s.cursor)
	if !ok || s.grid.RowBytes == 0 {
		return
	}
	page := rows == s.grid.Rows || rows == -s.grid.Rows
	col = max(0, min(col+cols, s.grid.Cols-1))
	if s.hilbert && !page { // neighbours on the screen, wherever they lie on the disk
		if lo, hi := s.grid.Sample(max(0, min(row+rows, s.grid.Rows-1)), col); hi > lo {
			s.cursor = lo
		}
		return
	}
	if rows != 0 {
		target := s.cursor + int64(rows)*s.grid.RowBytes
		if page { // the view goes along
			s.grid = s.grid.Scroll(rows)
		}
		s.moveTo(target)
		return
	}
	if lo, hi := s.grid.Sample(row, col); hi > lo {
		s.cursor = lo
	} else {
		s.moveTo(s.changes.Capacity() - 1)
	}
}

// moveTo puts the cursor on an address, as near as the disk has it, and brings
// it into view.
func (s *explorerScreen) moveTo(addr int64) {
	s.cursor = max(0, min(addr, s.changes.Capacity()-1))
	s.reveal()
}

// reveal scrolls the cursor into view, by whole lines of text: only then can a
// terminal move what it shows instead of being sent all of it again.
func (s *explorerScreen) reveal() {
	if s.grid.RowBytes == 0 {
		return
	}
	next := s.grid.Reveal(s.cursor)
	rows := (next.Origin - s.grid.Origin) / next.RowBytes
	if odd := int(rows % int64(s.perLine())); odd != 0 {
		next = next.Scroll(odd)
	}
	s.grid = next
}

// remember keeps the present view for backspace.
func (s *explorerScreen) remember() {
	s.past = append(s.past, place{s.grid, s.cursor})
	if len(s.past) > mostPlaces {
		s.past = s.past[1:]
	}
}

// zoom goes in or out by doublings and keeps an address in its place.
func (s *explorerScreen) zoom(by int, anchor int64) {
	next := s.grid.Zoom(by, anchor, s.changes.Granularity())
	switch {
	case next.RowBytes != s.grid.RowBytes:
		s.remember()
		s.grid = next.Reveal(s.cursor)
	case by > 0:
		s.m.status.tell("this is the deepest zoom: a sample is no larger than the blocks seen")
	default:
		s.m.status.tell("this is the whole disk")
	}
}

func (s *explorerScreen) whole() {
	if s.grid.Whole() {
		s.m.status.tell("this is the whole disk")
		return
	}
	s.remember()
	s.grid = s.grid.Overview()
}

// hotter goes to the next sample in view that changed more than this one.
func (s *explorerScreen) hotter(forward bool) {
	s.draw() // the levels are those of the last picture, which may be an old one
	if lo, ok := s.grid.Hotter(s.picture.levels, s.cursor, forward); ok {
		s.cursor = lo
		return
	}
	where := map[bool]string{true: "after", false: "before"}[forward]
	s.m.status.tell("nothing as hot as this in view " + where + " the cursor")
}

// ruleWords say what a colour stands for under each rule.
var ruleWords = [render.Rules]string{
	render.Log:     "colours by share, a tenfold a step: small changes show",
	render.Linear:  "colours by share, in even steps: large changes are told apart",
	render.Touched: "one colour for all that changed at all",
}

func (s *explorerScreen) nextRule() {
	s.rule = (s.rule + 1) % render.Rules
	s.version++
	s.m.status.tell(ruleWords[s.rule])
}

// toggleHilbert lays the samples out along a curve that keeps neighbours on the
// disk together, or in rows again.
func (s *explorerScreen) toggleHilbert() {
	s.hilbert = !s.hilbert
	s.grid.Hilbert = s.hilbert
	s.grid = s.grid.Reveal(s.cursor)
	if s.hilbert {
		s.m.status.tell("along a Hilbert curve: areas of the disk are areas of the map; H goes back to rows")
	} else {
		s.m.status.tell("in rows: addresses can be read off")
	}
}

// unzoom goes back to the view before the last zoom or jump.
func (s *explorerScreen) unzoom() {
	if len(s.past) == 0 {
		s.m.status.tell("there is no zoom to undo")
		return
	}
	last := s.past[len(s.past)-1]
	s.past = s.past[:len(s.past)-1]
	s.cursor = last.cursor
	last.grid.Hilbert = s.hilbert
	s.grid = last.grid.Resize(s.grid.Cols, s.grid.Rows, s.cursor).Reveal(s.cursor)
}

func (s *explorerScreen) nextChange() {
	e, ok := s.changes.Next(s.cursor)
	s.jump(e, ok, "after")
}

func (s *explorerScreen) prevChange() {
	e, ok := s.changes.Prev(s.cursor)
	s.jump(e, ok, "before")
}

// jump goes to a changed extent, or says that there is none in that direction.
func (s *explorerScreen) jump(e extent.Extent, ok bool, where string) {
	switch {
	case ok:
		lo, hi := min(s.cursor, e.Start), max(s.cursor, e.Start)
		if s.changes.Sum(lo, hi).Known < hi-lo {
			s.m.status.tell("not all on the way here is known: there may be nearer changes")
		}
		s.moveTo(e.Start)
	case s.allKnown():
		s.m.status.tell("no change " + where + " the cursor")
	default:
		s.m.status.tell("no change " + where + " the cursor in what is known so far")
	}
}
