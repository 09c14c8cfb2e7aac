package tui

import (
	tea "charm.land/bubbletea/v2"

	"cbtmap/fetch/vcenter"
)

// right is whether the account may ask about the changes of a machine's disks.
// It is looked up in the background, and until it is known that it may not,
// nothing is said: the server has the last word when it is asked.
type right struct {
	gen    int
	stop   func()         // nil while nothing is asked
	vm     string         // managed object id of the machine that it is about
	denied *vcenter.Check // the check that failed, nil if it did not
}

// rightCheck is the stable name of that check.
const rightCheck = "privilege"

// inquire asks for the account's right.
func (s *intervalScreen) inquire() tea.Cmd {
	s.leaveInquiry()
	if s.right.vm != s.detail.MoID {
		s.right = right{vm: s.detail.MoID}
	}
	ctx, cancel := s.m.work()
	s.right.gen, s.right.stop = s.m.next(), cancel
	return checkCmd(ctx, s.right.gen, s.m.server, s.detail, []vcenter.Disk{s.disk}, nil)
}

func (s *intervalScreen) leaveInquiry() {
	if s.right.stop != nil {
		s.right.stop()
	}
	s.right.stop = nil
}

// told takes the answer in. An error, or a server that does not tell, is no
// answer.
func (s *intervalScreen) told(msg checksReadyMsg) {
	if s.right.stop == nil || msg.gen != s.right.gen {
		return
	}
	s.leaveInquiry()
	if msg.err != nil {
		return
	}
	for _, c := range msg.checks {
		if c.ID != rightCheck || c.Result == vcenter.CheckUnknown {
			continue
		}
		s.right.denied = nil
		if c.Result == vcenter.CheckFail {
			s.right.denied = &c
		}
	}
}
