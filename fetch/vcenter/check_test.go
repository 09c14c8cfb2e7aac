package vcenter_test

import (
	"testing"

	"pgregory.net/rapid"

	"cbtmap/fetch/vcenter"
)

func TestCheckEnd(t *testing.T) {
	forget := func(d *vcenter.Detail) { // no changeId on the second disk, now or then
		d.Disks[1].ChangeID = ""
		for i := range d.Snapshots {
			d.Snapshots[i].Disks[1].ChangeID = ""
		}
	}
	leaveOut := func(d *vcenter.Detail) {
		for i := range d.Snapshots {
			d.Snapshots[i].Disks = d.Snapshots[i].Disks[:1]
		}
	}
	for name, tt := range map[string]struct {
		change func(*vcenter.Detail)
		want   string
	}{
		"fine":          {func(d *vcenter.Detail) {}, ""},
		"nothing told":  {func(d *vcenter.Detail) { d.Tracking, d.Supported, d.HardwareVersion = 0, 0, "" }, ""},
		"added later":   {leaveOut, `Hard disk 2 is not part of snapshot "nightly-3"`},
		"added, off":    {func(d *vcenter.Detail) { leaveOut(d); d.Tracking = vcenter.No }, `Hard disk 2 is not part of snapshot "nightly-3"`},
		"off":           {func(d *vcenter.Detail) { forget(d); d.Tracking = vcenter.No }, `change tracking is off for "sql01"`},
		"off for disk":  {func(d *vcenter.Detail) { forget(d); d.Disks[1].Tracking = vcenter.No }, `change tracking is on for "sql01" but off for Hard disk 2: set scsi0:1.ctkEnabled to TRUE`},
		"not yet":       {forget, `Hard disk 2 has no changeId at snapshot "nightly-3"`},
		"old hardware":  {func(d *vcenter.Detail) { forget(d); d.HardwareVersion = "vmx-04" }, `virtual hardware version 4, which has no change tracking`},
		"independent":   {func(d *vcenter.Detail) { leaveOut(d); d.Disks[1].Mode = "independent_persistent" }, "independent disk"},
		"physical RDM":  {func(d *vcenter.Detail) { forget(d); d.Disks[1].RDM = "physicalMode" }, "raw device in physical mode"},
		"multi-writer":  {func(d *vcenter.Detail) { forget(d); d.Disks[1].Sharing = "sharingMultiWriter" }, "shared with other machines"},
		"old backing":   {func(d *vcenter.Detail) { forget(d); d.Disks[1].Backing = "SparseVer1" }, "backing of type SparseVer1"},
		"not supported": {func(d *vcenter.Detail) { forget(d); d.Supported = vcenter.No }, "does not support change tracking"},
	} {
		t.Run(name, func(t *testing.T) {
			d := machine()
			tt.change(&d)
			err := d.CheckEnd(d.Disks[1], d.Snapshots[2])
			if tt.want == "" {
				if err != nil {
					t.Error(err)
				}
				return
			}
			wantError(t, err, tt.want)
			if _, same := d.FindInterval(d.Disks[1], "", "*"); same == nil || same.Error() != err.Error() {
				t.Errorf("the interval says %v, the end %v", same, err)
			}
		})
	}

	d := machine()
	d.Power = "poweredOff"
	d.Disks[1].ChangeID = ""
	wantError(t, d.CheckEnd(d.Disks[1], vcenter.Snapshot{}), "Hard disk 2 has no changeId now")
}

func TestCheckBegin(t *testing.T) {
	d := machine()
	// Tracking of the second disk was reset after the first night.
	d.Snapshots[0].Disks[1].ChangeID = resetUUID + "/1"
	_, err := d.FindInterval(d.Disks[1], "", "nightly-1")
	wantError(t, err, `change tracking of Hard disk 2 was reset between the begin and "nightly-3"`)

	// Nothing was written between two snapshots: an answer, not a mistake.
	d = machine()
	d.Snapshots[1].Disks[1].ChangeID = d.Snapshots[2].Disks[1].ChangeID
	if _, err := d.FindInterval(d.Disks[1], "nightly-3", "nightly-2"); err != nil {
		t.Error(err)
	}

	// A sequence that is no number is not compared.
	d = machine()
	d.Snapshots[2].Disks[1].ChangeID = dataUUID + "/x1"
	if _, err := d.FindInterval(d.Disks[1], "nightly-3", dataUUID+"/x9"); err != nil {
		t.Error(err)
	}
	iv := vcenter.Interval{VM: d, Disk: d.Disks[1], FromChangeID: "nonsense", ToChangeID: dataUUID + "/1"}
	wantError(t, d.CheckBegin(d.Disks[1], iv), "no slash")
}

// Whatever the machine looks like, an interval that is found holds what it
// promises, and what is not found is refused in words.
func TestIntervalsHoldTheirPromise(t *testing.T) {
	uuids := rapid.SampledFrom([]string{dataUUID, systemUUID, resetUUID, "", "odd/one"})
	names := rapid.SampledFrom([]string{"", "a", "b", "A", "s1", "current", "*", dataUUID + "/1", dataUUID + "/2", "52 dd/", "\x1b[2J"})
	rapid.Check(t, func(rt *rapid.T) {
		changeID := func() string {
			u := uuids.Draw(rt, "uuid")
			if u == "" {
				return ""
			}
			return u + "/" + rapid.SampledFrom([]string{"1", "2", "10", "x"}).Draw(rt, "sequence")
		}
		disks := func() (list []vcenter.Disk) {
			for key := range rapid.Int32Range(0, 3).Draw(rt, "disks") {
				list = append(list, vcenter.Disk{
					Key: key, Label: names.Draw(rt, "label"), ChangeID: changeID(),
					Capacity: rapid.Int64Range(1, 9).Draw(rt, "capacity"),
					ObjectID: rapid.SampledFrom([]string{"", "o1", "o2"}).Draw(rt, "object"),
				})
			}
			return list
		}
		d := vcenter.Detail{Disks: disks()}
		d.Power = rapid.SampledFrom([]string{"poweredOn", "poweredOff", "suspended", ""}).Draw(rt, "power")
		moids := []string{"s0", "s1", "s2", "s3"}
		for n := range rapid.IntRange(0, 4).Draw(rt, "snapshots") {
			d.Snapshots = append(d.Snapshots, vcenter.Snapshot{
				MoID: moids[n], Name: names.Draw(rt, "name"), Created: night(n), Disks: disks(),
				Parent: rapid.SampledFrom(append(moids, "")).Draw(rt, "parent"), Current: rapid.Bool().Draw(rt, "current"),
			})
		}
		disk, err := d.FindDisk(rapid.SampledFrom([]string{"", "a", "0", "1"}).Draw(rt, "disk"))
		if err != nil {
			wantError(rt, err, "")
			return
		}
		iv, err := d.FindInterval(disk, names.Draw(rt, "to"), names.Draw(rt, "from"))
		if err != nil {
			wantError(rt, err, "")
			return
		}
		if err := d.CheckEnd(disk, iv.To); err != nil {
			rt.Fatalf("the end is not possible: %v", err)
		}
		if err := d.CheckBegin(disk, iv); err != nil {
			rt.Fatalf("the begin is not possible: %v", err)
		}
		end := disk
		if iv.To.MoID != "" {
			end, _ = iv.To.Match(disk)
		}
		if iv.Capacity != end.Capacity || iv.ToChangeID != end.ChangeID || iv.FromChangeID == "" {
			rt.Fatalf("%+v does not end at %+v", iv, end)
		}
	})
}
