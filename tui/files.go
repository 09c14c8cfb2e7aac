package tui

import (
	"context"
	"path/filepath"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"cbtmap/fetch/capture"
	"cbtmap/fetch/fault"
	"cbtmap/fetch/formats"
	"cbtmap/render"
)

// filesScreen lists the files that were given, with what is in them.
type filesScreen struct {
	m     *Model
	table table
	files []File
	seen  []glance // of each
	gen   int
}

// glance is what the first lines of a file say.
type glance struct {
	done   bool
	format formats.Format
	header capture.Header
	err    error
}

// glancedMsg is the answer about one file.
type glancedMsg struct {
	gen, file int
	glance
}

func newFilesScreen(m *Model) *filesScreen {
	s := &filesScreen{
		m:     m,
		files: m.opts.Files,
		seen:  make([]glance, len(m.opts.Files)),
		table: table{columns: []column{
			{title: "file", width: 16, grow: 48},
			{title: "disk", width: 26, grow: 44, drop: 1},
			{title: "interval", width: 27, drop: 3},
			{title: "capacity", width: 9, right: true, drop: 4},
			{title: "format", width: 15, grow: 22, drop: 2},
		}},
	}
	s.table.resize(len(s.files))
	return s
}

// start looks into the files that have not been looked into, one after another.
func (s *filesScreen) start() tea.Cmd {
	s.gen = s.m.next()
	return s.look()
}

func (s *filesScreen) look() tea.Cmd {
	for i, f := range s.files {
		if !s.seen[i].done && f.Name != "-" { // that can be read only once
			return glanceCmd(s.m.opts.Context, s.gen, i, f)
		}
	}
	return nil
}

func glanceCmd(ctx context.Context, gen, i int, f File) tea.Cmd {
	return func() tea.Msg {
		load, err := f.Open(ctx)
		if err != nil {
			return glancedMsg{gen, i, glance{done: true, err: err}}
		}
		defer load.Cancel()
		return glancedMsg{gen, i, glance{done: true, format: load.Format(), header: load.Header()}}
	}
}

func (s *filesScreen) glanced(msg glancedMsg) tea.Cmd {
	if msg.gen != s.gen {
		return nil
	}
	s.seen[msg.file] = msg.glance
	return s.look()
}

func (s *filesScreen) typing() bool     { return false }
func (s *filesScreen) note(int) string  { return "" }
func (s *filesScreen) crumbs() []string { return []string{"files"} }

func (s *filesScreen) back() tea.Cmd {
	s.m.show(s.m.connect)
	return s.m.connect.recall()
}

func (s *filesScreen) press(msg tea.KeyPressMsg) tea.Cmd {
	k := s.m.keys.Lists
	switch {
	case key.Matches(msg, k.Open):
		return s.open()
	case key.Matches(msg, k.Refresh):
		clear(s.seen)
		return s.start()
	}
	moveIn(&s.table, msg, k)
	return nil
}

func (s *filesScreen) open() tea.Cmd { return s.m.explorer.openFile(s.files[s.table.cursor]) }

const filesTop = 3

func (s *filesScreen) mouse(msg tea.MouseMsg, at spot) tea.Cmd {
	return mouseIn(&s.table, msg, at.y-filesTop, s.open)
}

func (s *filesScreen) hints() []key.Binding {
	k := s.m.keys.Lists
	return []key.Binding{bind("↑↓", "move"), k.Open, k.Refresh, s.m.keys.Global.Back, s.m.keys.Global.Quit}
}

func (s *filesScreen) body(width, height int) []string {
	st := s.m.styles
	lines := []string{"", indent + "  " + st.Strong.Render("Which file?"), ""}
	var why []string
	if at := s.seen[s.table.cursor]; at.err != nil {
		f := fault.Of(at.err)
		why = marked("✗ ", f.What, width-4, st.Error)
		if f.Advice != "" {
			why = append(why, marked("→ ", f.Advice, width-4, st.Strong)...)
		}
		why = append([]string{""}, why...)
	}
	room := max(height-len(lines)-len(why), tableHead+1)
	list := min(len(s.files)+tableHead, room)
	lines = append(lines, s.table.draw(width, list, st, s.row)...)
	return append(lines, why...)
}

func (s *filesScreen) row(i int) (cells []string, faint bool) {
	g := s.seen[i]
	cells = []string{filepath.Base(s.files[i].Name), "", "", "", ""}
	if s.files[i].Name == "-" {
		cells[0] = "standard input"
	}
	switch {
	case !g.done:
		return cells, false
	case g.err != nil:
		cells[4] = "cannot be read"
		return cells, true
	}
	iv := intervalOf(g.header)
	cells[1], cells[4] = joined(vmName(iv.VM.VM), diskName(iv.Disk)), g.format.Name
	if !iv.FromTime.IsZero() || !iv.ToTime.IsZero() {
		cells[2] = s.m.when(iv.FromTime) + " → " + s.m.when(iv.ToTime)
	}
	if g.header.Capacity > 0 {
		cells[3] = render.Bytes(g.header.Capacity)
	}
	return cells, false
}

// joined sets what there is of a way side by side.
func joined(names ...string) string {
	way := ""
	for _, n := range names {
		switch {
		case n == "":
		case way == "":
			way = n
		default:
			way += " › " + n
		}
	}
	return way
}
