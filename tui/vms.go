package tui

import (
	"context"
	"fmt"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"github.com/charmbracelet/x/ansi"

	"cbtmap/fetch/vcenter"
	"cbtmap/render"
)

// vmsScreen lists the virtual machines, while they arrive and when they are all
// there, and filters them by name.
type vmsScreen struct {
	m      *Model
	table  table
	filter textinput.Model
	asking bool // the filter has the keyboard

	all   []vcenter.VM // by name
	fresh []vcenter.VM // of a list that is read again, until it can take the place of all
	again bool         // all was there before, and stays until then
	stale bool         // it could not be read again
	names []string     // their names in lower case, for the filter
	shown []int        // the rows of all that pass it

	want    string // MoID of the VM to stand on when it arrives
	failed  bool   // the list could not be read to its end
	loading bool
	loaded  bool // an inventory has been asked for on this connection
	picking string
	gen     int
	cancel  context.CancelFunc
}

func newVMsScreen(m *Model) *vmsScreen {
	return &vmsScreen{
		m: m,
		table: table{columns: []column{
			{title: "name", width: 14, grow: 32},
			{title: "power", width: 9, drop: 1},
			{title: "tracking", width: 8},
			{title: "disks", width: 5, right: true, drop: 2},
			{title: "snapshots", width: 9, right: true},
			{title: "newest snapshot", width: 16, drop: 3},
		}},
		filter: newInput("/", ""),
	}
}

func (s *vmsScreen) restyle() { s.filter.SetStyles(inputStyles(s.m.styles)) }

// chosen is the MoID of the row that the user moved to; "" for the first row,
// which stays the first whatever arrives.
func (s *vmsScreen) chosen() string {
	if s.table.cursor == 0 || s.table.cursor >= len(s.shown) {
		return ""
	}
	return s.all[s.shown[s.table.cursor]].MoID
}

// refilter applies the filter and leaves the cursor on the VM it was on.
func (s *vmsScreen) refilter(chosen string) {
	want := strings.ToLower(strings.TrimSpace(s.filter.Value()))
	s.shown = s.shown[:0]
	at := 0
	for i, name := range s.names {
		if strings.Contains(name, want) {
			if s.all[i].MoID == chosen {
				at = len(s.shown)
			}
			s.shown = append(s.shown, i)
		}
	}
	s.table.cursor = at
	s.table.resize(len(s.shown))
}

func (s *vmsScreen) typing() bool { return s.asking }

// back clears the filter first; from the plain list it goes to the connection.
func (s *vmsScreen) back() tea.Cmd {
	switch {
	case s.picking != "":
		return s.load()
	case s.filter.Value() != "":
		s.filter.Reset()
		s.refilter(s.chosen())
	default:
		s.m.show(s.m.connect)
	}
	return nil
}

func (s *vmsScreen) press(msg tea.KeyPressMsg) tea.Cmd {
	if s.asking {
		return s.ask(msg)
	}
	k := s.m.keys.Lists
	switch {
	case key.Matches(msg, k.Filter):
		s.asking = true
		return s.filter.Focus()
	case key.Matches(msg, k.Refresh):
		return s.load()
	case key.Matches(msg, k.Open):
		return s.open()
	}
	s.want = ""
	moveIn(&s.table, msg, k)
	return nil
}

// ask edits the filter; the list follows with every key.
func (s *vmsScreen) ask(msg tea.KeyPressMsg) tea.Cmd {
	switch msg.String() {
	case "esc":
		s.filter.Reset()
		s.leaveFilter()
	case "enter":
		s.leaveFilter()
		if len(s.shown) == 1 {
			return s.open()
		}
	case "up":
		s.table.move(-1)
		return nil
	case "down":
		s.table.move(+1)
		return nil
	default:
		var cmd tea.Cmd
		s.filter, cmd = s.filter.Update(msg)
		s.refilter("")
		return cmd
	}
	s.refilter(s.chosen())
	return nil
}

func (s *vmsScreen) leaveFilter() {
	s.asking = false
	s.filter.Blur()
}

func (s *vmsScreen) paste(msg tea.PasteMsg) tea.Cmd {
	if !s.asking {
		return nil
	}
	var cmd tea.Cmd
	s.filter, cmd = s.filter.Update(msg)
	s.refilter("")
	return cmd
}

func (s *vmsScreen) open() tea.Cmd {
	if s.table.cursor >= len(s.shown) {
		return nil
	}
	return s.m.selectVM(s.all[s.shown[s.table.cursor]])
}

// vmsTop is the line of the table in the body.
const vmsTop = 3

func (s *vmsScreen) mouse(msg tea.MouseMsg, at spot) tea.Cmd {
	return mouseIn(&s.table, msg, at.y-vmsTop, s.open)
}

