package tui

import (
	"cmp"
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"cbtmap/fetch/vcenter"
)

// start begins on a new connection: with the VM that the command line named, or
// with the inventory.
func (s *vmsScreen) start() tea.Cmd {
	s.stop()
	s.all, s.names, s.shown, s.loaded, s.again, s.stale, s.failed = nil, nil, nil, false, false, false, false
	if name := s.m.pick.VM; name != "" {
		s.m.pick.VM = ""
		var ctx context.Context
		ctx, s.cancel = s.m.work()
		s.gen, s.picking = s.m.next(), name
		return pickCmd(ctx, s.gen, s.m.server, name)
	}
	return s.load()
}

// load asks for the inventory. One that is there already stays until the new one is.
func (s *vmsScreen) load() tea.Cmd {
	if chosen := s.chosen(); chosen != "" {
		s.want = chosen
	}
	s.again = len(s.all) > 0 && (s.again || !s.loading)
	s.stop()
	var ctx context.Context
	ctx, s.cancel = s.m.work()
	s.gen, s.loading, s.loaded, s.stale, s.fresh = s.m.next(), true, true, false, nil
	if !s.again {
		s.failed = false
		s.set(nil, "")
	}
	return listCmd(ctx, s.gen, s.m.server)
}

func (s *vmsScreen) stop() {
	if s.cancel != nil {
		s.cancel()
	}
	s.cancel, s.loading, s.picking = nil, false, ""
}

// picked goes on with the VM of the command line, or falls back to the list.
func (s *vmsScreen) picked(msg vmPickedMsg) tea.Cmd {
	if msg.gen != s.gen || s.picking == "" {
		return nil
	}
	s.stop()
	if msg.err != nil {
		s.m.pick = Pick{}
		cmd := s.load()
		s.m.status.fail(msg.err)
		return cmd
	}
	s.want = msg.detail.MoID
	s.m.show(s.m.disks)
	s.m.disks.set(msg.detail)
	return s.m.disks.pick()
}

func (s *vmsScreen) listed(msg vmsListedMsg) tea.Cmd {
	if msg.gen != s.gen {
		return nil
	}
	chosen := s.chosen()
	if chosen == "" {
		chosen = s.want
	}
	switch {
	case !s.again:
		s.set(append(s.all, msg.vms...), chosen)
	default:
		s.fresh = append(s.fresh, msg.vms...)
		if !msg.done {
			break
		}
		if msg.err == nil || s.failed && len(s.fresh) >= len(s.all) { // a part replaces none but a smaller one
			s.set(s.fresh, chosen)
			s.failed = false
		}
		s.fresh = nil
	}
	if msg.done {
		s.stop()
		if msg.err != nil && s.m.opts.Context.Err() == nil {
			s.failed, s.stale = s.failed || !s.again, s.again
			if s.m.shown != s || !s.m.distrusts(msg.err, s.load) {
				s.m.status.fail(msg.err)
			}
		}
		return nil
	}
	return msg.next
}

// set takes a list over, and stands on the VM that was chosen.
func (s *vmsScreen) set(vms []vcenter.VM, chosen string) {
	s.all = vms
	slices.SortFunc(s.all, func(a, b vcenter.VM) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.MoID, b.MoID))
	})
	s.names = s.names[:0]
	for _, vm := range s.all {
		s.names = append(s.names, strings.ToLower(vm.Name))
	}
	s.refilter(chosen)
}
