package simulate

import (
	"sort"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// pageLimit is the most extents that a server puts into one reply.
const pageLimit = 2000

// everything is the changeId that asks for all allocated areas.
const everything = "*"

// areas answers one question, checking it in the order of a real server: the
// right to ask, the end, the disk, its tracking, the offset, the beginning.
func (t *tracker) areas(ctx *simulator.Context, req *types.QueryChangedDiskAreas) (types.DiskChangeInfo, *soap.Fault) {
	var none types.DiskChangeInfo
	a := t.actors[req.This]
	if a == nil {
		return none, gone(req.This)
	}
	if a.refuses == forbidden {
		return none, denied(req.This)
	}
	devices, fault := devicesAtEnd(ctx, a, req.Snapshot)
	if fault != nil {
		return none, fault
	}
	disk, n := a.find(devices, req.DeviceKey)
	if disk == nil || a.devices[n].physical {
		return none, invalid("deviceKey")
	}
	file, id := fileAndChangeID(disk)
	h := a.histories[n]
	if h == nil || id == "" {
		return none, untracked(file)
	}
	if a.refuses == corrupt {
		return none, damaged(file)
	}
	if req.StartOffset < 0 || req.StartOffset >= disk.CapacityInBytes {
		return none, invalid("startOffset")
	}
	from, to, ok := h.interval(req.ChangeId, id)
	if !ok {
		return none, invalid("changeId")
	}
	return pageOf(h.changes(from, to), req.StartOffset, disk.CapacityInBytes), nil
}

// devicesAtEnd lists the VM's devices as the end has them: frozen in a
// snapshot, or as they are now if the VM is off.
func devicesAtEnd(ctx *simulator.Context, a *actor, snapshot *types.ManagedObjectReference) ([]types.BaseVirtualDevice, *soap.Fault) {
	if snapshot != nil {
		s, ok := ctx.Map.Get(*snapshot).(*simulator.VirtualMachineSnapshot)
		if !ok || s.Vm != a.vm.Self {
			return nil, notFound()
		}
		return s.Config.Hardware.Device, nil
	}
	var devices []types.BaseVirtualDevice
	var power types.VirtualMachinePowerState
	ctx.WithLock(a.vm, func() {
		devices, power = a.vm.Config.Hardware.Device, a.vm.Runtime.PowerState
	})
	if power != types.VirtualMachinePowerStatePoweredOff {
		return nil, running(power)
	}
	return devices, nil
}

// find returns the disk with a key among an end's devices and its place in the
// cast, or nil.
func (a *actor) find(devices []types.BaseVirtualDevice, key int32) (*types.VirtualDisk, int) {
	for n, d := range a.devices {
		if d.slot.diskKey() != key {
			continue
		}
		for _, dev := range devices {
			if disk, ok := dev.(*types.VirtualDisk); ok && disk.Key == key {
				return disk, n
			}
		}
	}
	return nil, 0
}

// interval finds the epochs between two changeIds: those after from up to to.
// A sequence between two marks belongs to the epoch that the later one ends.
func (h *history) interval(begin, end string) (from, to int, ok bool) {
	last, ok := parseChangeID(end)
	if to = h.find(last); !ok || to < 0 {
		return 0, 0, false
	}
	if begin == everything {
		return -1, to, true
	}
	first, ok := parseChangeID(begin)
	if !ok || first.uuid != last.uuid || first.seq > last.seq {
		return 0, 0, false
	}
	for from = to; from >= 0; from-- {
		if m := h.marks[from].id; m.uuid != first.uuid || m.seq <= first.seq {
			break
		}
	}
	return from, to, true
}

// pageOf cuts one reply out of a map: at most pageLimit extents that end after
// offset, and how far the reply speaks, in bytes.
func pageOf(runs []run, offset, capacity int64) types.DiskChangeInfo {
	first := sort.Search(len(runs), func(i int) bool { return int64(runs[i].end)*Granularity > offset })
	page := runs[first:min(first+pageLimit, len(runs))]
	info := types.DiskChangeInfo{StartOffset: offset, Length: capacity - offset}
	if first+len(page) < len(runs) {
		info.Length = int64(page[len(page)-1].end)*Granularity - offset
	}
	info.ChangedArea = make([]types.DiskChangeExtent, 0, len(page))
	for _, r := range page {
		start := max(int64(r.first)*Granularity, offset)
		end := min(int64(r.end)*Granularity, capacity)
		info.ChangedArea = append(info.ChangedArea, types.DiskChangeExtent{Start: start, Length: end - start})
	}
	return info
}

// fileAndChangeID reads what all kinds of backing have in common.
func fileAndChangeID(disk *types.VirtualDisk) (file, id string) {
	switch b := disk.Backing.(type) {
	case *types.VirtualDiskFlatVer2BackingInfo:
		return b.FileName, b.ChangeId
	case *types.VirtualDiskSeSparseBackingInfo:
		return b.FileName, b.ChangeId
	case *types.VirtualDiskSparseVer2BackingInfo:
		return b.FileName, b.ChangeId
	case *types.VirtualDiskRawDiskMappingVer1BackingInfo:
		return b.FileName, b.ChangeId
	case *types.VirtualDiskRawDiskVer2BackingInfo:
		return b.DescriptorFileName, b.ChangeId
	}
	return "", ""
}
