package simulate_test

import (
	"testing"

	"github.com/vmware/govmomi/find"
	"github.com/vmware/govmomi/object"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/types"

	"cbtmap/fetch/simulate"
)

// TestBackupRoundTrip does what a backup product does: find the VM by its path,
// take a snapshot, ask for what changed since the last one, remove it again.
func TestBackupRoundTrip(t *testing.T) {
	s := start(t, simulate.Options{})
	c := login(t, s)
	vm, err := find.NewFinder(c).VirtualMachine(t.Context(), "/dc1/vm/web01")
	if err != nil {
		t.Fatal(err)
	}
	d := diskOf(t, s, "web01", "Hard disk 1")
	if vm.Reference().Value != d.MoID {
		t.Fatalf("found %s, want %s", vm.Reference(), d.MoID)
	}
	task, err := vm.CreateSnapshot(t.Context(), "backup", "", false, true)
	if err != nil {
		t.Fatal(err)
	}
	info, err := task.WaitForResult(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	snapshot := info.Result.(types.ManagedObjectReference)
	q := question(d, 5, 6)
	want, _ := fetch(t, c, q, d.Capacity)
	q.Snapshot = &snapshot
	if got, _ := fetch(t, c, q, d.Capacity); len(got) != len(want) {
		t.Errorf("%d extents up to the new snapshot, want %d as up to the last", len(got), len(want))
	}
	q.ChangeId = d.Current
	res, err := methods.QueryChangedDiskAreas(t.Context(), c, &q)
	if err != nil || len(res.Returnval.ChangedArea) != 0 || res.Returnval.Length != d.Capacity {
		t.Errorf("since the last snapshot: %+v, %v; want an empty page for the whole disk", res, err)
	}
	task, err = vm.RemoveSnapshot(t.Context(), snapshot.Value, false, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := task.Wait(t.Context()); err != nil {
		t.Error(err)
	}
}

// TestPowerChangesWhatCanBeAsked switches a VM on and off again: its present is
// an end only while it is off.
func TestPowerChangesWhatCanBeAsked(t *testing.T) {
	s := start(t, simulate.Options{})
	c := login(t, s)
	d := diskOf(t, s, "off01", "Hard disk 2")
	q := question(d, 0, len(d.Snapshots))
	vm := object.NewVirtualMachine(c, q.This)
	if got, _ := fetch(t, c, q, d.Capacity); len(got) == 0 {
		t.Error("nothing changed while it was off")
	}
	for _, step := range []struct {
		change func() (*object.Task, error)
		off    bool
	}{
		{func() (*object.Task, error) { return vm.PowerOn(t.Context()) }, false},
		{func() (*object.Task, error) { return vm.PowerOff(t.Context()) }, true},
	} {
		task, err := step.change()
		if err != nil {
			t.Fatal(err)
		}
		if err := task.Wait(t.Context()); err != nil {
			t.Fatal(err)
		}
		if _, err := methods.QueryChangedDiskAreas(t.Context(), c, &q); (err == nil) != step.off {
			t.Errorf("powered off %v: %v", step.off, err)
		}
	}
}
