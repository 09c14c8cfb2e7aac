package simulate

import (
	"time"

	"cbtmap/fetch/extent"
)

// Granularity is the size in bytes of the blocks that tracking sees: a write of
// one byte marks all of its block as changed.
const Granularity = 64 << 10

// DiskTruth is what really happened to one disk, told past the server: the
// oracle for tests of anything that asks the server.
type DiskTruth struct {
	VM       string // name
	MoID     string // managed object id of the VM
	Key      int32  // device key, from 2000 at a SCSI controller
	Label    string // "Hard disk 1"
	Capacity int64  // bytes, now
	Tracked  bool   // it has a changeId

	// Snapshots are the VM's snapshots, oldest first. Snapshot i ends epoch i.
	Snapshots []SnapshotTruth
	// Current is the changeId of the disk as it is now, "" if not tracked. Where
	// the VM is powered off, the present is an end that can be asked for, and
	// epoch len(Snapshots) is what was written since the last snapshot.
	Current    string
	PoweredOff bool

	// Answers is false where the server refuses every question about the disk,
	// though it is tracked.
	Answers bool
	// Writes returns the guest's writes of one epoch in the order they were
	// made, in bytes, neither rounded to blocks nor merged. Nil if not tracked.
	Writes func(epoch int) []extent.Extent
}

// SnapshotTruth is one snapshot as one disk sees it.
type SnapshotTruth struct {
	MoID     string
	Name     string
	Created  time.Time
	ChangeID string // of this disk at the snapshot; "" if it was not tracked
	Capacity int64  // bytes, of this disk at the snapshot
}

// Disks returns every disk of the cast, in the order of the inventory.
func (s *Server) Disks() []DiskTruth {
	var all []DiskTruth
	for _, a := range s.actors {
		for n := range a.devices {
			all = append(all, a.truth(n))
		}
	}
	return all
}

// truth tells about the n-th disk of a VM.
func (a *actor) truth(n int) DiskTruth {
	d, h := a.devices[n], a.histories[n]
	truth := DiskTruth{
		VM: a.name, MoID: a.vm.Self.Value, Key: d.slot.diskKey(), Label: d.label(), Capacity: d.capacity,
		Tracked: h != nil, PoweredOff: a.off, Answers: h != nil && a.refuses == nothing,
		Current: a.changeIDAt(n, len(a.nights)),
	}
	for i, night := range a.nights {
		truth.Snapshots = append(truth.Snapshots, SnapshotTruth{
			MoID: a.snapshots[i].Value, Name: night.name, Created: night.time,
			ChangeID: a.changeIDAt(n, i), Capacity: d.capacityAt(i),
		})
	}
	if h != nil {
		truth.Writes = h.writes
	}
	return truth
}
