package simulate_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/vmware/govmomi/object"
	"github.com/vmware/govmomi/property"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"

	"cbtmap/fetch/extent"
	"cbtmap/fetch/simulate"
)

// TestInventoryAgreesWithTruth reads every VM and snapshot as a client does and
// finds the disks, sizes and changeIds that the truth tells.
func TestInventoryAgreesWithTruth(t *testing.T) {
	s := start(t, simulate.Options{})
	pc := property.DefaultCollector(login(t, s))
	kinds := map[string]int{}
	for _, d := range s.Disks() {
		if d.VM[:3] == "vdi" && d.VM > "vdi-010" {
			continue
		}
		var vm mo.VirtualMachine
		ref := types.ManagedObjectReference{Type: "VirtualMachine", Value: d.MoID}
		if err := pc.RetrieveOne(t.Context(), ref, []string{"name", "config", "runtime", "snapshot", "rootSnapshot", "summary"}, &vm); err != nil {
			t.Fatal(err)
		}
		if vm.Name != d.VM || (vm.Runtime.PowerState == "poweredOff") != d.PoweredOff {
			t.Errorf("%s: %s, %s", d.VM, vm.Name, vm.Runtime.PowerState)
		}
		kind := check(t, d, "now", vm.Config.Hardware.Device, d.Capacity, d.Current)
		if d.Current != "" {
			kinds[kind]++
		}
		refs := vm.RootSnapshot
		for i, snap := range d.Snapshots {
			if len(refs) != 1 || refs[0].Value != snap.MoID {
				t.Fatalf("%s: snapshot %d is %v, want %s", d.VM, i, refs, snap.MoID)
			}
			var frozen mo.VirtualMachineSnapshot
			if err := pc.RetrieveOne(t.Context(), refs[0], []string{"vm", "config", "childSnapshot"}, &frozen); err != nil {
				t.Fatal(err)
			}
			check(t, d, snap.Name, frozen.Config.Hardware.Device, snap.Capacity, snap.ChangeID)
			refs = frozen.ChildSnapshot
		}
		var want []string
		for _, snap := range d.Snapshots {
			want = append(want, line(snap.MoID, snap.Name, snap.Created))
		}
		if tree := flatten(vm.Snapshot); !slices.Equal(tree, want) {
			t.Errorf("%s: tree %v, want %v", d.VM, tree, want)
		}
	}
	for _, kind := range []string{"FlatVer2", "SeSparse", "SparseVer2", "RawDiskMappingVer1", "RawDiskVer2"} {
		if kinds["*types.VirtualDisk"+kind+"BackingInfo"] == 0 {
			t.Errorf("no tracked disk with a backing of type %s: %v", kind, kinds)
		}
	}
}

// check compares one disk among devices and returns the type of its backing.
func check(t *testing.T, d simulate.DiskTruth, when string, devices object.VirtualDeviceList, capacity int64, id string) string {
	t.Helper()
	disk, ok := devices.FindByKey(d.Key).(*types.VirtualDisk)
	if !ok {
		t.Fatalf("%s %s: no disk %d", d.VM, when, d.Key)
	}
	if disk.DeviceInfo.GetDescription().Label != d.Label || disk.CapacityInBytes != capacity || disk.CapacityInKB*1024 != capacity {
		t.Errorf("%s %s: %s of %d bytes, want %s of %d", d.VM, when, disk.DeviceInfo.GetDescription().Label, disk.CapacityInBytes, d.Label, capacity)
	}
	if devices.FindByKey(disk.ControllerKey) == nil {
		t.Errorf("%s %s: no controller %d", d.VM, when, disk.ControllerKey)
	}
	got := ""
	switch b := disk.Backing.(type) {
	case *types.VirtualDiskFlatVer2BackingInfo:
		got = b.ChangeId
	case *types.VirtualDiskSeSparseBackingInfo:
		got = b.ChangeId
	case *types.VirtualDiskSparseVer2BackingInfo:
		got = b.ChangeId
	case *types.VirtualDiskRawDiskMappingVer1BackingInfo:
		got = b.ChangeId
	case *types.VirtualDiskRawDiskVer2BackingInfo:
		got = b.ChangeId
	}
	if got != id {
		t.Errorf("%s %s %s: changeId %q, want %q", d.VM, d.Label, when, got, id)
	}
	return fmt.Sprintf("%T", disk.Backing)
}

