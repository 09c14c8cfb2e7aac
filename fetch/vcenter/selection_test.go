package vcenter_test

import (
	"strings"
	"testing"

	"cbtmap/fetch/vcenter"
)

func TestFindDisk(t *testing.T) {
	d := machine()
	for _, want := range []string{"Hard disk 2", "hard DISK 2", " 2001 ", "scsi0:1"} {
		if disk, err := d.FindDisk(want); err != nil || disk.Key != 2001 {
			t.Errorf("%q: key %d, %v", want, disk.Key, err)
		}
	}
	_, err := d.FindDisk("")
	wantError(t, err, "choose one with --disk: Hard disk 1 (2000), Hard disk 2 (2001)")
	_, err = d.FindDisk("Hard disk 9")
	wantError(t, err, `"sql01" has no disk "Hard disk 9": choose one of Hard disk 1 (2000), Hard disk 2 (2001)`)

	d.Disks[1].Label = "Hard disk 1"
	_, err = d.FindDisk("Hard disk 1")
	wantError(t, err, "give the key of one")

	d.Disks = d.Disks[:1]
	if disk, err := d.FindDisk(""); err != nil || disk.Key != 2000 {
		t.Errorf("the only disk: %d, %v", disk.Key, err)
	}
	d.Disks = nil
	_, err = d.FindDisk("")
	wantError(t, err, `"sql01" has no virtual disks`)
}

func TestFindInterval(t *testing.T) {
	d := machine()
	disk := d.Disks[1]
	for _, tt := range []struct {
		to, from                 string
		end, begin, beginID, toC string
	}{
		{"", "", "nightly-3", "nightly-2", dataUUID + "/2", dataUUID + "/3"},
		{"nightly-2", "", "nightly-2", "nightly-1", dataUUID + "/1", dataUUID + "/2"},
		{"snapshot-3", "snapshot-1", "nightly-3", "nightly-1", dataUUID + "/1", dataUUID + "/3"},
		{"NIGHTLY-3", "*", "nightly-3", "", "*", dataUUID + "/3"},
		{"nightly-3", strings.ToUpper(dataUUID) + "/2", "nightly-3", "nightly-2", dataUUID + "/2", dataUUID + "/3"},
		{"nightly-3", dataUUID + "/0", "nightly-3", "", dataUUID + "/0", dataUUID + "/3"},
	} {
		iv, err := d.FindInterval(disk, tt.to, tt.from)
		if err != nil {
			t.Errorf("%q from %q: %v", tt.to, tt.from, err)
			continue
		}
		if iv.ToName() != tt.end || iv.FromSnapshot != tt.begin || iv.FromChangeID != tt.beginID || iv.ToChangeID != tt.toC {
			t.Errorf("%q from %q: %+v", tt.to, tt.from, iv)
		}
		if iv.Capacity != 150*gib {
			t.Errorf("the bound is %d bytes, not that of the end", iv.Capacity)
		}
		if iv.FromTime.IsZero() != (tt.begin == "") || iv.ToTime.IsZero() {
			t.Errorf("%q from %q: times %v to %v", tt.to, tt.from, iv.FromTime, iv.ToTime)
		}
	}
}

func TestFindIntervalOfCurrentState(t *testing.T) {
	d := machine()
	_, err := d.FindInterval(d.Disks[0], vcenter.Current, "")
	wantError(t, err, `the current state of "sql01" cannot be asked for while it is not powered off`)

	d.Power = "poweredOff"
	iv, err := d.FindInterval(d.Disks[1], "Current", "")
	if err != nil {
		t.Fatal(err)
	}
	if iv.To.MoID != "" || iv.ToName() != vcenter.Current || iv.FromSnapshot != "nightly-3" || iv.Capacity != 200*gib || iv.ToChangeID != dataUUID+"/4" {
		t.Errorf("%+v", iv)
	}

	d.Snapshots = nil
	if iv, err = d.FindInterval(d.Disks[1], "", "*"); err != nil || iv.ToName() != vcenter.Current {
		t.Errorf("off and without snapshots: %+v, %v", iv, err)
	}
	_, err = d.FindInterval(d.Disks[1], "", "")
	wantError(t, err, "Hard disk 2 has no tracked snapshot before the current state: choose a begin with --from")
	d.Power = "poweredOn"
	_, err = d.FindInterval(d.Disks[1], "", "*")
	wantError(t, err, `"sql01" has no snapshots: take one`)
}

