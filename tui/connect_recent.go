package tui

import (
	"path/filepath"

	tea "charm.land/bubbletea/v2"

	"cbtmap/render"
)

// mostRecent is how many files the connect screen offers at most: more than a few
// are better named on the command line.
const mostRecent = 5

// recalledMsg are the files that may be worth opening again.
type recalledMsg struct{ recent []Recent }

// recall looks for files to offer; they may lie on a slow disk.
func (s *connectScreen) recall() tea.Cmd {
	recent := s.m.opts.Recent
	if recent == nil || s.m.opts.OpenFile == nil {
		return nil
	}
	return func() tea.Msg { return recalledMsg{recent()} }
}

func (s *connectScreen) recalled(msg recalledMsg) {
	s.recent = msg.recent[:min(len(msg.recent), mostRecent)]
	if last := lineRecent + len(s.recent) - 1; s.focus > last {
		s.focus = last
	}
}

// recentLines are the files that are offered.
func (s *connectScreen) recentLines(width int) []string {
	var lines []string
	for i, r := range s.recent {
		name := "open " + render.Clean(filepath.Base(r.Path))
		if r.Note != "" {
			name += "  " + render.Clean(r.Note)
		}
		lines = append(lines, s.line(lineRecent+i, render.Cut(name, max(width-4, 1))))
	}
	return lines
}
