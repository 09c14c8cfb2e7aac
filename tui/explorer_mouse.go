package tui

import (
	"image"

	tea "charm.land/bubbletea/v2"
)

// wheel remembers what a turn of the wheel zooms at. The address under a still
// pointer changes with each zoom; without this, turning on would drift away.
type wheel struct {
	at     spot
	anchor int64
	on     bool
}

// drag is a pan in progress: where the button went down, and the view then.
type drag struct {
	on     bool
	from   spot
	origin int64
}

// address is the sample under a spot of the body; ok is false off the map. A
// terminal tells cells, not halves: the upper sample of the cell is meant.
func (s *explorerScreen) address(at spot) (addr int64, ok bool) {
	r := s.layout.grid
	if !image.Pt(at.x, at.y).In(r) {
		return 0, false
	}
	lo, hi := s.grid.Sample(s.perLine()*(at.y-r.Min.Y), at.x-r.Min.X)
	return lo, hi > lo
}

// stripAddress is the address under a spot of the overview strip.
func (s *explorerScreen) stripAddress(at spot) (addr int64, ok bool) {
	r := s.layout.strip
	r.Max.Y = max(r.Max.Y, s.layout.bracket.Max.Y)
	if !image.Pt(at.x, at.y).In(r) || r.Dx() == 0 {
		return 0, false
	}
	return stripStart(s.changes.Capacity(), at.x-r.Min.X, r.Dx()), true
}

func (s *explorerScreen) mouse(msg tea.MouseMsg, at spot) tea.Cmd {
	switch msg := msg.(type) {
	case tea.MouseWheelMsg:
		s.turn(msg.Button, at)
	case tea.MouseClickMsg:
		s.wheel.on = false
		if msg.Button == tea.MouseLeft {
			s.click(at)
		}
	case tea.MouseMotionMsg:
		s.wheel.on = s.wheel.on && at == s.wheel.at
		if msg.Button == tea.MouseLeft && s.drag.on {
			s.pan(at)
		}
	case tea.MouseReleaseMsg:
		s.drag.on = false
	}
	return nil
}

// turn zooms at the pointer.
func (s *explorerScreen) turn(button tea.MouseButton, at spot) {
	by := map[tea.MouseButton]int{tea.MouseWheelUp: +1, tea.MouseWheelDown: -1}[button]
	if by == 0 {
		return
	}
	if !s.wheel.on || s.wheel.at != at {
		addr, ok := s.address(at)
		if !ok {
			return
		}
		s.wheel = wheel{at: at, anchor: addr, on: true}
	}
	s.cursor = s.wheel.anchor
	s.zoom(by, s.wheel.anchor)
}

// click moves the cursor, and begins a pan in case the pointer moves on.
func (s *explorerScreen) click(at spot) {
	s.drag = drag{}
	if addr, ok := s.address(at); ok {
		s.cursor = addr
		s.drag = drag{on: true, from: at, origin: s.grid.Origin}
		return
	}
	if addr, ok := s.stripAddress(at); ok {
		if !s.grid.Whole() {
			s.remember()
			rows := addr/s.grid.RowBytes - s.grid.Origin/s.grid.RowBytes - int64(s.grid.Rows/2)
			s.grid = s.grid.Scroll(int(rows))
		}
		s.moveTo(addr)
	}
}

// pan moves the disk along with the pointer, a text line (two rows) at a time.
// The cursor stays on its sample of the screen's nearest row.
func (s *explorerScreen) pan(at spot) {
	if s.grid.RowBytes == 0 {
		return
	}
	want := s.drag.origin/s.grid.RowBytes - int64(s.perLine()*(at.y-s.drag.from.y))
	moved := s.grid.Scroll(int(want - s.grid.Origin/s.grid.RowBytes))
	if moved.Origin == s.grid.Origin {
		return
	}
	s.grid = moved
	if s.cursor < moved.Start() {
		s.cursor += (moved.Start() - s.cursor + moved.RowBytes - 1) / moved.RowBytes * moved.RowBytes
	}
	if end := moved.End(); s.cursor >= end {
		s.cursor -= (s.cursor - end + moved.RowBytes) / moved.RowBytes * moved.RowBytes
	}
	s.cursor = max(0, min(s.cursor, s.changes.Capacity()-1))
}
