package simulate

import "time"

// Fail makes questions about changed areas go wrong from now on. A spec is
//
//	NAME[@VM][:FROM][*TIMES]
//
// with a name of FaultNames, the name of a VM (all VMs if there is none), the
// first question that it concerns, counted from 1 and from now (the first), and
// how many it concerns (all of them). "http503@sql01:3*2" answers the third and
// fourth question about disks of sql01 with status 503. Of several faults that
// concern one question, the first one asked for is shown.
func (s *Server) Fail(spec string) error { return nil }

// Mend ends all that Fail and Options.Fail have begun.
func (s *Server) Mend() {}

// Questions is how many questions about changed areas have reached the server,
// those included that were refused or never answered.
func (s *Server) Questions() int { return 0 }

// Sessions is how many sessions are open.
func (s *Server) Sessions() int { return 0 }

// ExpireSessions ends all sessions, as a restart of the vCenter's services does,
// and tells how many there were. The clients are told at their next call.
func (s *Server) ExpireSessions() int { return 0 }

// RemoveSnapshot deletes a snapshot of a VM, both by name; its child moves up.
// Disks goes on telling of it, for what was written remains true.
func (s *Server) RemoveSnapshot(vm, snapshot string) error { return nil }

// ExtendDisk gives a disk a new capacity in bytes, larger than the one it has.
// Snapshots keep the capacity that they froze.
func (s *Server) ExtendDisk(vm string, key int32, capacity int64) error { return nil }

// Interrupt drops every connection and answers no new one for so long, then
// serves again at the same address. It returns when that is so; sessions live
// on. An error means that the port was taken meanwhile, and the server is gone.
func (s *Server) Interrupt(d time.Duration) error { return nil }
