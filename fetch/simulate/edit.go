package simulate

import (
	"fmt"
	"slices"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/types"
)

// RemoveSnapshot deletes a snapshot of a VM, both by name; its children move up.
// Disks goes on telling of it, for what was written remains true.
func (s *Server) RemoveSnapshot(vm, snapshot string) error {
	a := s.actor(vm)
	if a == nil {
		return fmt.Errorf("cannot remove %q: no virtual machine is named %q", snapshot, vm)
	}
	registry := s.site.model.Map()
	ctx := &simulator.Context{Map: registry}
	var removed *types.VirtualMachineSnapshotTree
	var parent *types.ManagedObjectReference
	ctx.WithLock(a.vm, func() {
		if a.vm.Snapshot == nil {
			return
		}
		list, node, above := without(a.vm.Snapshot.RootSnapshotList, snapshot, nil)
		if removed, parent = node, above; node == nil {
			return
		}
		a.vm.RootSnapshot = roots(list)
		info := &types.VirtualMachineSnapshotInfo{CurrentSnapshot: a.vm.Snapshot.CurrentSnapshot, RootSnapshotList: list}
		if info.CurrentSnapshot != nil && *info.CurrentSnapshot == node.Snapshot {
			info.CurrentSnapshot = above
		}
		if a.vm.Snapshot = info; len(list) == 0 {
			a.vm.Snapshot = nil
		}
	})
	if removed == nil {
		return fmt.Errorf("cannot remove %q: %s has no snapshot of that name", snapshot, vm)
	}
	if parent != nil {
		if p, ok := registry.Get(*parent).(*simulator.VirtualMachineSnapshot); ok {
			ctx.WithLock(p, func() {
				p.ChildSnapshot = slices.DeleteFunc(slices.Clone(p.ChildSnapshot), func(c types.ManagedObjectReference) bool { return c == removed.Snapshot })
				p.ChildSnapshot = append(p.ChildSnapshot, roots(removed.ChildSnapshotList)...)
			})
		}
	}
	registry.Remove(ctx, removed.Snapshot)
	return nil
}

// without copies a tree of snapshots less the one of a name, which is returned
// with its parent. What clients are being told is never edited.
func without(list []types.VirtualMachineSnapshotTree, name string, above *types.ManagedObjectReference) (rest []types.VirtualMachineSnapshotTree, removed *types.VirtualMachineSnapshotTree, parent *types.ManagedObjectReference) {
	for _, node := range list {
		if removed == nil && node.Name == name {
			removed, parent = &node, above
			rest = append(rest, node.ChildSnapshotList...)
			continue
		}
		if removed == nil {
			node.ChildSnapshotList, removed, parent = without(node.ChildSnapshotList, name, &node.Snapshot)
		}
		rest = append(rest, node)
	}
	return rest, removed, parent
}

// roots are the snapshots of a list, without what is below them.
func roots(list []types.VirtualMachineSnapshotTree) (all []types.ManagedObjectReference) {
	for _, node := range list {
		all = append(all, node.Snapshot)
	}
	return all
}

// ExtendDisk gives a disk a new capacity in bytes, larger than the one it has.
// Snapshots keep the capacity that they froze, and Disks the one at the start.
func (s *Server) ExtendDisk(vm string, key int32, capacity int64) (err error) {
	a := s.actor(vm)
	if a == nil {
		return fmt.Errorf("cannot extend disk %d: no virtual machine is named %q", key, vm)
	}
	ctx := &simulator.Context{Map: s.site.model.Map()}
	ctx.WithLock(a.vm, func() {
		devices := slices.Clone(a.vm.Config.Hardware.Device)
		for i, dev := range devices {
			disk, ok := dev.(*types.VirtualDisk)
			if !ok || disk.Key != key {
				continue
			}
			if capacity <= disk.CapacityInBytes {
				err = fmt.Errorf("cannot extend disk %d of %s to %d bytes: it has %d", key, vm, capacity, disk.CapacityInBytes)
				return
			}
			larger := *disk
			larger.CapacityInBytes, larger.CapacityInKB = capacity, capacity/kib
			larger.DeviceInfo = &types.Description{Label: disk.DeviceInfo.GetDescription().Label, Summary: kilobytes(capacity)}
			devices[i] = &larger
			a.vm.Config.Hardware.Device = devices
			return
		}
		err = fmt.Errorf("cannot extend disk %d: %s has no such disk", key, vm)
	})
	return err
}
