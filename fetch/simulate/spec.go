package simulate

import (
	"fmt"
	"time"

	"github.com/vmware/govmomi/vim25/types"
)

// machine describes one VM of the cast.
type machine struct {
	name     string
	guestID  string
	hardware int  // version: 19 is vmx-19
	off      bool // powered off
	noCBT    bool // tracking is off for the VM
	nights   []night
	drives   []drive
	refuses  refusal // what every question about changed areas is answered with
}

// night is a time at which a snapshot was taken.
type night struct {
	name string
	time time.Time
}

// nights are the seven snapshots that most of the cast has.
var nights = func() (all []night) {
	first := time.Date(2026, time.November, 15, 22, 0, 0, 0, time.UTC)
	for i := range 7 {
		all = append(all, night{fmt.Sprintf("nightly-%d", i+1), first.AddDate(0, 0, i)})
	}
	return all
}()

// drive describes one virtual disk. The zero value of everything but capacity
// and guest is an ordinary disk: scsi0, persistent, tracked, on VMFS.
type drive struct {
	capacity int64 // bytes, now
	guest    guest // who writes to it; nil if it is not tracked
	slot     slot
	backing  backing
	mode     types.VirtualDiskMode // "" is persistent
	sharing  types.VirtualDiskSharing
	physical bool        // raw device mapping in physical mode
	untold   bool        // tracking is off for this disk alone
	masses   map[int]int // by epoch: how many extents changed, where nobody writes them one by one
	store    string      // datastore; "" is vmfs-01

	was     int64 // bytes before it was extended at snapshot grownAt
	grownAt int
	resetAt int // first snapshot of the new UUID after tracking was reset; 0 for never

	volumes []volume // what VMware Tools tell
}

// volume is a guest's file system on a drive.
type volume struct {
	path   string
	format string
	size   int64 // bytes
	free   int64 // bytes
}

// tracked tells whether the drive carries a changeId.
func (d drive) tracked(m machine) bool {
	return d.guest != nil && !m.noCBT && !d.untold
}

// capacityAt is the drive's size in bytes at the i-th snapshot.
func (d drive) capacityAt(i int) int64 {
	if i < d.grownAt {
		return d.was
	}
	return d.capacity
}

// history is the life of a tracked drive, or nil.
func (d drive) history(seed uint64, m machine, index int) *history {
	if !d.tracked(m) {
		return nil
	}
	own := seedOf(seed, index, m.name)
	h := &history{seed: own, guest: d.guest, masses: d.masses}
	random := stream(seedOf(own, 0, "changeId"))
	uuid, seq := spacedUUID(random.Uint64(), random.Uint64()), 20+random.IntN(60)
	ends := len(m.nights)
	if m.off || ends == 0 {
		ends++ // the present ends an epoch too
	}
	for i := range ends {
		if i > 0 && i == d.resetAt {
			uuid, seq = spacedUUID(random.Uint64(), random.Uint64()), 0
		}
		seq += 1 + random.IntN(3) // some stuns are no snapshot of ours
		h.marks = append(h.marks, mark{changeID{uuid, seq}, d.capacityAt(i)})
	}
	return h
}
