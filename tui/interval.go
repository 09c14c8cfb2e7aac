package tui

import (
	"errors"
	"fmt"
	"strings"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"cbtmap/fetch/vcenter"
)

// intervalScreen asks from when until when. The rows are a line of time:
// everything allocated, the snapshots from the oldest to the newest, now.
type intervalScreen struct {
	m      *Model
	detail vcenter.Detail
	disk   vcenter.Disk

	cursor, top     int // row under the cursor, first row in view
	rowsTop, height int // where body put the rows, and how many

	begin, end int    // rows; begin is pastedRow for a pasted changeId
	pasted     string // changeId, "" without one
	input      textinput.Model
	asking     bool // the field has the keyboard

	again reading
	right right
}

// pastedRow stands for the changeId in the field.
const pastedRow = -1

func newIntervalScreen(m *Model) *intervalScreen {
	return &intervalScreen{m: m, input: newInput("", "52 de c0 d9 …/81")}
}

func (s *intervalScreen) restyle() { s.input.SetStyles(inputStyles(s.m.styles)) }

// set takes a disk and chooses the newest interval that can be asked for. A
// disk that was already chosen keeps its choice.
func (s *intervalScreen) set(d vcenter.Detail, disk vcenter.Disk) error {
	if len(d.Snapshots) == 0 && d.CheckEnd(disk, vcenter.Snapshot{}) != nil {
		if d.SnapshotsWithheld() {
			return unseen("snapshots", vmName(d.VM))
		}
		return errors.New("this VM has no snapshot, so there is no end to ask for: take a snapshot first, or power the VM off")
	}
	if s.detail.MoID == d.MoID && s.disk.Key == disk.Key {
		s.keep(d, disk)
		return nil
	}
	s.detail, s.disk = d, disk
	s.top, s.pasted, s.asking = 0, "", false
	s.input.Reset()
	s.choosePreset()
	return nil
}

// choosePreset chooses the newest interval that can be asked for.
func (s *intervalScreen) choosePreset() {
	d := s.detail
	s.end = s.now()
	if iv, err := d.FindInterval(s.disk, "", ""); err == nil { // as report does
		s.choose(iv)
		return
	}
	for row := s.now(); row > 0; row-- {
		if s.endFault(row) == nil {
			s.end = row
			break
		}
	}
	if s.end == s.now() && s.endFault(s.end) != nil && len(d.Snapshots) > 0 {
		s.end = s.now() - 1 // nothing works: the row's reason says why
	}
	s.begin = s.nearestBegin()
	s.cursor = max(s.begin, 0)
}

// choose takes an interval that the command line named.
func (s *intervalScreen) choose(iv vcenter.Interval) {
	s.end = s.now()
	for i, sn := range s.detail.Snapshots {
		if sn.MoID == iv.To.MoID {
			s.end = i + 1
		}
	}
	s.begin, s.pasted = s.rowOf(iv), iv.FromChangeID
	s.cursor = max(s.begin, 0)
	s.leaveField()
}

// now is the row of the current state, the last one.
func (s *intervalScreen) now() int { return len(s.detail.Snapshots) + 1 }

// toName is a row as an end, in the words of vcenter.Detail.FindInterval.
func (s *intervalScreen) toName(row int) string {
	if row == s.now() {
		return vcenter.Current
	}
	return s.detail.Snapshots[row-1].MoID
}

func (s *intervalScreen) fromName(row int) string {
	switch row {
	case pastedRow:
		return s.pasted
	case 0:
		return vcenter.Everything
	}
	return s.detail.Snapshots[row-1].MoID
}

// endFault is why a row cannot be the end, nil if it can.
func (s *intervalScreen) endFault(row int) error {
	if row == 0 {
		return errors.New("everything allocated is a beginning, not an end: press b to begin here")
	}
	to := vcenter.Snapshot{}
	if row < s.now() {
		to = s.detail.Snapshots[row-1]
	}
	return s.detail.CheckEnd(s.disk, to)
}

