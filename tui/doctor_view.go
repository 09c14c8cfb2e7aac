package tui

import (
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"cbtmap/fetch/fault"
	"cbtmap/fetch/vcenter"
	"cbtmap/render"
)

// The screen, from top to bottom; it is scrolled when the terminal is too low:
//
//	What change tracking needs
//
//	✓ virtual hardware        version 19
//	✗ tracking of the disk    off, though it is on for the machine
//	                          why it matters
//	                          → what to do
//
//	What the server said
//
//	· asked                   49 calls, 2 of them again, 48 pages
//	✗ not answered            3 GiB at 0x…: what happened
//	                          what it means
//	                          → what to do
//	! verdict                 fallback
//	                          why
//
// What the server said comes from the map, and comes first if something went
// wrong.

// label is the width of the names, so that all of them can be read where there
// is room for them.
func (s *doctorScreen) label(width int) int {
	most := 0
	if s.ofFile() {
		most = len("not answered")
	}
	for _, c := range s.checks {
		most = max(most, ansi.StringWidth(render.Clean(c.Title)))
	}
	return min(most+2, width/3)
}

func (s *doctorScreen) body(width, height int) []string {
	st := s.m.styles
	lines := []string{}
	if height >= lowBody {
		lines = append(lines, "")
	}
	if s.ofFile() {
		return s.scrolled(append(lines, s.saved(width)...), height)
	}
	onMap := s.from == s.m.explorer
	first := onMap && s.m.explorer.trouble() != nil // what happened, before what may be the cause
	if first {
		lines = append(append(lines, s.asked(width)...), "")
	}
	lines = append(lines, indent+"  "+st.Strong.Render("What change tracking needs"), "")
	for _, c := range s.checks {
		lines = append(lines, s.row(c, width)...)
	}
	if s.no != nil {
		lines = append(lines, s.fault("interval", fault.Of(advise(s.no, otherRow)), width)...)
	}
	if onMap && !first {
		lines = append(append(lines, ""), s.asked(width)...)
	}
	return s.scrolled(lines, height)
}

// scrolled is the part of the lines that is in view.
func (s *doctorScreen) scrolled(lines []string, height int) []string {
	s.height = height
	s.most = max(0, len(lines)-height)
	s.top = min(s.top, s.most)
	return lines[s.top:min(s.top+height, len(lines))]
}

// row is one check. What does not pass says why it matters and what to do.
func (s *doctorScreen) row(c vcenter.Check, width int) []string {
	st := s.m.styles
	label := c.Title
	switch c.Result {
	case vcenter.CheckPass:
		return s.entry("✓", st.Accent, label, width, said{"", c.Found, st.Text})
	case vcenter.CheckFail:
		return s.entry("✗", st.Error, label, width, said{"", c.Found, st.Error}, said{"", c.Why, st.Text}, said{"→ ", c.Advice, st.Strong})
	}
	more := []said{{"", c.Found, st.Warn}, {"", c.Why, st.Text}}
	if c.Advice != "" {
		more = append(more, said{"→ ", c.Advice, st.Strong})
	}
	return s.entry("?", st.Warn, label, width, more...)
}

// fault is something that the server said.
func (s *doctorScreen) fault(label string, f fault.Fault, width int, also ...said) []string {
	st := s.m.styles
	more := append([]said{{"", f.What, st.Error}, {"", f.Meaning, st.Text}}, also...)
	if f.Advice != "" {
		more = append(more, said{"→ ", f.Advice, st.Strong})
	}
	return s.entry("✗", st.Error, label, width, more...)
}

// said is a text with a mark in front, which the lines after the first leave
// room for, and its looks.
type said struct {
	mark, text string
	style      lipgloss.Style
}

// entry sets a mark, a label and what is said about it, each from a new line
// on, in a column of its own, or below the label where that would be too narrow.
func (s *doctorScreen) entry(mark string, markStyle lipgloss.Style, label string, width int, all ...said) []string {
	st := s.m.styles
	left := s.label(width)
	room := width - 2*margin - 4 - left
	lead := indent + " " + markStyle.Render(mark) + " "
	var lines []string
	head := lead + st.Dim.Render(render.Pad(render.Cut(render.Clean(label), left-1), left, false))
	if room < 30 {
		lines = append(lines, lead+st.Dim.Render(render.Cut(render.Clean(label), max(width-2*margin-3, 1))))
		left, room = 2, width-2*margin-6
		head = strings.Repeat(" ", ansi.StringWidth(lead)+left)
	}
	blank := strings.Repeat(" ", ansi.StringWidth(lead)+left)
	for _, what := range all {
		mark := what.mark
		for _, line := range wrap(render.Clean(what.text), max(room-ansi.StringWidth(mark), 1)) {
			lines = append(lines, head+what.style.Render(mark+line))
			head, mark = blank, strings.Repeat(" ", ansi.StringWidth(mark))
		}
	}
	return lines
}
