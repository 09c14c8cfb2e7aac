package tui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"cbtmap/render"
)

// status is a sentence at the bottom of the screen, in place of the line of
// keys, until the next key. What is too long for a line takes more of them.
type status struct {
	text string
	bad  bool
}

// statusLines is how much of the screen a status may take.
const statusLines = 4

func (s *status) clear()          { *s = status{} }
func (s *status) fail(err error)  { *s = status{text: render.Clean(err.Error()), bad: true} }
func (s *status) tell(say string) { *s = status{text: render.Clean(say)} }

// lines wraps the status to the width, with its mark in front.
func (s status) lines(width int, st Styles) []string {
	if s.text == "" {
		return nil
	}
	style, mark := st.Strong, "· "
	if s.bad {
		style, mark = st.Error, "✗ "
	}
	room := max(width-2*margin-2, 1)
	lines := strings.Split(ansi.Wrap(s.text, room, ""), "\n")
	if len(lines) > statusLines {
		lines = lines[:statusLines]
		lines[statusLines-1] = render.Cut(lines[statusLines-1]+" …", room)
	}
	for i, line := range lines {
		lead := "  "
		if i == 0 {
			lead = mark
		}
		lines[i] = indent + style.Render(lead+line)
	}
	return lines
}
