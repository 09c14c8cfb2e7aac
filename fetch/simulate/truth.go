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
	Key      int32  // device key, from 2000
	Label    string // "Hard disk 1"
	Capacity int64  // bytes, now
	Tracked  bool   // it has a changeId

	// Snapshots are the VM's snapshots, oldest first. Snapshot i ends epoch i.
	Snapshots []SnapshotTruth
	// Current is the changeId of the disk as it is now. Where the VM is powered
	// off, the present is an end that can be asked for, and the epoch after the
	// last snapshot's is what was written since.
	Current    string
	PoweredOff bool

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
func (s *Server) Disks() []DiskTruth { return nil }