// beginFault is why a row cannot be the beginning of an interval up to the
// chosen end, nil if it can.
func (s *intervalScreen) beginFault(row int) error {
	if row == s.now() {
		return errors.New("the current state is an end, not a beginning: press e to end here")
	}
	if row >= s.end {
		return errors.New("the beginning has to be older than the end: move the end first, with e on a newer row")
	}
	_, err := s.ask(row)
	return err
}

// ask makes the interval from a row to the chosen end.
func (s *intervalScreen) ask(from int) (vcenter.Interval, error) {
	return s.detail.FindInterval(s.disk, s.toName(s.end), s.fromName(from))
}

// nearestBegin is the newest row before the end that works, or everything.
func (s *intervalScreen) nearestBegin() int {
	for row := s.end - 1; row > 0; row-- {
		if s.beginFault(row) == nil {
			return row
		}
	}
	return 0
}

// chosen is the interval as it stands.
func (s *intervalScreen) chosen() (vcenter.Interval, error) {
	if err := s.endFault(s.end); err != nil {
		return vcenter.Interval{}, err
	}
	return s.ask(s.begin)
}

func (s *intervalScreen) explore() tea.Cmd {
	iv, err := s.chosen()
	if err != nil {
		s.m.status.fail(advise(err, otherRow))
		return nil
	}
	s.leaveReading()
	s.m.show(s.m.explorer)
	return s.m.explorer.open(iv)
}

// inspect looks at what tracking needs for the interval as it is chosen; one
// that cannot be asked for still leaves the machine and the disk to look at.
func (s *intervalScreen) inspect() tea.Cmd {
	s.leaveReading()
	disk := []vcenter.Disk{s.disk}
	iv, err := s.chosen()
	if err != nil {
		return s.m.doctor.open(s.detail, disk, nil, err)
	}
	return s.m.doctor.open(s.detail, disk, &iv, nil)
}

func (s *intervalScreen) typing() bool { return s.asking }

func (s *intervalScreen) back() tea.Cmd {
	s.leaveReading()
	s.leaveInquiry()
	s.m.show(s.m.disks)
	return nil
}

func (s *intervalScreen) press(msg tea.KeyPressMsg) tea.Cmd {
	if s.asking {
		return s.pressField(msg)
	}
	k := s.m.keys.Interval
	switch {
	case key.Matches(msg, k.Up):
		s.move(-1)
	case key.Matches(msg, k.Down):
		s.move(+1)
	case key.Matches(msg, k.Top):
		s.move(-s.now())
	case key.Matches(msg, k.Bottom):
		s.move(+s.now())
	case key.Matches(msg, k.Begin):
		s.setBegin(s.cursor)
	case key.Matches(msg, k.End):
		s.setEnd(s.cursor)
	case key.Matches(msg, k.Paste):
		s.asking = true
		return s.input.Focus()
	case key.Matches(msg, k.Explore):
		return s.explore()
	case key.Matches(msg, k.Doctor):
		return s.inspect()
	case key.Matches(msg, k.Refresh):
		return s.refresh()
	}
	return nil
}

func (s *intervalScreen) move(by int) { s.cursor = max(0, min(s.cursor+by, s.now())) }

func (s *intervalScreen) setBegin(row int) {
	if err := s.beginFault(row); err != nil {
		s.m.status.fail(advise(err, otherRow))
		return
	}
	s.begin = row
	s.leaveField()
}

// otherRow is the advice for a row that cannot be what it was asked to be.
const otherRow = "choose another row, or press c and paste a changeId"

func (s *intervalScreen) setEnd(row int) {
	if err := s.endFault(row); err != nil {
		s.m.status.fail(advise(err, otherRow))
		return
	}
	s.end = row
	if _, err := s.ask(s.begin); s.begin >= s.end || err != nil {
		s.begin = s.nearestBegin()
		s.m.status.tell("the beginning moved along, to " + s.rowName(s.begin))
	}
	s.leaveField()
}

// rowName is a row in words.
func (s *intervalScreen) rowName(row int) string {
	switch row {
	case pastedRow:
		return "the pasted changeId"
	case 0:
		return "everything allocated"
	case s.now():
		return "the current state"
	}
	return s.detail.Snapshots[row-1].Name
}

