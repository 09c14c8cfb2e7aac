package simulate

import (
	"fmt"

	"github.com/vmware/govmomi/vim25/types"
)

// backingInfo builds what a disk is stored in, with the chain of files below.
func (d device) backingInfo(delta int, id string) types.BaseVirtualDeviceBackingInfo {
	switch d.backing {
	case seSparse:
		return d.seSparse(delta, id)
	case sparse:
		return d.sparse(delta, id)
	case rdm:
		return d.rawMapping(delta, id)
	case rawDisk:
		return &types.VirtualDiskRawDiskVer2BackingInfo{
			VirtualDeviceDeviceBackingInfo: types.VirtualDeviceDeviceBackingInfo{DeviceName: `\\.\PhysicalDrive1`},
			DescriptorFileName:             d.file(delta),
			Uuid:                           d.uuid,
			ChangeId:                       id,
		}
	}
	return d.flat(delta, id)
}

// fileInfo names a file on a datastore.
func (d device) fileInfo(delta int) types.VirtualDeviceFileBackingInfo {
	return types.VirtualDeviceFileBackingInfo{FileName: d.file(delta)}
}

func (d device) flat(delta int, id string) *types.VirtualDiskFlatVer2BackingInfo {
	b := &types.VirtualDiskFlatVer2BackingInfo{
		VirtualDeviceFileBackingInfo: d.fileInfo(delta),
		DiskMode:                     d.diskMode(),
		ThinProvisioned:              types.NewBool(d.sharing == ""),
		EagerlyScrub:                 types.NewBool(d.sharing != ""),
		Uuid:                         d.uuid,
		ChangeId:                     id,
		Sharing:                      d.shared(),
	}
	if delta > 0 {
		b.DeltaDiskFormat = "redoLogFormat"
		b.Parent = d.flat(delta-1, "")
	}
	return b
}

func (d device) seSparse(delta int, id string) *types.VirtualDiskSeSparseBackingInfo {
	b := &types.VirtualDiskSeSparseBackingInfo{
		VirtualDeviceFileBackingInfo: d.fileInfo(delta),
		DiskMode:                     d.diskMode(),
		Uuid:                         d.uuid,
		ChangeId:                     id,
		GrainSize:                    4,
	}
	if delta > 0 {
		b.DeltaDiskFormat = "seSparseFormat"
		b.Parent = d.seSparse(delta-1, "")
	}
	return b
}

func (d device) sparse(delta int, id string) *types.VirtualDiskSparseVer2BackingInfo {
	b := &types.VirtualDiskSparseVer2BackingInfo{
		VirtualDeviceFileBackingInfo: d.fileInfo(delta),
		DiskMode:                     d.diskMode(),
		Uuid:                         d.uuid,
		ChangeId:                     id,
	}
	if delta > 0 {
		b.Parent = d.sparse(delta-1, "")
	}
	return b
}

func (d device) rawMapping(delta int, id string) *types.VirtualDiskRawDiskMappingVer1BackingInfo {
	mode := types.VirtualDiskCompatibilityModeVirtualMode
	if d.physical {
		mode = types.VirtualDiskCompatibilityModePhysicalMode
	}
	lun := fmt.Sprintf("%016x", mix(d.random+2))
	b := &types.VirtualDiskRawDiskMappingVer1BackingInfo{
		VirtualDeviceFileBackingInfo: d.fileInfo(delta),
		LunUuid:                      "02000000006006016" + lun,
		DeviceName:                   "vml.02000000006006016" + lun,
		CompatibilityMode:            string(mode),
		DiskMode:                     d.diskMode(),
		Uuid:                         d.uuid,
		ChangeId:                     id,
		Sharing:                      d.shared(),
	}
	if delta > 0 {
		b.DeltaDiskFormat = "redoLogFormat"
		b.Parent = d.rawMapping(delta-1, "")
	}
	return b
}
