package simulate

import (
	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/types"
)

// takeSnapshots puts a VM's nights into the inventory, each the child of the one
// before.
func (a *actor) takeSnapshots(s *site) {
	for i := range a.nights {
		frozen := &simulator.VirtualMachineSnapshot{}
		frozen.Vm = a.vm.Self
		s.model.Map().Put(frozen)
		a.frozen, a.snapshots = append(a.frozen, frozen), append(a.snapshots, frozen.Self)
		if i > 0 {
			a.frozen[i-1].ChildSnapshot = []types.ManagedObjectReference{frozen.Self}
		}
	}
}

// freeze fills the snapshots. A snapshot's config is the VM's with the disks as
// they were frozen.
func (a *actor) freeze() {
	a.vm.Snapshot, a.vm.RootSnapshot = nil, nil
	if len(a.nights) == 0 {
		return
	}
	for i, frozen := range a.frozen {
		frozen.Config = *a.vm.Config
		frozen.Config.Hardware.Device = a.hardwareAt(i)
	}
	a.frozen = nil
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
