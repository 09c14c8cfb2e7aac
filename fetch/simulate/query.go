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

// areas is all that one question can be answered with.
type areas struct {
	runs     []run // changed blocks of the whole disk
	offset   int64 // bytes, from which the question asks on
	capacity int64 // bytes, of the disk at the end of the interval
}

// areas looks at one question in the order of a real server: the end, the disk,
// its tracking, the offset, the beginning. file is the disk's, once that is known.
func (t *tracker) areas(ctx *simulator.Context, a *actor, req *types.QueryChangedDiskAreas) (all areas, file string, fault *soap.Fault) {
	devices, fault := devicesAtEnd(ctx, a, req.Snapshot)
	if fault != nil {
		return all, "", fault
	}
	disk, n := a.find(devices, req.DeviceKey)
	if disk == nil || a.devices[n].physical {
		return all, "", invalid("deviceKey")
	}
	file, id := fileAndChangeID(disk)
	h := a.histories[n]
	if h == nil || id == "" {
		return all, file, untracked(file)
	}
	if a.refuses == corrupt {
		return all, file, damaged(file)
	}
	if req.StartOffset < 0 || req.StartOffset >= disk.CapacityInBytes {
		return all, file, invalid("startOffset")
	}
	from, to, ok := h.interval(req.ChangeId, id)
	if !ok {
		return all, file, invalid("changeId")
	}
	return areas{runs: h.changes(from, to), offset: req.StartOffset, capacity: disk.CapacityInBytes}, file, nil
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

// page is one reply: at most limit extents that end after the offset, and how
// far the reply speaks, in bytes.
func (a areas) page(limit int) types.DiskChangeInfo {
	first := a.after(a.offset)
	page := a.runs[first:min(first+limit, len(a.runs))]
	info := types.DiskChangeInfo{StartOffset: a.offset, Length: a.capacity - a.offset}
	if first+len(page) < len(a.runs) {
		info.Length = int64(page[len(page)-1].end)*Granularity - a.offset
	}
	info.ChangedArea = make([]types.DiskChangeExtent, 0, len(page))
	for _, r := range page {
		start := max(int64(r.first)*Granularity, a.offset)
		end := min(int64(r.end)*Granularity, a.capacity)
		info.ChangedArea = append(info.ChangedArea, types.DiskChangeExtent{Start: start, Length: end - start})
	}
	return info
}

// after is the place of the first run that ends after an offset.
func (a areas) after(offset int64) int {
	return sort.Search(len(a.runs), func(i int) bool { return int64(a.runs[i].end)*Granularity > offset })
}

// runStart is where the run begins that an offset lies in.
func (a areas) runStart(offset int64) int64 {
	return int64(a.runs[a.after(offset)].first) * Granularity
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
