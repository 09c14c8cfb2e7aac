package simulate

import (
	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/types"
)

// takeSnapshots gives a VM its nights, each the child of the one before. A
// snapshot's config is the VM's with the disks as they were frozen.
func (a *actor) takeSnapshots(s *site) {
	if len(a.nights) == 0 {
		a.vm.Snapshot, a.vm.RootSnapshot = nil, nil
		return
	}
	objects := make([]*simulator.VirtualMachineSnapshot, len(a.nights))
	for i := range a.nights {
		frozen := &simulator.VirtualMachineSnapshot{}
		frozen.Vm = a.vm.Self
		frozen.Config = *a.vm.Config
		frozen.Config.Hardware.Device = a.hardwareAt(i)
		s.model.Map().Put(frozen)
		objects[i] = frozen
		a.snapshots = append(a.snapshots, frozen.Self)
		if i > 0 {
			objects[i-1].ChildSnapshot = []types.ManagedObjectReference{frozen.Self}
		}
	}
	current := a.snapshots[len(a.snapshots)-1]
	a.vm.Snapshot = &types.VirtualMachineSnapshotInfo{CurrentSnapshot: &current, RootSnapshotList: a.tree(0)}
	a.vm.RootSnapshot = a.snapshots[:1:1]
}

// tree lists the snapshots from the i-th on, each nested in the one before.
func (a *actor) tree(i int) []types.VirtualMachineSnapshotTree {
	if i == len(a.nights) {
		return nil
	}
	return []types.VirtualMachineSnapshotTree{{
		Snapshot:          a.snapshots[i],
		Vm:                a.vm.Self,
		Name:              a.nights[i].name,
		Description:       "nightly backup",
		Id:                int32(i + 1),
		CreateTime:        a.nights[i].time,
		State:             a.vm.Runtime.PowerState,
		Quiesced:          !a.off,
		ReplaySupported:   types.NewBool(false),
		ChildSnapshotList: a.tree(i + 1),
	}}
}