// pressField edits the pasted changeId; enter takes it as the beginning.
func (s *intervalScreen) pressField(msg tea.KeyPressMsg) tea.Cmd {
	switch msg.String() {
	case "esc":
		s.leaveField()
		return nil
	case "enter":
		s.takePasted()
		return nil
	}
	var cmd tea.Cmd
	s.input, cmd = s.input.Update(msg)
	return cmd
}

// leaveField gives the keyboard back; the field keeps a changeId only if it is
// the beginning.
func (s *intervalScreen) leaveField() {
	s.asking = false
	s.input.Blur()
	s.input.Reset()
	if s.begin == pastedRow {
		s.input.SetValue(s.pasted)
	}
}

// takePasted makes the changeId in the field the beginning, if it can be one.
// One that cannot stays in the field, to be mended.
func (s *intervalScreen) takePasted() {
	value := strings.TrimSpace(s.input.Value())
	switch {
	case value == "":
		if s.begin == pastedRow {
			s.begin = s.nearestBegin()
		}
		s.leaveField()
		return
	case value != vcenter.Everything && !strings.Contains(value, "/"):
		s.m.status.fail(fmt.Errorf("%q is no changeId: paste one as a backup's log has it, UUID/number, or * for everything allocated", value))
		return
	}
	iv, err := s.detail.FindInterval(s.disk, s.toName(s.end), value)
	if err != nil {
		s.m.status.fail(advise(err, "paste another, or esc and choose a row"))
		return
	}
	s.pasted, s.begin = iv.FromChangeID, s.rowOf(iv)
	s.leaveField()
}

// rowOf is the row that begins an interval, if one does.
func (s *intervalScreen) rowOf(iv vcenter.Interval) int {
	if iv.FromChangeID == vcenter.Everything {
		return 0
	}
	for row := 1; row < s.end; row++ {
		if at, err := s.ask(row); err == nil && at.FromChangeID == iv.FromChangeID {
			return row
		}
	}
	return pastedRow
}

// mend puts a beginning that could not be taken into the field: it was asked
// for, so enter must not explore another.
func (s *intervalScreen) mend(from string) {
	if from != "" {
		s.write(from)
	}
}

// write gives the field the keyboard, with a text to go on from.
func (s *intervalScreen) write(text string) {
	s.asking = true
	s.input.SetValue(text)
	s.input.CursorEnd()
	s.input.Focus()
}

// paste works whether the field has the keyboard or not: what else could be
// meant by pasting here.
func (s *intervalScreen) paste(msg tea.PasteMsg) tea.Cmd {
	s.asking = true
	s.input.Reset() // it replaces what is there
	s.input.Focus()
	var cmd tea.Cmd
	s.input, cmd = s.input.Update(msg)
	return cmd
}

func (s *intervalScreen) mouse(msg tea.MouseMsg, at spot) tea.Cmd {
	switch msg := msg.(type) {
	case tea.MouseWheelMsg:
		if msg.Button == tea.MouseWheelUp {
			s.move(-1)
		} else if msg.Button == tea.MouseWheelDown {
			s.move(+1)
		}
	case tea.MouseClickMsg:
		row := s.top + at.y - s.rowsTop
		if at.y >= s.rowsTop && at.y < s.rowsTop+s.height && row <= s.now() {
			s.cursor = row
		}
	}
	return nil
}

func (s *intervalScreen) crumbs() []string {
	return []string{s.m.host(), vmName(s.detail.VM), diskName(s.disk), "interval"}
}

// diskName is a disk's label with the volumes on it.
func diskName(d vcenter.Disk) string {
	if len(d.Volumes) == 0 {
		return d.Label
	}
	return d.Label + " " + volumeNames(d.Volumes)
}

func (s *intervalScreen) hints() []key.Binding {
	if s.asking {
		return []key.Binding{bind("enter", "begin with it"), bind("esc", "leave the field")}
	}
	k := s.m.keys.Interval
	return []key.Binding{
		bind("↑↓", "move"), k.Explore, short(k.Begin, "begin"), short(k.End, "end"), short(k.Refresh, "read again"),
		short(k.Paste, "paste"), short(k.Doctor, "inspect"), s.m.keys.Global.Back,
	}
}
