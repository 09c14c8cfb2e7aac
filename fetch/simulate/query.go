package simulate

import (
	"math"
	"sync"

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
	changed        // of the whole disk
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
	return areas{changed: h.changes(from, to), offset: req.StartOffset, capacity: disk.CapacityInBytes}, file, nil
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

// unlimited is a page for all extents, however many.
const unlimited = math.MaxInt

// page is one reply: at most limit extents that end after the offset, and how
// far the reply speaks, in bytes.
func (a areas) page(limit int) types.DiskChangeInfo {
	info := types.DiskChangeInfo{StartOffset: a.offset, Length: a.capacity - a.offset}
	info.ChangedArea = lists.Get().(*extents)[:0]
	runs := a.from(uint32(a.offset / Granularity))
	for r, more := runs.next(); more; r, more = runs.next() {
		if n := len(info.ChangedArea); n == limit {
			last := info.ChangedArea[n-1]
			info.Length = last.Start + last.Length - a.offset
			break
		}
		start := max(int64(r.first)*Granularity, a.offset)
		end := min(int64(r.end)*Granularity, a.capacity)
		info.ChangedArea = append(info.ChangedArea, types.DiskChangeExtent{Start: start, Length: end - start})
	}
	return info
}

// extents is room for those of one page.
type extents [pageLimit]types.DiskChangeExtent

// lists are extents of pages that have been sent: the room for 2,000 of them is
// most of what a page would leave behind.
var lists = sync.Pool{New: func() any { return new(extents) }}

// recycle takes back the extents of a page that nobody will look at again.
func recycle(page types.DiskChangeInfo) {
	if list := page.ChangedArea; cap(list) == pageLimit {
		lists.Put((*extents)(list[:pageLimit]))
	}
}

// runStart is where the run begins that an offset lies in.
func (a areas) runStart(offset int64) int64 {
	if first, in := a.start(uint32(offset / Granularity)); in {
		return int64(first) * Granularity
	}
	return offset
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
