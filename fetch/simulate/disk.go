package simulate

import (
	"fmt"
	"strconv"
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
	random uint64 // seed of what identifies it
	uuid   string // its own, in the form of VMware's disks
}

func newDevice(d drive, vm, vmID string, index int, seed uint64) device {
	random := seedOf(seed, index, vm, "disk")
	hi, lo := mix(random), mix(random+1)
	return device{drive: d, vm: vm, vmID: vmID, index: index, random: random,
		uuid: fmt.Sprintf("6000C29%x-%04x-%04x-%04x-%012x", hi>>60, hi>>40&0xffff, hi>>20&0xffff, hi&0xffff, lo>>16)}
}

func (d device) label() string { return "Hard disk " + strconv.Itoa(d.index+1) }

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
		DiskObjectId: d.vmID + "-" + strconv.Itoa(int(d.slot.diskKey())),
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
		name += "_" + strconv.Itoa(d.index)
	}
	if delta > 0 {
		number := strconv.Itoa(delta)
		name += "-000000"[:7-len(number)] + number
	}
	return "[" + store + "] " + d.vm + "/" + name + ".vmdk"
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
	s := strconv.FormatInt(bytes/kib, 10)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s + " KB"
}
