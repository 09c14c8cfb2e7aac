package vcenter_test

import (
	"fmt"
	"time"

	"cbtmap/fetch/vcenter"
)

const (
	gib = int64(1) << 30

	systemUUID = "52 aa aa aa aa aa aa aa-aa aa aa aa aa aa aa aa"
	dataUUID   = "52 dd dd dd dd dd dd dd-dd dd dd dd dd dd dd dd"
	resetUUID  = "52 ee ee ee ee ee ee ee-ee ee ee ee ee ee ee ee"
)

// night is when snapshot n was taken.
func night(n int) time.Time { return time.Date(2026, 11, 14+n, 22, 0, 0, 0, time.UTC) }

// machine is a virtual machine with two tracked disks and three snapshots in a
// row; the second disk has grown since the last one.
func machine() vcenter.Detail {
	disks := func(n int, size int64) []vcenter.Disk {
		return []vcenter.Disk{
			{Key: 2000, Label: "Hard disk 1", Capacity: 100 * gib, Slot: "scsi0:0", ChangeID: fmt.Sprintf("%s/%d", systemUUID, n), Backing: "FlatVer2"},
			{Key: 2001, Label: "Hard disk 2", Capacity: size, Slot: "scsi0:1", ChangeID: fmt.Sprintf("%s/%d", dataUUID, n), Backing: "SeSparse"},
		}
	}
	d := vcenter.Detail{
		VM:              vcenter.VM{MoID: "vm-1", Name: "sql01", Power: "poweredOn", Tracking: vcenter.Yes, Supported: vcenter.Yes, Disks: 2, Snapshots: 3},
		HardwareVersion: "vmx-19",
		Disks:           disks(4, 200*gib),
	}
	for n := 1; n <= 3; n++ {
		s := vcenter.Snapshot{
			MoID: fmt.Sprintf("snapshot-%d", n), Name: fmt.Sprintf("nightly-%d", n),
			Created: night(n), Current: n == 3, Disks: disks(n, 150*gib),
		}
		if n > 1 {
			s.Parent = fmt.Sprintf("snapshot-%d", n-1)
		}
		d.Snapshots = append(d.Snapshots, s)
	}
	return d
}