func flatten(info *types.VirtualMachineSnapshotInfo) (all []string) {
	if info == nil {
		return nil
	}
	for list := info.RootSnapshotList; len(list) == 1; list = list[0].ChildSnapshotList {
		all = append(all, line(list[0].Snapshot.Value, list[0].Name, list[0].CreateTime))
	}
	return all
}

func line(moid, name string, created time.Time) string {
	return moid + " " + name + " " + created.UTC().Format(time.RFC3339)
}

// TestCastTellsItsStory holds the sizes that the demonstration is about.
func TestCastTellsItsStory(t *testing.T) {
	s := start(t, simulate.Options{})
	local := s.Local()
	changed := func(vm, label string, from, to int) (share, gib float64, extents, pages int) {
		d := diskOf(t, s, vm, label)
		got, pages := fetch(t, local, question(d, from, to), d.Snapshots[to].Capacity)
		var bytes int64
		for _, e := range got {
			bytes += e.Length
		}
		return float64(bytes) / float64(d.Capacity), float64(bytes) / (1 << 30), len(got), pages
	}
	_, gib, extents, pages := changed("sql01", "Hard disk 2", 5, 6)
	if gib < 110 || gib > 150 || extents < 90_000 || extents > 150_000 || pages < 45 || pages > 75 {
		t.Errorf("last night of sql01: %.0f GiB, %d extents, %d pages", gib, extents, pages)
	}
	if _, gib, _, _ := changed("sql01", "Hard disk 2", 3, 4); gib < 300 {
		t.Errorf("index rebuild of sql01: %.0f GiB", gib)
	}
	if _, _, extents, _ := changed("files01", "Hard disk 1", 5, 6); extents < 20_000 || extents > 40_000 {
		t.Errorf("last night of files01: %d extents", extents)
	}
	if _, _, extents, _ := changed("web01", "Hard disk 1", 5, 6); extents < 12 || extents > 60 {
		t.Errorf("last night of web01: %d extents", extents)
	}
	if share, _, extents, pages := changed("nfs01", "Hard disk 1", 0, 1); share != 1 || extents != 1 || pages != 1 {
		t.Errorf("nfs01: %d extents, share %v", extents, share)
	}
	if share, _, _, _ := changed("reset01", "Hard disk 1", 5, 6); share < 0.3 {
		t.Errorf("defragmentation of reset01: share %v", share)
	}
}

func TestOneLonelyChange(t *testing.T) {
	s := start(t, simulate.Options{})
	d := diskOf(t, s, "files01", "Hard disk 1")
	got, _ := fetch(t, s.Local(), question(d, -1, 6), d.Capacity)
	lonely := extent.Extent{Start: simulate.LonelyChange, Length: 64 << 10}
	i := slices.Index(got, lonely)
	if i != len(got)-1 || i < 1 {
		t.Fatalf("lonely change is extent %d of %d", i, len(got))
	}
	if empty := lonely.Start - got[i-1].End(); empty < 8<<40 {
		t.Errorf("only %d bytes are empty before it", empty)
	}
	if empty := d.Capacity - lonely.End(); empty < 8<<40 {
		t.Errorf("only %d bytes are empty behind it", empty)
	}
	before, _ := fetch(t, s.Local(), question(d, -1, 5), d.Capacity)
	if slices.Contains(before, lonely) {
		t.Error("it was there before the last night")
	}
}

// TestHelperOfGovmomi uses the library's own helper, which finds the changeId
// in a base snapshot by itself, as a second client.
func TestHelperOfGovmomi(t *testing.T) {
	s := start(t, simulate.Options{})
	c := login(t, s)
	d := diskOf(t, s, "sql01", "Hard disk 3")
	q := question(d, 2, 3)
	vm := object.NewVirtualMachine(c, q.This)
	base := types.ManagedObjectReference{Type: "VirtualMachineSnapshot", Value: d.Snapshots[2].MoID}
	disk := &types.VirtualDisk{VirtualDevice: types.VirtualDevice{Key: d.Key}, CapacityInBytes: d.Capacity}
	info, err := vm.QueryChangedDiskAreas(t.Context(), &base, q.Snapshot, disk, 0)
	if err != nil {
		t.Fatal(err)
	}
	var got []extent.Extent
	for _, a := range info.ChangedArea {
		got = append(got, extent.Extent{Start: a.Start, Length: a.Length})
	}
	truth := newOracle(d.Capacity)
	truth.mark(d.Writes(3))
	if want := truth.extents(d.Capacity); !slices.Equal(got, want) || info.Length != d.Capacity {
		t.Errorf("%d extents over %d bytes, want %d over %d", len(got), info.Length, len(want), d.Capacity)
	}
}
