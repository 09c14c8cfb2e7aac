package tui

import (
	"fmt"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"cbtmap/fetch/extent"
	"cbtmap/render"
)

// extentsScreen lists the changed extents of a range. There may be millions of
// them, so no list is made: the map itself is asked for the rows in view, and
// the place in it is an extent, not a number.
type extentsScreen struct {
	m      *Model
	lo, hi int64  // the range, in bytes
	what   string // the range in words

	cursor int64 // start of the extent under the cursor
	top    int64 // start of the first extent in view
	height int
	any    bool // there is an extent at all
}

func newExtentsScreen(m *Model) *extentsScreen { return &extentsScreen{m: m} }

// open lists the extents that touch a range.
func (s *extentsScreen) open(lo, hi int64, what string) error {
	s.lo, s.hi, s.what = lo, hi, what
	first, ok := s.first()
	if !ok {
		return fmt.Errorf("no extent is known to have changed in %s: n goes to the next one", what)
	}
	s.any, s.cursor, s.top = true, first.Start, first.Start
	return nil
}

func (s *extentsScreen) changes() *extent.Map { return s.m.explorer.changes }

// first and last are the extents at the ends of the range; one that reaches
// into the range belongs to it.
func (s *extentsScreen) first() (extent.Extent, bool) {
	if e, ok := s.changes().At(s.lo); ok {
		return e, true
	}
	return s.next(s.lo)
}

func (s *extentsScreen) last() (extent.Extent, bool) { return s.prev(s.hi) }

func (s *extentsScreen) next(start int64) (extent.Extent, bool) {
	e, ok := s.changes().Next(start)
	return e, ok && e.Start < s.hi
}

func (s *extentsScreen) prev(start int64) (extent.Extent, bool) {
	e, ok := s.changes().Prev(start)
	return e, ok && e.End() > s.lo
}

// move moves the cursor by extents, as far as there are any.
func (s *extentsScreen) move(by int) {
	step := s.next
	if by < 0 {
		step, by = s.prev, -by
	}
	for ; by > 0; by-- {
		e, ok := step(s.cursor)
		if !ok {
			return
		}
		s.cursor = e.Start
	}
}

// reveal brings the cursor into view.
func (s *extentsScreen) reveal() {
	if s.cursor < s.top {
		s.top = s.cursor
	}
	at := s.cursor
	for range s.height - 1 {
		e, ok := s.prev(at)
		if !ok || e.Start < s.top {
			return
		}
		at = e.Start
	}
	s.top = max(s.top, at)
}

// rows are the extents in view.
func (s *extentsScreen) rows() []extent.Extent {
	var rows []extent.Extent
	e, ok := s.changes().At(s.top)
	for ok && len(rows) < s.height {
		rows = append(rows, e)
		e, ok = s.next(e.Start)
	}
	return rows
}

func (s *extentsScreen) typing() bool { return false }

func (s *extentsScreen) back() tea.Cmd {
	s.m.show(s.m.explorer)
	return nil
}

func (s *extentsScreen) press(msg tea.KeyPressMsg) tea.Cmd {
	k := s.m.keys.Lists
	switch {
	case key.Matches(msg, k.Open):
		return s.jump()
	case key.Matches(msg, s.m.keys.Explorer.Extents):
		return s.back()
	case key.Matches(msg, k.Up):
		s.move(-1)
	case key.Matches(msg, k.Down):
		s.move(+1)
	case key.Matches(msg, k.PageUp):
		s.move(-s.height)
	case key.Matches(msg, k.PageDown):
		s.move(+s.height)
	case key.Matches(msg, k.Top):
		if e, ok := s.first(); ok {
			s.cursor = e.Start
		}
	case key.Matches(msg, k.Bottom):
		if e, ok := s.last(); ok {
			s.cursor = e.Start
		}
	}
	return nil
}

