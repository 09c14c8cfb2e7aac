package tui

import (
	"context"
	"errors"
	"fmt"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"github.com/charmbracelet/x/ansi"

	"cbtmap/fetch/fault"
	"cbtmap/fetch/vcenter"
	"cbtmap/render"
)

// disksScreen lists the disks of one VM, and below them all that is known of
// the one under the cursor.
type disksScreen struct {
	m      *Model
	table  table
	vm     vcenter.VM
	detail vcenter.Detail

	loading bool
	read    bool // detail is what the server said, and not only a row of the list
	gen     int
	cancel  context.CancelFunc
}

func newDisksScreen(m *Model) *disksScreen {
	return &disksScreen{
		m: m,
		table: table{columns: []column{
			{title: "disk", width: 11, grow: 24},
			{title: "capacity", width: 9, right: true},
			{title: "mode", width: 22, drop: 2},
			{title: "volumes", width: 14, drop: 1},
			{title: "changeId", width: 12, drop: 3},
			{title: "file", width: 20, grow: 60, drop: 4},
		}},
	}
}

// load asks for the disks and snapshots of a VM.
func (s *disksScreen) load(vm vcenter.VM) tea.Cmd {
	s.stop()
	var ctx context.Context
	ctx, s.cancel = s.m.work()
	if vm.MoID != s.vm.MoID {
		s.table.cursor = 0
	}
	s.vm, s.detail, s.loading, s.read, s.gen = vm, vcenter.Detail{VM: vm}, true, false, s.m.next()
	s.table.rows = 0
	return detailCmd(ctx, s.gen, s.m.server, vm.MoID)
}

func (s *disksScreen) stop() {
	if s.cancel != nil {
		s.cancel()
	}
	s.cancel, s.loading = nil, false
}

func (s *disksScreen) loaded(msg detailLoadedMsg) tea.Cmd {
	if msg.gen != s.gen || !s.loading {
		return nil
	}
	s.stop()
	if msg.err != nil {
		s.m.status.fail(msg.err)
		return nil
	}
	if msg.detail.Name == "" { // withheld: the list may have had it
		msg.detail.Name = s.vm.Name
	}
	s.set(msg.detail)
	return s.pick()
}

func (s *disksScreen) set(d vcenter.Detail) {
	s.vm, s.detail, s.read = d.VM, d, true
	s.table.resize(len(d.Disks))
}

// pick goes on as far as the command line says, once.
func (s *disksScreen) pick() tea.Cmd {
	pick := s.m.pick
	s.m.pick = Pick{}
	if pick.Disk == "" && !pick.interval() {
		return nil
	}
	disk, err := s.detail.FindDisk(pick.Disk)
	if err != nil {
		s.m.status.fail(err)
		return nil
	}
	s.standOn(disk)
	inquire, err := s.open()
	if err != nil {
		s.m.status.fail(err)
		return nil
	}
	if !pick.interval() {
		return inquire
	}
	iv, err := s.detail.FindInterval(disk, pick.To, pick.From)
	if err != nil {
		s.m.interval.mend(pick.From)
		s.m.status.fail(err)
		return inquire
	}
	s.m.interval.choose(iv)
	return tea.Batch(s.m.interval.explore(), inquire)
}

// standOn moves the cursor to a disk.
func (s *disksScreen) standOn(disk vcenter.Disk) {
	for i, d := range s.detail.Disks {
		if d.Key == disk.Key {
			s.table.cursor = i
		}
	}
}

// open goes on to the interval of the disk under the cursor.
func (s *disksScreen) open() (tea.Cmd, error) {
	switch {
	case !s.read:
		return nil, errors.New(s.unread())
	case s.detail.DisksWithheld():
		return nil, unseen("disks", vmName(s.vm))
	case s.table.cursor >= len(s.detail.Disks):
		return nil, errors.New("this VM has no virtual disk: choose another VM")
	}
	disk := s.detail.Disks[s.table.cursor]
	if err := s.m.interval.set(s.detail, disk); err != nil {
		return nil, err
	}
	s.m.show(s.m.interval)
	return s.m.interval.inquire(), nil
}

func (s *disksScreen) typing() bool { return false }

func (s *disksScreen) back() tea.Cmd {
	s.stop()
	s.m.show(s.m.vms)
	if !s.m.vms.loaded {
		return s.m.vms.load()
	}
	return nil
}

