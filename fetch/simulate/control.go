package simulate

import (
	"fmt"
	"net"
	"strings"
	"time"
)

// Fail makes questions about changed areas go wrong from now on. A spec is
//
//	NAME[@VM][:FROM][*COUNT]
//
// with a name of FaultNames, the name of a VM (all VMs if there is none), the
// first question that it concerns, counted from 1 and from now (the first), and
// how many it concerns (all of them). "http503@sql01:3*2" answers the third and
// fourth question about disks of sql01 with status 503. Of several faults that
// concern one question, the first one asked for is shown. A spec that is none
// is a *FaultError.
func (s *Server) Fail(spec string) error {
	r, err := parseRule(spec)
	if err != nil {
		return err
	}
	if r.vm != "" && s.actor(r.vm) == nil {
		return &FaultError{spec, "no virtual machine is named \"" + strings.ToValidUTF8(r.vm, "?") + "\"; give one of the inventory, such as sql01"}
	}
	if r.leaf != nil {
		return s.certificates.show(r.leaf)
	}
	s.faults.add(r)
	return nil
}

// Mend ends all that Fail and Options.Fail have begun.
func (s *Server) Mend() {
	s.faults.clear()
	_ = s.certificates.show(nil)
}

// Questions is how many questions about changed areas have reached the server,
// those included that were refused or never answered.
func (s *Server) Questions() int { return int(s.tracker.asked.Load()) }

// Sessions is how many sessions are open.
func (s *Server) Sessions() int { return s.sessions.count() }

// ExpireSessions ends all sessions, as a restart of the vCenter's services does,
// and tells how many there were. The clients are told at their next call.
func (s *Server) ExpireSessions() int { return s.sessions.endAll() }

// Interrupt drops every connection and answers no new one for so long, then
// serves again at the same address. It returns when that is so; sessions live
// on. An error means that the port was taken meanwhile, and nobody is served
// any more.
func (s *Server) Interrupt(d time.Duration) error {
	address := strings.TrimSuffix(strings.TrimPrefix(s.url, "https://"), "/sdk")
	if err := s.door.slam(); err != nil {
		return fmt.Errorf("cannot interrupt the simulated vCenter: %w", err)
	}
	pause := time.NewTimer(d)
	defer pause.Stop()
	select {
	case <-pause.C:
	case <-s.closing:
		return nil
	}
	l, err := net.Listen("tcp", address)
	if err != nil {
		return fmt.Errorf("%s%w: %s", cannotListen(address), plain(err), remedy(err))
	}
	s.door.open(l)
	return nil
}

// actor finds a VM by name, or nil.
func (s *Server) actor(name string) *actor {
	for _, a := range s.actors {
		if a.name == name {
			return a
		}
	}
	return nil
}