// jump goes to the extent under the cursor on the map.
func (s *extentsScreen) jump() tea.Cmd {
	s.m.explorer.remember()
	s.m.explorer.moveTo(s.cursor)
	return s.back()
}

// extentsTop is the body line of the first row.
const extentsTop = 5

func (s *extentsScreen) mouse(msg tea.MouseMsg, at spot) tea.Cmd {
	switch msg := msg.(type) {
	case tea.MouseWheelMsg:
		switch msg.Button {
		case tea.MouseWheelUp:
			s.move(-wheelRows)
		case tea.MouseWheelDown:
			s.move(+wheelRows)
		}
	case tea.MouseClickMsg:
		rows := s.rows()
		i := at.y - extentsTop
		if i < 0 || i >= len(rows) || msg.Button != tea.MouseLeft {
			return nil
		}
		if rows[i].Start == s.cursor {
			return s.jump()
		}
		s.cursor = rows[i].Start
	}
	return nil
}

func (s *extentsScreen) crumbs() []string {
	return append(s.m.explorer.crumbs(), "extents")
}

func (s *extentsScreen) note(width int) string { return s.m.explorer.note(width) }

func (s *extentsScreen) hints() []key.Binding {
	return []key.Binding{bind("↑↓", "move"), bind("enter", "go there"), bind("home end", "first, last"), s.m.keys.Global.Back, s.m.keys.Global.Quit}
}

func (s *extentsScreen) body(width, height int) []string {
	st := s.m.styles
	c := s.changes()
	s.height = max(1, height-extentsTop)
	s.reveal()
	sum := c.Sum(s.lo, s.hi)
	open := sum.Known < s.hi-s.lo
	// One unit for all, and decimals enough to tell any two apart.
	scale := render.NewScale(s.hi, max(c.Granularity(), 512))
	t := table{columns: []column{
		{title: "extent", width: 12, right: true, drop: 1},
		{title: "start", width: max(scale.Width(s.hi), 13), right: true},
		{title: "address", width: 15, right: true, drop: 3},
		{title: "length", width: 10, right: true},
		{title: "gap before", width: 10, right: true, drop: 2},
	}}
	rows := s.rows()
	number := int64(0)
	if len(rows) > 0 {
		number = c.Count(s.lo, rows[0].Start)
		if rows[0].Start <= s.lo {
			number = 0
		}
	}
	for i, e := range rows {
		if e.Start == s.cursor {
			t.cursor = i
		}
	}
	t.resize(len(rows))
	lines := []string{
		"",
		indent + "  " + ansi.Truncate(
			st.Strong.Render(render.AtLeast(open, plural(c.Count(s.lo, s.hi), s.m.explorer.noun()+" extent")))+
				st.Dim.Render(" in "+s.what+" · "+s.amount(open)), width-2*margin-2, "…"),
		"",
	}
	return append(lines, t.draw(width, height-len(lines), st, func(i int) ([]string, bool) {
		e := rows[i]
		gap := "–"
		if before, ok := c.Prev(e.Start); ok {
			gap = render.Bytes(e.Start - before.End())
		}
		return []string{render.Count(number + int64(i) + 1), scale.Format(e.Start), render.HexAddress(e.Start), render.Bytes(e.Length), gap}, false
	})...)
}

// amount is how much of the range the extents take. Those at its ends may reach
// beyond it, and then the lengths in the list add up to more.
func (s *extentsScreen) amount(open bool) string {
	c := s.changes()
	in := c.Sum(s.lo, s.hi).Changed
	lo, hi := s.lo, s.hi
	if e, ok := c.At(s.lo); ok {
		lo = e.Start
	}
	if e, ok := c.At(s.hi - 1); ok {
		hi = e.End()
	}
	say := render.AtLeast(open, render.Bytes(in))
	if all := c.Sum(lo, hi).Changed; all > in {
		say += " in it, " + render.AtLeast(open, render.Bytes(all)) + " with what lies beyond"
	}
	return say
}
