package tui

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"github.com/charmbracelet/x/ansi"

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
	s.vm, s.detail, s.loading, s.gen = vm, vcenter.Detail{VM: vm}, true, s.m.next()
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
	s.set(msg.detail)
	return s.pick()
}

func (s *disksScreen) set(d vcenter.Detail) {
	s.vm, s.detail = d.VM, d
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
	for i, d := range s.detail.Disks {
		if d.Key == disk.Key {
			s.table.cursor = i
		}
	}
	if err := s.open(); err != nil {
		s.m.status.fail(err)
		return nil
	}
	if !pick.interval() {
		return nil
	}
	iv, err := s.detail.FindInterval(disk, pick.To, pick.From)
	if err != nil {
		s.m.interval.mend(pick.From)
		s.m.status.fail(err)
		return nil
	}
	s.m.interval.choose(iv)
	return s.m.interval.explore()
}

// open goes on to the interval of the disk under the cursor.
func (s *disksScreen) open() error {
	if s.table.cursor >= len(s.detail.Disks) {
		return errors.New("this VM has no virtual disk: choose another VM")
	}
	disk := s.detail.Disks[s.table.cursor]
	if err := s.m.interval.set(s.detail, disk); err != nil {
		return err
	}
	s.m.show(s.m.interval)
	return nil
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
	if err := s.open(); err != nil {
		s.m.status.fail(err)
	}
	return nil
}

// inspect looks at what tracking needs for the disk under the cursor, or for the
// machine if it has none.
func (s *disksScreen) inspect() tea.Cmd {
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

func (s *disksScreen) crumbs() []string { return []string{s.m.host(), s.vm.Name, "disks"} }

func (s *disksScreen) note(width int) string {
	if s.loading {
		return s.m.styles.Dim.Render("asking …")
	}
	d := s.detail
	note := fmt.Sprintf("%s · tracking %s · %d snapshots", powerWord(d.Power), d.Tracking, len(d.Snapshots))
	if ansi.StringWidth(note) > width {
		note = fmt.Sprintf("%d snapshots", len(d.Snapshots))
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
		return append(lines, indent+"  "+st.Dim.Render("asking for the disks and snapshots of "+render.Clean(s.vm.Name)+" …"))
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

func (s *disksScreen) row(i int) (cells []string, faint bool) {
	d := s.detail.Disks[i]
	return []string{
		d.Label, render.Bytes(d.Capacity), orDash(d.Mode), volumeNames(d.Volumes), shortChangeID(d.ChangeID, 12), d.File,
	}, d.ChangeID == ""
}

// facts tells all about the disk under the cursor.
func (s *disksScreen) facts(width int) []string {
	st := s.m.styles
	d := s.detail.Disks[min(s.table.cursor, len(s.detail.Disks)-1)]
	var lines []string
	fact := func(label, value string) {
		if value != "" {
			lines = append(lines, indent+"  "+st.Dim.Render(render.Pad(label, 10, false))+
				st.Text.Render(render.Cut(render.Clean(value), max(width-2*margin-14, 1))))
		}
	}
	tracked := d.ChangeID
	if tracked == "" {
		tracked = "none: " + s.untracked(d)
	}
	fact("changeId", tracked)
	fact("file", d.File)
	fact("volumes", volumeSizes(d.Volumes))
	fact("backing", strings.Join(nonEmpty(d.Backing, d.Mode, sharing(d), d.RDM, d.Slot), " · "))
	fact("size", fmt.Sprintf("%s · %s bytes", render.Bytes(d.Capacity), render.Count(d.Capacity)))
	fact("uuid", d.UUID)
	return lines
}

// untracked says why a disk carries no changeId, as far as its own properties
// tell.
func (s *disksScreen) untracked(d vcenter.Disk) string {
	switch {
	case strings.HasPrefix(d.Mode, "independent"):
		return "independent disks cannot be tracked"
	case d.RDM == "physicalMode":
		return "physical raw device mappings cannot be tracked"
	case sharing(d) != "":
		return "shared disks cannot be tracked"
	case s.detail.Tracking == vcenter.No:
		return "change tracking is off for this VM"
	case d.Tracking == vcenter.No:
		return "change tracking is off for this disk"
	}
	return "the disk is not tracked yet; tracking begins at the next snapshot or power-on"
}

// sharing is a disk's sharing mode where there is something to say of it.
func sharing(d vcenter.Disk) string {
	if d.Sharing == "sharingNone" {
		return ""
	}
	return d.Sharing
}

func volumeNames(volumes []vcenter.Volume) string {
	var names []string
	for _, v := range volumes {
		names = append(names, v.Path)
	}
	return orDash(strings.Join(names, " "))
}

func volumeSizes(volumes []vcenter.Volume) string {
	var sizes []string
	for _, v := range volumes {
		sizes = append(sizes, fmt.Sprintf("%s %s, %s free", v.Path, render.Bytes(v.Capacity), render.Bytes(v.Free)))
	}
	return strings.Join(sizes, " · ")
}

// shortChangeID keeps the end of a changeId, which tells neighbours apart.
func shortChangeID(id string, width int) string {
	if id == "" {
		return "–"
	}
	if r := []rune(id); len(r) > width {
		return "…" + string(r[len(r)-width+1:])
	}
	return id
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

func nonEmpty(words ...string) []string {
	var out []string
	for _, w := range words {
		if w != "" {
			out = append(out, w)
		}
	}
	return out
}
