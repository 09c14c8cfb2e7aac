package vcenter

import (
	"slices"

	"github.com/vmware/govmomi/vim25/types"
)

// snapshotsOf flattens the tree of snapshots, oldest first; frozen has the
// devices of each by its managed object id.
func snapshotsOf(info types.VirtualMachineSnapshotInfo, frozen map[string]devices) []Snapshot {
	var list []Snapshot
	var walk func(trees []types.VirtualMachineSnapshotTree, parent string)
	walk = func(trees []types.VirtualMachineSnapshotTree, parent string) {
		for _, t := range trees {
			moid := t.Snapshot.Value
			list = append(list, Snapshot{
				MoID:    moid,
				Name:    t.Name,
				Created: t.CreateTime,
				Parent:  parent,
				Current: info.CurrentSnapshot != nil && info.CurrentSnapshot.Value == moid,
				Disks:   frozen[moid].disks(),
			})
			walk(t.ChildSnapshotList, moid)
		}
	}
	walk(info.RootSnapshotList, "")
	// Stable: with equal times a parent stays before its children.
	slices.SortStableFunc(list, func(a, b Snapshot) int { return a.Created.Compare(b.Created) })
	return list
}

// Match finds disk d, as it is now, among the disks of the snapshot: by key, but
// where both sides tell an object id, which no change of hardware alters, by that.
func (s Snapshot) Match(d Disk) (Disk, bool) {
	if then, ok := s.Disk(d.Key); ok && (then.ObjectID == d.ObjectID || then.ObjectID == "" || d.ObjectID == "") {
		return then, true
	}
	if d.ObjectID == "" {
		return Disk{}, false
	}
	i := slices.IndexFunc(s.Disks, func(then Disk) bool { return then.ObjectID == d.ObjectID })
	if i < 0 {
		return Disk{}, false
	}
	return s.Disks[i], true
}