func (s *vmsScreen) crumbs() []string {
	crumbs := []string{s.m.host()}
	if s.picking != "" {
		return append(crumbs, s.picking)
	}
	return append(crumbs, "virtual machines")
}

func (s *vmsScreen) note(width int) string {
	user := render.Clean(s.m.server.Server().User)
	if s.picking != "" { // one is looked for: how many came is not the question
		return s.m.styles.Dim.Render(render.Cut(user, width))
	}
	note := render.Count(int64(len(s.all))) + " VMs"
	if s.loading {
		note += " …"
	}
	if long := note + " · " + user; ansi.StringWidth(long) <= width {
		note = long
	}
	return s.m.styles.Dim.Render(note)
}

func (s *vmsScreen) hints() []key.Binding {
	if s.asking {
		return []key.Binding{bind("enter", "keep"), bind("esc", "clear"), bind("↑↓", "move")}
	}
	back := "connection"
	if s.filter.Value() != "" {
		back = "clear filter"
	}
	k := s.m.keys.Lists
	return []key.Binding{bind("↑↓", "move"), k.Open, k.Filter, k.Refresh, bind("esc", back), s.m.keys.Global.Quit}
}

func (s *vmsScreen) body(width, height int) []string {
	st := s.m.styles
	if s.picking != "" {
		return []string{"", indent + "  " + st.Dim.Render("looking for "+render.Clean(s.picking)+" …")}
	}
	lines := []string{"", s.filterLine(width), ""}
	lines = append(lines, s.table.draw(width, height-len(lines), st, s.row)...)
	if len(s.shown) == 0 {
		say := "waiting for the server …"
		switch {
		case len(s.all) > 0 && s.loading:
			say = "none of the " + render.Count(int64(len(s.all))) + " VMs so far has that in its name; more are coming"
		case len(s.all) > 0 && s.failed:
			say = "none of the " + render.Count(int64(len(s.all))) + " VMs that came has that in its name; r asks again"
		case len(s.all) > 0:
			say = "no VM has that in its name; esc clears the filter"
		case s.failed:
			say = "the list could not be read; r asks again"
		case !s.loading:
			say = "no VM to be seen: this account may lack the right to read any; r asks again"
		}
		lines = append(lines, indent+"  "+st.Dim.Render(render.Cut(say, width-4)))
	}
	return lines
}

// filterLine says how many of how many are shown.
func (s *vmsScreen) filterLine(width int) string {
	st := s.m.styles
	if !s.asking && s.filter.Value() == "" {
		line := indent + "  " + st.Strong.Render("Which virtual machine?")
		if s.stale {
			line += st.Warn.Render(render.Cut("   the list could not be read again: this is the one from before", max(width-26, 0)))
		}
		return line
	}
	s.filter.SetWidth(max(min(width-24, 40), 4))
	count := fmt.Sprintf("%s of %s", render.Count(int64(len(s.shown))), render.Count(int64(len(s.all))))
	field := exactly(s.filter.View(), 1+min(ansi.StringWidth(s.filter.Value())+1, s.filter.Width()+1))
	if !s.asking {
		field = st.Accent.Render("/") + st.Strong.Render(render.Clean(s.filter.Value()))
	}
	return indent + "  " + field + "   " + st.Dim.Render(count)
}

// row fades what has nothing to explore, and says unknown where the server was
// silent.
func (s *vmsScreen) row(i int) (cells []string, faint bool) {
	vm := s.all[s.shown[i]]
	return []string{
		vm.Name, powerWord(vm.Power), vm.Tracking.String(), countOr(vm.Disks), countOr(vm.Snapshots),
		s.newest(vm),
	}, vm.Tracking == vcenter.No || vm.Disks == 0 || vm.Snapshots == 0 && vm.Power == "poweredOn"
}

// newest is the time of the newest snapshot, "?" if snapshots are withheld.
func (s *vmsScreen) newest(vm vcenter.VM) string {
	if vm.Snapshots < 0 {
		return "?"
	}
	return s.m.when(vm.NewestSnapshot)
}

func powerWord(power string) string {
	switch power {
	case "":
		return "unknown"
	case "poweredOn":
		return "on"
	case "poweredOff":
		return "off"
	}
	return power
}

func countOr(n int) string {
	if n < 0 {
		return "?"
	}
	return render.Count(int64(n))
}

// when is a time as short as it is clear: the year only if it is another one.
func (m *Model) when(t time.Time) string {
	if t.IsZero() {
		return "–"
	}
	t = t.In(m.opts.Location)
	if t.Year() == m.opts.Now().In(m.opts.Location).Year() {
		return t.Format("2 Jan 15:04")
	}
	return t.Format("2 Jan 2006 15:04")
}

// host is the server's name for the crumbs.
func (m *Model) host() string {
	if m.server == nil {
		return ""
	}
	return m.server.Server().Host
}
