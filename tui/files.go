package tui

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
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
	shown []int    // those that the filter lets through
	gen   int

	filter    textinput.Model
	filtering bool // the filter is being typed
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
	s.filter = newInput("/", "a part of a name")
	s.choose()
	return s
}

// choose lists the files whose name, or whose disk's, has all words of the filter.
func (s *filesScreen) choose() {
	words := strings.Fields(strings.ToLower(s.filter.Value()))
	s.shown = s.shown[:0]
	for i := range s.files {
		cells, _ := s.cells(i)
		text := strings.ToLower(s.files[i].Name + " " + strings.Join(cells, " "))
		if !slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(text, word) }) {
			s.shown = append(s.shown, i)
		}
	}
	s.table.resize(len(s.shown))
}

// start looks into the files that have not been looked into, one after another.
func (s *filesScreen) start() tea.Cmd {
	s.gen = s.m.next()
	return s.look()
}

func (s *filesScreen) look() tea.Cmd {
	for i, f := range s.files {
		if !s.seen[i].done && !f.Once {
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
	s.choose()
	return s.look()
}

// refused keeps why a file could not be opened; it is false if that is none of
// these.
func (s *filesScreen) refused(f File, err error) bool {
	for i := range s.files {
		if s.files[i].Name == f.Name {
			s.seen[i] = glance{done: true, err: err}
			return true
		}
	}
	return false
}

func (s *filesScreen) typing() bool { return s.filtering }

func (s *filesScreen) note(int) string {
	if len(s.shown) < len(s.files) {
		return s.m.styles.Dim.Render(fmt.Sprintf("%d of %d files", len(s.shown), len(s.files)))
	}
	return ""
}

func (s *filesScreen) crumbs() []string { return []string{"files"} }

func (s *filesScreen) back() tea.Cmd {
	if s.filter.Value() != "" {
		s.filter.Reset()
		s.choose()
		return nil
	}
	s.m.show(s.m.connect)
	return s.m.connect.recall()
}

func (s *filesScreen) press(msg tea.KeyPressMsg) tea.Cmd {
	if s.filtering {
		return s.pressFilter(msg)
	}
	k := s.m.keys.Lists
	switch {
	case key.Matches(msg, k.Open):
		return s.open()
	case key.Matches(msg, k.Filter):
		s.filtering = true
		s.filter.SetStyles(inputStyles(s.m.styles))
		return s.filter.Focus()
	case key.Matches(msg, k.Refresh):
		clear(s.seen)
		return s.start()
	}
	moveIn(&s.table, msg, k)
	return nil
}

// pressFilter edits the filter; the list follows.
func (s *filesScreen) pressFilter(msg tea.KeyPressMsg) tea.Cmd {
	var cmd tea.Cmd
	switch msg.String() {
	case "esc":
		s.filter.Reset()
		s.filtering = false
	case "enter":
		s.filtering = false
	default:
		s.filter, cmd = s.filter.Update(msg)
	}
	s.choose()
	return cmd
}

func (s *filesScreen) prompt(width int) string {
	if !s.filtering && s.filter.Value() == "" {
		return ""
	}
	s.filter.SetWidth(max(width-2*margin-4, 1))
	return indent + s.filter.View()
}

func (s *filesScreen) open() tea.Cmd {
	if len(s.shown) == 0 {
		return nil
	}
	return s.m.explorer.openFile(s.files[s.shown[s.table.cursor]])
}

const filesTop = 3

func (s *filesScreen) mouse(msg tea.MouseMsg, at spot) tea.Cmd {
	return mouseIn(&s.table, msg, at.y-filesTop, s.open)
}

func (s *filesScreen) hints() []key.Binding {
	k := s.m.keys.Lists
	if s.filtering {
		return []key.Binding{bind("enter", "keep the filter"), bind("esc", "show all")}
	}
	return []key.Binding{bind("↑↓", "move"), k.Open, k.Filter, k.Refresh, s.m.keys.Global.Back, s.m.keys.Global.Quit}
}

func (s *filesScreen) body(width, height int) []string {
	st := s.m.styles
	lines := []string{"", indent + "  " + st.Strong.Render("Which file?"), ""}
	var why []string
	if len(s.shown) == 0 {
		return append(lines, indent+"  "+st.Dim.Render("no file has that in its name; esc shows all"))
	}
	if at := s.seen[s.shown[s.table.cursor]]; at.err != nil {
		f := fault.Of(at.err)
		why = marked("✗ ", f.What, width-4, st.Error)
		if f.Advice != "" {
			why = append(why, marked("→ ", f.Advice, width-4, st.Strong)...)
		}
		why = append([]string{""}, why...)
	}
	room := max(height-len(lines)-len(why), tableHead+1)
	list := min(len(s.shown)+tableHead, room)
	lines = append(lines, s.table.draw(width, list, st, func(i int) ([]string, bool) { return s.cells(s.shown[i]) })...)
	return append(lines, why...)
}

func (s *filesScreen) cells(i int) (cells []string, faint bool) {
	g := s.seen[i]
	cells = []string{filepath.Base(s.files[i].Name), "", "", "", ""}
	if s.files[i].Name == "-" {
		cells[0] = "standard input"
	}
	switch {
	case s.files[i].Once:
		cells[4] = "a pipe"
		return cells, false
	case !g.done:
		cells[4] = "…"
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