func TestFindIntervalRefuses(t *testing.T) {
	d := machine()
	disk := d.Disks[1]
	for _, tt := range []struct{ to, from, want string }{
		{"nightly-9", "", `"sql01" has no snapshot "nightly-9": choose one with --to: "nightly-1", "nightly-2", "nightly-3"`},
		{"", "nightly-9", `"sql01" has no snapshot "nightly-9": choose one with --from`},
		{"nightly-1", "", `Hard disk 2 has no tracked snapshot before snapshot "nightly-1"`},
		{"nightly-1", "nightly-1", `the begin is not older than the end, "nightly-1"`},
		{"nightly-1", "nightly-3", `the begin is not older than the end, "nightly-1"`},
		{"nightly-2", dataUUID + "/2", `the begin is not older than the end`},
		{"nightly-2", dataUUID + "/10", `the begin is not older than the end`},
		{"", systemUUID + "/1", "this changeId belongs to Hard disk 1, not to Hard disk 2"},
		{"", resetUUID + "/1", "this changeId was never seen on Hard disk 2"},
		{"", "52 de/", "the changeId lacks its UUID or its sequence number"},
	} {
		_, err := d.FindInterval(disk, tt.to, tt.from)
		wantError(t, err, tt.want)
	}

	// Two snapshots of one name can be told apart by their ids alone.
	d.Snapshots[0].Name = "nightly-2"
	_, err := d.FindInterval(disk, "nightly-2", "*")
	wantError(t, err, `2 snapshots of "sql01" are named "nightly-2": give the managed object id of one with --to: snapshot-1 (2026-11-15 22:00 UTC), snapshot-2`)
	if iv, err := d.FindInterval(disk, "snapshot-2", "snapshot-1"); err != nil || iv.FromTime != night(1) {
		t.Errorf("%+v, %v", iv, err)
	}
}

// A begin lies on the way from the root to the end, whatever is newer elsewhere.
func TestFindIntervalFollowsTheTree(t *testing.T) {
	d := machine()
	d.Snapshots[2].Parent = "snapshot-1" // the machine was reverted to nightly-1 before nightly-3
	iv, err := d.FindInterval(d.Disks[0], "nightly-3", "")
	if err != nil || iv.FromSnapshot != "nightly-1" {
		t.Errorf("begin %q, %v", iv.FromSnapshot, err)
	}
	d.Snapshots[0].Parent = "snapshot-3" // nonsense must end all the same
	for i := range d.Snapshots {
		d.Snapshots[i].Disks[1].ChangeID = ""
	}
	d.Power = "poweredOff"
	_, err = d.FindInterval(d.Disks[1], "current", "")
	wantError(t, err, "no tracked snapshot before")
}

func TestSnapshotMatchesByObjectID(t *testing.T) {
	s := vcenter.Snapshot{Disks: []vcenter.Disk{{Key: 2000, ObjectID: "1-2000"}, {Key: 2001, ObjectID: "1-2001"}, {Key: 2002}}}
	for _, tt := range []struct {
		disk vcenter.Disk
		key  int32 // 0 is none
	}{
		{vcenter.Disk{Key: 2000}, 2000},
		{vcenter.Disk{Key: 2000, ObjectID: "1-2000"}, 2000},
		{vcenter.Disk{Key: 2000, ObjectID: "1-2001"}, 2001}, // the key was given to another disk since
		{vcenter.Disk{Key: 2000, ObjectID: "1-2009"}, 0},
		{vcenter.Disk{Key: 2002, ObjectID: "1-2002"}, 2002},
		{vcenter.Disk{Key: 2009, ObjectID: "1-2000"}, 2000},
		{vcenter.Disk{Key: 2009}, 0},
	} {
		if then, ok := s.Match(tt.disk); then.Key != tt.key || ok != (tt.key != 0) {
			t.Errorf("%+v: %d, %v", tt.disk, then.Key, ok)
		}
	}
}
