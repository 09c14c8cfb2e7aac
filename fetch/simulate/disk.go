package simulate

import (
	"fmt"
	"strings"

	"github.com/vmware/govmomi/vim25/types"
)

// backing is how a drive is stored. These five carry a changeId.
type backing int

const (
	flat backing = iota
	seSparse
	sparse
	rdm
	rawDisk
)

// device is a drive in its place: what it needs besides its own description.
type device struct {
	drive
	vm     string // name
	vmID   string // number of the VM's managed object id
	index  int    // 0 for "Hard disk 1"
	random uint64 // seed of its uuid
}

func (d device) label() string { return fmt.Sprintf("Hard disk %d", d.index+1) }

// at builds the disk as it was behind delta deltas with a changeId: delta 0 is
// the base file, and every snapshot adds one. Each call builds anew, because
// the simulator's objects must share nothing that one of them may edit.
func (d device) at(delta int, id string, capacity int64) *types.VirtualDisk {
	if !d.snapshots() {
		delta = 0
	}
	unit := d.slot.unit
	return &types.VirtualDisk{
		VirtualDevice: types.VirtualDevice{
			Key:           d.slot.diskKey(),
			DeviceInfo:    &types.Description{Label: d.label(), Summary: kilobytes(capacity)},
			Backing:       d.backingInfo(delta, id),
			ControllerKey: d.slot.controllerKey(),
			UnitNumber:    &unit,
		},
		CapacityInKB:    capacity / kib,
		CapacityInBytes: capacity,
		Shares:          &types.SharesInfo{Shares: 1000, Level: types.SharesLevelNormal},
		StorageIOAllocation: &types.StorageIOAllocationInfo{
			Limit:  types.NewInt64(-1),
			Shares: &types.SharesInfo{Shares: 1000, Level: types.SharesLevelNormal},
		},
		DiskObjectId: fmt.Sprintf("%s-%d", d.vmID, d.slot.diskKey()),
	}
}

// snapshots tells whether a snapshot gives the disk a new delta file.
func (d device) snapshots() bool {
	return !d.physical && !strings.HasPrefix(string(d.mode), "independent")
}

// file is the disk's descriptor behind delta deltas.
func (d device) file(delta int) string {
	store, name := d.store, d.vm
	if store == "" {
		store = vmfsStore
	}
	if d.index > 0 {
		name = fmt.Sprintf("%s_%d", d.vm, d.index)
	}
	if delta > 0 {
		name = fmt.Sprintf("%s-%06d", name, delta)
	}
	return fmt.Sprintf("[%s] %s/%s.vmdk", store, d.vm, name)
}

// uuid is the disk's own, in the form of VMware's disks.
func (d device) uuid() string {
	hi, lo := mix(d.random), mix(d.random+1)
	return fmt.Sprintf("6000C29%x-%04x-%04x-%04x-%012x", hi>>60, hi>>40&0xffff, hi>>20&0xffff, hi&0xffff, lo>>16)
}

func (d device) diskMode() string {
	if d.mode == "" {
		return string(types.VirtualDiskModePersistent)
	}
	return string(d.mode)
}

func (d device) shared() string {
	if d.sharing == "" {
		return string(types.VirtualDiskSharingSharingNone)
	}
	return string(d.sharing)
}

// kilobytes writes a size as a device's summary has it: "104,857,600 KB".
func kilobytes(bytes int64) string {
	s := fmt.Sprint(bytes / kib)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s + " KB"
}
