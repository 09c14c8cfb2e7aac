package simulate

import (
	"cmp"
	"maps"
	"slices"

	"github.com/vmware/govmomi/vim25/types"
)

// fillRuntime fills all that is not config: power, guest, and the summary that
// lists of VMs are made from.
func (a *actor) fillRuntime(s *site) {
	vm := a.vm
	power, tools := types.VirtualMachinePowerStatePoweredOn, types.VirtualMachineToolsRunningStatusGuestToolsRunning
	if a.off {
		power, tools = types.VirtualMachinePowerStatePoweredOff, types.VirtualMachineToolsRunningStatusGuestToolsNotRunning
	}
	vm.Runtime.PowerState = power
	vm.Runtime.Host = &s.host.Self
	if !a.off {
		vm.Runtime.BootTime = types.NewTime(nights[0].time.AddDate(0, 0, -9))
	}
	vm.Capability.ChangeTrackingSupported = a.hardware >= 7
	vm.Capability.SnapshotOperationsSupported = true
	vm.Layout = &types.VirtualMachineFileLayout{}
	vm.LayoutEx = &types.VirtualMachineFileLayoutEx{Timestamp: vm.Config.Modified}
	vm.Storage = &types.VirtualMachineStorageInfo{Timestamp: vm.Config.Modified}
	vm.Network = []types.ManagedObjectReference{s.network.Self}
	vm.Guest = &types.GuestInfo{
		ToolsRunningStatus: string(tools),
		GuestId:            a.guestID,
		GuestFullName:      guestNames[a.guestID],
		HostName:           a.name,
		GuestState:         string(types.VirtualMachineGuestStateRunning),
		Disk:               a.guestDisks(),
	}
	if a.off {
		vm.Guest.GuestState = string(types.VirtualMachineGuestStateNotRunning)
	}
	var used int64
	for _, d := range a.drives {
		used += d.capacity
	}
	vm.Summary = types.VirtualMachineSummary{
		Vm:      &vm.Self,
		Runtime: vm.Runtime,
		Guest:   &types.VirtualMachineGuestSummary{GuestId: a.guestID, GuestFullName: guestNames[a.guestID], HostName: a.name, ToolsRunningStatus: string(tools)},
		Config: types.VirtualMachineConfigSummary{
			Name: a.name, VmPathName: vm.Config.Files.VmPathName, MemorySizeMB: vm.Config.Hardware.MemoryMB,
			NumCpu: vm.Config.Hardware.NumCPU, NumEthernetCards: 0, NumVirtualDisks: int32(len(a.drives)),
			Uuid: vm.Config.Uuid, InstanceUuid: vm.Config.InstanceUuid, GuestId: a.guestID, GuestFullName: guestNames[a.guestID],
		},
		Storage:       &types.VirtualMachineStorageSummary{Committed: used / 2, Uncommitted: used / 2, Unshared: used / 2, Timestamp: vm.Config.Modified},
		OverallStatus: types.ManagedEntityStatusGreen,
	}
}

// guestDisks is what VMware Tools tell: which volume lies on which disk. It is
// silent while the VM is off.
func (a *actor) guestDisks() []types.GuestDiskInfo {
	if a.off {
		return nil
	}
	var disks []types.GuestDiskInfo
	for _, d := range a.devices {
		for _, v := range d.volumes {
			disks = append(disks, types.GuestDiskInfo{
				DiskPath: v.path, Capacity: v.size, FreeSpace: v.free, FilesystemType: v.format,
				Mappings: []types.GuestInfoVirtualDiskMapping{{Key: d.slot.diskKey()}},
			})
		}
	}
	return disks
}

// sortedKeys lists a map's keys in order, for objects must not depend on the
// order of a map.
func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }
