package tui

import (
	"cbtmap/render"
)

// status is a sentence at the bottom of the screen, in place of the line of
// keys, until the next key. What is too long for a line takes more of them.
type status struct {
	text string
	bad  bool
}

func (s *status) clear()          { *s = status{} }
func (s *status) fail(err error)  { *s = status{text: render.Clean(err.Error()), bad: true} }
func (s *status) tell(say string) { *s = status{text: render.Clean(say)} }

// lines wraps the status to the width, with its mark in front. It takes half of
// the screen at most: what to do stands at the end of a sentence.
func (s status) lines(width, height int, st Styles) []string {
	if s.text == "" {
		return nil
	}
	style, mark := st.Strong, "· "
	if s.bad {
		style, mark = st.Error, "✗ "
	}
	room := max(width-2*margin-2, 1)
	lines := wrap(s.text, room)
	if most := max(height/2, 1); len(lines) > most {
		lines = lines[:most]
		lines[most-1] = render.Cut(lines[most-1]+" …", room)
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
