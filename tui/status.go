package tui

import (
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"cbtmap/fetch/fault"
	"cbtmap/render"
)

// status is what the program has to say at the bottom of the screen, in place of
// the line of keys, until the next key. What is too long for a line takes more
// of them. A failure says what happened, what that means and what to do.
type status struct {
	fault.Fault
	bad   bool
	fetch bool // it is about the fetch, and true until that has ended well
}

func (s *status) clear()          { *s = status{} }
func (s *status) fail(err error)  { *s = status{Fault: fault.Of(err), bad: true} }
func (s *status) tell(say string) { *s = status{Fault: fault.Fault{What: say}} }

// tellOfFetch is for what the end of a fetch makes untrue.
func (s *status) tellOfFetch(say string) { s.tell(say); s.fetch = true }

// fetched takes back what is not true any more of a fetch that ended well.
func (s *status) fetched() {
	if s.fetch {
		s.clear()
	}
}

// empty tells whether there is nothing to say.
func (s status) empty() bool { return s.What == "" }

// lines wraps the status to the width. It takes half of the screen at most; what
// there is no room for is first what the failure means, then the end of what
// happened, but never what to do.
func (s status) lines(width, height int, st Styles) []string {
	if s.empty() {
		return nil
	}
	room, most := max(width-2*margin-2, 1), max(height/2, 1)
	style, mark := st.Strong, "· "
	if s.bad {
		style, mark = st.Error, "✗ "
	}
	what := marked(mark, s.What, room, style)
	advice := marked("→ ", s.Advice, room, st.Strong)
	meaning := marked("  ", s.Meaning, room, st.Text)
	if len(what)+len(meaning)+len(advice) > most {
		meaning = nil
	}
	if len(advice) >= most {
		advice = cutAfter(advice, max(most-1, 0), width-margin)
	}
	what = cutAfter(what, most-len(advice), width-margin)
	return append(append(what, meaning...), advice...)
}

// marked wraps a text, with a mark in front of its first line.
func marked(mark, text string, room int, style lipgloss.Style) []string {
	lines := wrap(render.Clean(text), room)
	for i, line := range lines {
		if i > 0 {
			mark = "  "
		}
		lines[i] = indent + style.Render(mark+line)
	}
	return lines
}

// cutAfter keeps the first lines, and says so if there are more.
func cutAfter(lines []string, most, width int) []string {
	if len(lines) <= most {
		return lines
	}
	lines = lines[:most]
	if most > 0 {
		lines[most-1] = ansi.Truncate(lines[most-1]+" …", width, "…")
	}
	return lines
}