func (s *disksScreen) press(msg tea.KeyPressMsg) tea.Cmd {
	k := s.m.keys.Lists
	switch {
	case key.Matches(msg, k.Refresh):
		return s.load(s.vm)
	case key.Matches(msg, k.Open):
		return s.enter()
	case key.Matches(msg, s.m.keys.Explorer.Doctor) && !s.loading:
		return s.inspect()
	case msg.String() == "left" || msg.String() == "h":
		return s.back()
	}
	moveIn(&s.table, msg, k)
	return nil
}

func (s *disksScreen) enter() tea.Cmd {
	if s.loading {
		return nil
	}
	cmd, err := s.open()
	if err != nil {
		s.m.status.fail(err)
	}
	return cmd
}

// inspect looks at what tracking needs for the disk under the cursor, or for the
// machine if it has none.
func (s *disksScreen) inspect() tea.Cmd {
	if !s.read {
		s.m.status.fail(errors.New(s.unread()))
		return nil
	}
	var disks []vcenter.Disk
	if s.table.cursor < len(s.detail.Disks) {
		disks = s.detail.Disks[s.table.cursor : s.table.cursor+1]
	}
	return s.m.doctor.open(s.detail, disks, nil, nil)
}

const disksTop = 3

func (s *disksScreen) mouse(msg tea.MouseMsg, at spot) tea.Cmd {
	return mouseIn(&s.table, msg, at.y-disksTop, s.enter)
}

func (s *disksScreen) crumbs() []string { return []string{s.m.host(), vmName(s.vm), "disks"} }

func (s *disksScreen) note(width int) string {
	if s.loading {
		return s.m.styles.Dim.Render("asking …")
	}
	if !s.read {
		return s.m.styles.Error.Render("not read")
	}
	d := s.detail
	note := fmt.Sprintf("%s · tracking %s · %s", powerWord(d.Power), d.Tracking, snapshotCount(d))
	if ansi.StringWidth(note) > width {
		note = snapshotCount(d)
	}
	return s.m.styles.Dim.Render(note)
}

func (s *disksScreen) hints() []key.Binding {
	k := s.m.keys.Lists
	return []key.Binding{bind("↑↓", "move"), k.Open, short(s.m.keys.Explorer.Doctor, "inspect"), k.Refresh, s.m.keys.Global.Back, s.m.keys.Global.Quit}
}

func (s *disksScreen) body(width, height int) []string {
	st := s.m.styles
	lines := []string{"", indent + "  " + st.Strong.Render("Which disk?"), ""}
	switch {
	case s.loading:
		return append(lines, indent+"  "+st.Dim.Render("asking for the disks and snapshots of "+render.Clean(vmName(s.vm))+" …"))
	case !s.read:
		return append(lines, indent+"  "+st.Error.Render(render.Cut(s.unread(), width-4)))
	case s.detail.DisksWithheld():
		return append(lines, s.may(unseen("disks", vmName(s.vm)), width)...)
	case len(s.detail.Disks) == 0:
		return append(lines, indent+"  "+st.Dim.Render("this VM has no virtual disk; esc goes back"))
	}
	facts := s.facts(width)
	list := min(len(s.detail.Disks)+tableHead, height-len(lines))
	if room := height - len(lines) - len(facts) - 1; room > tableHead+2 {
		list = min(list, room)
	} else {
		facts = nil
	}
	lines = append(lines, s.table.draw(width, list, st, s.row)...)
	if facts != nil {
		lines = append(append(lines, ""), facts...)
	}
	return lines
}

// unread stands where nothing can be told of the machine yet.
func (s *disksScreen) unread() string {
	return "the disks and snapshots of " + render.Clean(vmName(s.vm)) + " could not be read; r asks again"
}

// may says what the account may not see, and what to do about it.
func (s *disksScreen) may(err error, width int) []string {
	st := s.m.styles
	f := fault.Of(err)
	var lines []string
	for _, line := range append(wrapStyled(render.Clean(f.What), width-4, st.Warn),
		wrapStyled(f.Meaning, width-4, st.Text)...) {
		lines = append(lines, indent+"  "+line)
	}
	for _, line := range wrapStyled("→ "+f.Advice, width-4, st.Strong) {
		lines = append(lines, indent+"  "+line)
	}
	return lines
}

func (s *disksScreen) row(i int) (cells []string, faint bool) {
	d := s.detail.Disks[i]
	return []string{
		d.Label, render.Bytes(d.Capacity), orDash(d.Mode), s.volumes(d), shortChangeID(d.ChangeID, 12), d.File,
	}, d.ChangeID == ""
}
