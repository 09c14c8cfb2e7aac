package vcenter

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/vmware/govmomi/vim25/types"
)

// devices is the virtual hardware of one machine, now or as a snapshot froze it.
type devices []types.BaseVirtualDevice

// disks are the virtual disks in the order of their keys.
func (ds devices) disks() []Disk {
	buses := ds.buses()
	var disks []Disk
	for _, base := range ds {
		vd, ok := base.(*types.VirtualDisk)
		if !ok {
			continue
		}
		d := Disk{
			Key:      vd.Key,
			Capacity: capacity(vd),
			ObjectID: vd.DiskObjectId,
		}
		if vd.DeviceInfo != nil {
			d.Label = vd.DeviceInfo.GetDescription().Label
		}
		if d.Label == "" {
			d.Label = fmt.Sprintf("disk %d", d.Key)
		}
		if bus, ok := buses[vd.ControllerKey]; ok && vd.UnitNumber != nil {
			d.Slot = fmt.Sprintf("%s:%d", bus, *vd.UnitNumber)
		}
		addBacking(&d, vd.Backing)
		disks = append(disks, d)
	}
	slices.SortStableFunc(disks, func(a, b Disk) int { return cmp.Compare(a.Key, b.Key) })
	return disks
}

// capacity is in bytes. Old servers give it in KiB only.
func capacity(vd *types.VirtualDisk) int64 {
	if vd.CapacityInBytes > 0 {
		return vd.CapacityInBytes
	}
	const kib = 1 << 10
	if vd.CapacityInKB <= 0 || vd.CapacityInKB > (1<<63-1)/kib {
		return 0
	}
	return vd.CapacityInKB * kib
}

// buses names the controllers as configuration files do, "scsi0", by key.
func (ds devices) buses() map[int32]string {
	buses := map[int32]string{}
	for _, base := range ds {
		kind := ""
		switch base.(type) {
		case types.BaseVirtualSCSIController:
			kind = "scsi"
		case types.BaseVirtualSATAController:
			kind = "sata"
		case *types.VirtualNVMEController:
			kind = "nvme"
		case *types.VirtualIDEController:
			kind = "ide"
		default:
			continue
		}
		c := base.(types.BaseVirtualController).GetVirtualController()
		buses[c.Key] = fmt.Sprintf("%s%d", kind, c.BusNumber)
	}
	return buses
}

// addBacking fills in what lies behind a disk. Of the types that can, five
// carry a changeId; govmomi's own helper knows four and misses SeSparse, the
// usual format of snapshots on VMFS 6.
func addBacking(d *Disk, backing types.BaseVirtualDeviceBackingInfo) {
	switch b := backing.(type) {
	case *types.VirtualDiskFlatVer2BackingInfo:
		d.Backing, d.File, d.Mode, d.Sharing, d.UUID, d.ChangeID = "FlatVer2", b.FileName, b.DiskMode, b.Sharing, b.Uuid, b.ChangeId
	case *types.VirtualDiskSeSparseBackingInfo:
		d.Backing, d.File, d.Mode, d.UUID, d.ChangeID = "SeSparse", b.FileName, b.DiskMode, b.Uuid, b.ChangeId
	case *types.VirtualDiskSparseVer2BackingInfo:
		d.Backing, d.File, d.Mode, d.UUID, d.ChangeID = "SparseVer2", b.FileName, b.DiskMode, b.Uuid, b.ChangeId
	case *types.VirtualDiskRawDiskMappingVer1BackingInfo:
		d.Backing, d.File, d.Mode, d.Sharing, d.UUID, d.ChangeID = "RDMVer1", b.FileName, b.DiskMode, b.Sharing, b.Uuid, b.ChangeId
		d.RDM = b.CompatibilityMode
	case *types.VirtualDiskRawDiskVer2BackingInfo:
		d.Backing, d.File, d.Sharing, d.UUID, d.ChangeID = "RawDiskVer2", b.DescriptorFileName, b.Sharing, b.Uuid, b.ChangeId
	case *types.VirtualDiskPartitionedRawDiskVer2BackingInfo:
		d.Backing, d.File, d.Sharing, d.UUID, d.ChangeID = "PartitionedRawDiskVer2", b.DescriptorFileName, b.Sharing, b.Uuid, b.ChangeId
	case *types.VirtualDiskFlatVer1BackingInfo:
		d.Backing, d.File, d.Mode = "FlatVer1", b.FileName, b.DiskMode
	case *types.VirtualDiskSparseVer1BackingInfo:
		d.Backing, d.File, d.Mode = "SparseVer1", b.FileName, b.DiskMode
	case *types.VirtualDiskLocalPMemBackingInfo:
		d.Backing, d.File, d.Mode, d.UUID = "LocalPMem", b.FileName, b.DiskMode, b.Uuid
	case types.BaseVirtualDeviceFileBackingInfo:
		d.File = b.GetVirtualDeviceFileBackingInfo().FileName
	}
}

// trackable says whether the backing is of a type that can carry a changeId. A
// type that is not known here gets the benefit of the doubt.
func (d Disk) trackable() bool {
	switch d.Backing {
	case "FlatVer1", "SparseVer1", "LocalPMem":
		return false
	}
	return true
}
