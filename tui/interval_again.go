package tui

import (
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"

	"cbtmap/fetch/vcenter"
	"cbtmap/render"
)

// reading is the machine being read again, while its rows stay on the screen.
type reading struct {
	gen  int
	stop func() // nil while nothing is read
}

// refresh reads the machine again: snapshots come and go.
func (s *intervalScreen) refresh() tea.Cmd {
	s.leaveReading()
	ctx, cancel := s.m.work()
	s.again = reading{gen: s.m.next(), stop: cancel}
	return detailCmd(ctx, s.again.gen, s.m.server, s.detail.MoID)
}

// leaveReading gives up what is being read: whoever goes on chose from what is
// on the screen.
func (s *intervalScreen) leaveReading() {
	if s.again.stop != nil {
		s.again.stop()
	}
	s.again = reading{}
}

// reread takes the machine in as it is now. Where there is nothing left to
// choose from, it goes back to the disks and says so.
func (s *intervalScreen) reread(msg detailLoadedMsg) tea.Cmd {
	if s.again.stop == nil || msg.gen != s.again.gen {
		return nil
	}
	s.leaveReading()
	if msg.err != nil {
		s.m.status.fail(msg.err) // what was read before stays, with its age
		return nil
	}
	d := msg.detail
	if d.Name == "" {
		d.Name = s.detail.Name
	}
	s.m.disks.set(d)
	typed, asking := s.input.Value(), s.asking
	disk, err := s.sameDisk(d)
	if err == nil {
		s.m.disks.standOn(disk)
		err = s.set(d, disk)
	}
	if err != nil {
		s.back()
		s.m.status.fail(err)
		return nil
	}
	if asking {
		s.write(typed)
	}
	return s.inquire()
}

// sameDisk is the chosen disk among those of now.
func (s *intervalScreen) sameDisk(d vcenter.Detail) (vcenter.Disk, error) {
	if d.DisksWithheld() {
		return vcenter.Disk{}, unseen("disks", vmName(d.VM))
	}
	for _, disk := range d.Disks {
		if disk.Key == s.disk.Key && (disk.ObjectID == s.disk.ObjectID || disk.ObjectID == "" || s.disk.ObjectID == "") {
			return disk, nil
		}
	}
	return vcenter.Disk{}, errors.New(render.Clean(s.disk.Label) + " is not there any more: choose another disk")
}

// keep takes the machine as it is now and leaves the choice where it still
// exists; what is gone is named.
func (s *intervalScreen) keep(d vcenter.Detail, disk vcenter.Disk) {
	ends := []string{s.toName(s.end)}
	if s.begin > 0 {
		ends = append(ends, s.fromName(s.begin))
	}
	at, begin := s.moment(s.cursor), s.moment(max(s.begin, 0))
	gone := s.goneFrom(d, ends)

	paste := ""
	if s.begin == pastedRow {
		paste = s.pasted
	}
	s.detail, s.disk = d, disk
	if end, there := s.rowAt(ends[0]); there {
		s.end = end
	} else {
		s.choosePreset()
	}
	row, there := s.rowAt(begin)
	switch {
	case paste != "":
		s.begin, s.pasted = pastedRow, paste
	case there && row < s.end:
		s.begin = row
	default:
		s.begin = s.nearestBegin()
	}
	if row, there := s.rowAt(at); there {
		s.cursor = row
	}
	s.cursor = max(0, min(s.cursor, s.now()))
	s.leaveField()
	if len(gone) > 0 {
		s.m.status.tell(strings.Join(gone, " and ") + " " + isAre(len(gone)) + " gone: the interval is now from " + s.rowName(s.begin) + " to " + s.rowName(s.end))
	}
}

// moment is what a row stands for, in any list of snapshots.
func (s *intervalScreen) moment(row int) string {
	if row == s.now() {
		return vcenter.Current
	}
	return s.fromName(row)
}

// rowAt is the row of a moment, if it is still there.
func (s *intervalScreen) rowAt(moment string) (row int, ok bool) {
	for row := range s.now() + 1 {
		if s.moment(row) == moment {
			return row, true
		}
	}
	return 0, false
}

// goneFrom names the snapshots among ids that the machine has no more.
func (s *intervalScreen) goneFrom(d vcenter.Detail, ids []string) []string {
	var gone []string
	for _, old := range s.detail.Snapshots {
		here := func(now []vcenter.Snapshot) bool {
			for _, sn := range now {
				if sn.MoID == old.MoID {
					return true
				}
			}
			return false
		}
		for _, id := range ids {
			if id == old.MoID && !here(d.Snapshots) {
				gone = append(gone, render.Clean(old.Name))
			}
		}
	}
	return gone
}

func isAre(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}
