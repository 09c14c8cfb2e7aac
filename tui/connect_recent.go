package tui

import (
	"errors"
	"io/fs"
	"path/filepath"
	"slices"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

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

// refused comes back to the list from a file of it that could not be opened, and says
// why. A file that has vanished is offered no more. It is false of any other file.
func (s *connectScreen) refused(f File, err error) bool {
	i := slices.IndexFunc(s.recent, func(r Recent) bool { return r.Path == f.Name })
	if i < 0 {
		return false
	}
	if errors.Is(err, fs.ErrNotExist) {
		s.recalled(recalledMsg{slices.Delete(slices.Clone(s.recent), i, i+1)})
	}
	s.m.show(s)
	s.m.status.fail(err)
	return true
}

// recentLines are the files that are offered.
func (s *connectScreen) recentLines(width int) []string {
	var lines []string
	for i, r := range s.recent {
		lines = append(lines, s.line(lineRecent+i, r.words(max(width-4, 1))))
	}
	return lines
}

// words are a file in so many columns. A folder is what tells it from others of its
// name: it has its room before the note has, and is cut at its beginning.
func (r Recent) words(columns int) string {
	name, note, folder := "open "+render.Clean(filepath.Base(r.Path)), render.Clean(r.Note), render.Clean(r.Folder)
	if folder == "" {
		return render.Cut(described(name, "  ", note), columns)
	}
	name = render.Cut(name, max(columns/2, 1))
	folder = cutBegin(folder, columns-ansi.StringWidth(name)-2)
	note = render.Cut(note, columns-ansi.StringWidth(name)-2-ansi.StringWidth(folder)-3)
	if ansi.StringWidth(note) < leastNote && note != render.Clean(r.Note) {
		note = ""
	}
	return described(name, "  ", described(note, " · ", folder))
}

// leastNote is how many columns of a note say something.
const leastNote = 4

// described puts two texts side by side, if there are two.
func described(a, between, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + between + b
}

// cutBegin cuts a text to so many columns at its beginning.
func cutBegin(text string, columns int) string {
	over := ansi.StringWidth(text) - columns
	if over <= 0 {
		return text
	}
	return render.Cut(ansi.TruncateLeft(text, over+1, "…"), max(columns, 0))
}
