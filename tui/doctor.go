package tui

import (
	"context"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"cbtmap/fetch/vcenter"
	"cbtmap/render"
)

// doctorScreen shows what change tracking needs, and whether this machine, its
// disk and the chosen interval have it. It can be opened from the disks, the
// interval and the map, and goes back there.
type doctorScreen struct {
	m    *Model
	from screen // where esc goes back to

	vm    vcenter.Detail
	disks []vcenter.Disk    // those that are looked at, nil for all
	iv    *vcenter.Interval // nil if none is chosen, or none can be
	no    error             // why there is no interval, nil if nobody asked for one

	checks []vcenter.Check
	gen    int
	cancel context.CancelFunc

	top, most int // first line in view, and the last it can be
	height    int
}

func newDoctorScreen(m *Model) *doctorScreen { return &doctorScreen{m: m} }

// open shows the checks that need no server at once, and asks for the rest.
func (s *doctorScreen) open(vm vcenter.Detail, disks []vcenter.Disk, iv *vcenter.Interval, no error) tea.Cmd {
	s.from = s.m.shown
	s.vm, s.disks, s.iv, s.no = vm, disks, iv, no
	s.top = 0
	s.m.show(s)
	return s.check()
}

func (s *doctorScreen) check() tea.Cmd {
	s.stop()
	if s.ofFile() {
		s.checks = checksOf(s.m.explorer.file.header) // as they were then: nobody can be asked
		return nil
	}
	s.checks = vcenter.Diagnose(s.vm, s.disks, s.iv)
	var ctx context.Context
	ctx, s.cancel = s.m.work()
	s.gen = s.m.next()
	return checkCmd(ctx, s.gen, s.m.server, s.vm, s.disks, s.iv)
}

// ready takes the whole list in. What could be told without the server stands
// there already, so an error is only a word in the status line.
func (s *doctorScreen) ready(msg checksReadyMsg) tea.Cmd {
	if msg.gen != s.gen || s.cancel == nil {
		return nil
	}
	s.stop()
	s.checks = msg.checks
	if msg.err != nil && s.m.shown == s {
		s.m.status.fail(msg.err)
	}
	return nil
}

func (s *doctorScreen) stop() {
	if s.cancel != nil {
		s.cancel()
	}
	s.cancel = nil
}

func (s *doctorScreen) typing() bool { return false }

func (s *doctorScreen) back() tea.Cmd {
	s.stop()
	s.m.show(s.from)
	return nil
}

func (s *doctorScreen) press(msg tea.KeyPressMsg) tea.Cmd {
	l, e := s.m.keys.Lists, s.m.keys.Explorer
	switch {
	case key.Matches(msg, l.Up):
		s.scroll(-1)
	case key.Matches(msg, l.Down):
		s.scroll(+1)
	case key.Matches(msg, l.PageUp):
		s.scroll(-s.height)
	case key.Matches(msg, l.PageDown):
		s.scroll(+s.height)
	case key.Matches(msg, l.Top):
		s.scroll(-s.most)
	case key.Matches(msg, l.Bottom):
		s.scroll(+s.most)
	case key.Matches(msg, e.Doctor):
		return s.back()
	case key.Matches(msg, l.Refresh):
		return s.refresh()
	}
	return nil
}

// refresh looks again; on the map of a fetch that failed it also asks again.
func (s *doctorScreen) refresh() tea.Cmd {
	again := s.check()
	if s.from != s.m.explorer || len(s.m.explorer.fetched.failures) == 0 && s.m.explorer.fetched.err == nil {
		return again
	}
	return tea.Batch(again, s.m.explorer.retry())
}

func (s *doctorScreen) scroll(by int) { s.top = max(0, min(s.top+by, s.most)) }

func (s *doctorScreen) mouse(msg tea.MouseMsg, _ spot) tea.Cmd {
	if wheel, ok := msg.(tea.MouseWheelMsg); ok {
		switch wheel.Button {
		case tea.MouseWheelUp:
			s.scroll(-wheelRows)
		case tea.MouseWheelDown:
			s.scroll(+wheelRows)
		}
	}
	return nil
}

func (s *doctorScreen) crumbs() []string {
	if s.ofFile() {
		return s.m.explorer.crumbs()
	}
	crumbs := []string{s.m.host(), vmName(s.vm.VM)}
	if len(s.disks) == 1 {
		crumbs = append(crumbs, diskName(s.disks[0]))
	}
	return crumbs
}

// note counts the results.
func (s *doctorScreen) note(width int) string {
	st := s.m.styles
	count := map[vcenter.Result]int64{}
	for _, c := range s.checks {
		count[c.Result]++
	}
	switch {
	case s.ofFile() && s.m.explorer.fetched.done:
		return s.m.explorer.verdict()
	case s.cancel != nil:
		return st.Dim.Render("asking …")
	case count[vcenter.CheckFail] > 0:
		return st.Error.Render(render.Count(count[vcenter.CheckFail]) + " failed")
	case s.from == s.m.explorer && s.m.explorer.unanswered():
		return st.Error.Render("not all was answered")
	case len(s.checks) == 0:
		return ""
	case count[vcenter.CheckUnknown] > 0:
		return st.Warn.Render(render.Count(count[vcenter.CheckUnknown]) + " unknown")
	}
	return st.Accent.Render("all passed")
}

func (s *doctorScreen) hints() []key.Binding {
	again := short(s.m.keys.Lists.Refresh, "check again")
	if s.ofFile() {
		again = short(again, "read again")
	}
	return []key.Binding{
		bind("↑ ↓", "scroll"), again, s.m.keys.Global.Back, s.m.keys.Global.Quit,
	}
}
