package vcenter_test

import (
	"testing"

	"cbtmap/fetch/simulate"
	"cbtmap/fetch/vcenter"
)

// Everything that is read about every disk is what the simulated vCenter knows
// to be so.
func TestDetailTellsTheTruth(t *testing.T) { eachProtocol(t, testDetailTellsTheTruth) }

func testDetailTellsTheTruth(t *testing.T, protocol string) {
	c := connect(t, liveOver(protocol))
	truths := map[string][]simulate.DiskTruth{}
	for _, truth := range live.Disks() {
		truths[truth.MoID] = append(truths[truth.MoID], truth)
	}
	backings, buses := map[string]bool{}, map[string]bool{}
	for moid, disks := range truths {
		if name := disks[0].VM; len(name) > 4 && name[:4] == "vdi-" && name > "vdi-010" {
			continue // enough of the clones
		}
		d, err := c.Detail(t.Context(), moid)
		if err != nil {
			t.Error(err)
			continue
		}
		if d.Name != disks[0].VM || len(d.Disks) != len(disks) || d.Disks[0].Backing == "" {
			t.Errorf("%s: %+v", disks[0].VM, d)
		}
		for _, truth := range disks {
			disk, err := d.FindDisk(truth.Label)
			if err != nil {
				t.Error(err)
				continue
			}
			if disk.ChangeID != "" {
				backings[disk.Backing] = true
			}
			buses[disk.Slot[:3]] = true
			compareDisk(t, d, disk, truth)
		}
	}
	for _, want := range []string{"FlatVer2", "SeSparse", "SparseVer2", "RDMVer1", "RawDiskVer2"} {
		if !backings[want] {
			t.Errorf("no tracked disk has a backing of type %s, only %v", want, backings)
		}
	}
	if !buses["scs"] || !buses["sat"] {
		t.Errorf("buses are %v", buses)
	}
}

func compareDisk(t *testing.T, d vcenter.Detail, disk vcenter.Disk, truth simulate.DiskTruth) {
	t.Helper()
	if disk.Key != truth.Key || disk.Capacity != truth.Capacity || disk.ChangeID != truth.Current || disk.File == "" || disk.Slot == "" {
		t.Errorf("%s: got %+v, want %+v", d.Name, disk, truth)
	}
	if len(d.Snapshots) != len(truth.Snapshots) {
		t.Fatalf("%s has %d snapshots, not %d", d.Name, len(d.Snapshots), len(truth.Snapshots))
	}
	for i, want := range truth.Snapshots {
		s := d.Snapshots[i]
		if s.MoID != want.MoID || s.Name != want.Name || !s.Created.Equal(want.Created) || s.Current != (i == len(truth.Snapshots)-1) {
			t.Errorf("%s: got %+v, want %+v", d.Name, s, want)
		}
		if i > 0 && s.Parent != d.Snapshots[i-1].MoID || i == 0 && s.Parent != "" {
			t.Errorf("%s: parent of %s is %q", d.Name, s.Name, s.Parent)
		}
		if then, ok := s.Match(disk); ok && (then.ChangeID != want.ChangeID || then.Capacity != want.Capacity) || !ok && want.ChangeID != "" {
			t.Errorf("%s at %s: got %+v, want %+v", d.Name, s.Name, then, want)
		}
	}
}

func TestDetailOfCast(t *testing.T) { eachProtocol(t, testDetailOfCast) }

func testDetailOfCast(t *testing.T, protocol string) {
	c := connect(t, liveOver(protocol))
	sql := detail(t, c, "sql01")
	if sql.HardwareVersion != "vmx-19" || sql.Disks[1].Tracking != vcenter.Yes {
		t.Errorf("%+v", sql)
	}
	if v := sql.Disks[1].Volumes; len(v) != 1 || v[0].Path != `D:\` || v[0].Capacity == 0 || v[0].Free == 0 {
		t.Errorf("volumes %+v", v)
	}
	rac := detail(t, c, "rac01")
	if rac.Disks[1].Mode != "independent_persistent" || rac.Disks[2].Sharing != "sharingMultiWriter" || rac.Disks[3].RDM != "physicalMode" || rac.Disks[4].RDM != "virtualMode" {
		t.Errorf("%+v", rac.Disks)
	}
	if empty := detail(t, c, "empty01"); len(empty.Disks) != 0 || len(empty.Snapshots) != 0 {
		t.Errorf("%+v", empty)
	}
	for _, tt := range []struct{ vm, disk, want string }{
		{"empty01", "", "has no virtual disks"},
		{"vdi-005", "", "has no snapshots"},
		{"legacy01", "", "hardware version 4"},
		{"nocbt01", "", `change tracking is off for "nocbt01"`},
		{"web01", "Hard disk 2", "off for Hard disk 2"},
		{"rac01", "Hard disk 2", "independent disk"},
		{"rac01", "Hard disk 3", "shared with other machines"},
		{"rac01", "Hard disk 4", "physical mode"},
	} {
		d := detail(t, c, tt.vm)
		disk, err := d.FindDisk(tt.disk)
		if err == nil {
			_, err = d.FindInterval(disk, "", "")
		}
		wantError(t, err, tt.want)
	}
	_, err := c.Detail(t.Context(), "vm-nothing")
	wantError(t, err, "vm-nothing is not there any more")
}

func BenchmarkDetail(b *testing.B) {
	c := connect(b, liveConfig())
	vm, err := c.FindVM(b.Context(), "sql01")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := c.Detail(b.Context(), vm.MoID); err != nil {
			b.Fatal(err)
		}
	}
}
