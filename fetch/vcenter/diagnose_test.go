package vcenter_test

import (
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"cbtmap/fetch/vcenter"
)

// anyMachine has whatever a server may say of a machine, also what makes no sense.
func anyMachine(rt *rapid.T) vcenter.Detail {
	one := func(label string, of ...string) string { return rapid.SampledFrom(of).Draw(rt, label) }
	flag := func(label string) vcenter.Flag {
		return rapid.SampledFrom([]vcenter.Flag{vcenter.Unknown, vcenter.No, vcenter.Yes}).Draw(rt, label)
	}
	disks := func() (list []vcenter.Disk) {
		for key := range rapid.Int32Range(0, 3).Draw(rt, "disks") {
			list = append(list, vcenter.Disk{
				Key: 2000 + key, Label: one("label", "", "Hard disk 1", "\x1b[2J"), Capacity: 1 << 30,
				Mode:     one("mode", "", "persistent", "independent_persistent"),
				Sharing:  one("sharing", "", "sharingNone", "sharingMultiWriter"),
				RDM:      one("rdm", "", "virtualMode", "physicalMode", "new"),
				Backing:  one("backing", "", "FlatVer2", "SparseVer1"),
				ObjectID: one("object", "", "o1", "o2"),
				ChangeID: one("changeId", "", dataUUID+"/1", dataUUID+"/2", dataUUID+"/x", resetUUID+"/1", "nonsense"),
				Slot:     one("slot", "", "scsi0:0"), Tracking: flag("disk tracking"),
			})
		}
		return list
	}
	d := vcenter.Detail{
		VM: vcenter.VM{
			Name: one("name", "vm", ""), Power: one("power", "", "poweredOn", "poweredOff", "suspended", "odd"),
			Tracking: flag("tracking"), Supported: flag("supported"), Snapshots: rapid.IntRange(-1, 3).Draw(rt, "count"),
		},
		HardwareVersion: one("hardware", "", "vmx-04", "vmx-07", "vmx-21", "odd"),
		Disks:           disks(),
		Withheld:        rapid.SliceOf(rapid.SampledFrom([]string{"snapshot", "config.extraConfig", "config.hardware.device", "config.version"})).Draw(rt, "withheld"),
	}
	for n := range rapid.IntRange(0, 3).Draw(rt, "snapshots") {
		d.Snapshots = append(d.Snapshots, vcenter.Snapshot{
			MoID: one("moid", "s1", "s2", "s3"), Name: one("snapshot", "a", "b"), Created: night(n), Disks: disks(),
			Withheld: rapid.IntRange(0, 5).Draw(rt, "hidden") == 0,
		})
	}
	return d
}

// What a screen refuses is what the doctor finds, in the same words:
//
//   - an end is refused if and only if the row power or changeIdEnd fails;
//   - a begin is refused if and only if changeIdBegin, sameTracking or order fails;
//   - either way the reason stands in a row that fails.
func TestRefusalsAreRowsThatFail(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := anyMachine(rt)
		checks := vcenter.Diagnose(d, nil, nil)
		wantChecks(rt, checks)
		if len(d.Disks) == 0 {
			return
		}
		disk := rapid.SampledFrom(d.Disks).Draw(rt, "disk")
		ids := rapid.SampledFrom([]string{"*", "", "nonsense", dataUUID + "/1", dataUUID + "/2", dataUUID + "/x", resetUUID + "/1"})
		iv := vcenter.Interval{
			VM: d, Disk: disk, FromChangeID: ids.Draw(rt, "from"), ToChangeID: disk.ChangeID,
			FromTime: night(rapid.IntRange(0, 3).Draw(rt, "time")),
		}
		if n := rapid.IntRange(-1, len(d.Snapshots)-1).Draw(rt, "end"); n >= 0 {
			iv.To, iv.ToTime = d.Snapshots[n], d.Snapshots[n].Created
			then, _ := iv.To.Match(disk)
			iv.ToChangeID = then.ChangeID
		}
		checks = vcenter.Diagnose(d, []vcenter.Disk{disk}, &iv)
		wantChecks(rt, checks)
		agree := func(refused error, ids ...string) {
			failed := slices.ContainsFunc(checks, func(c vcenter.Check) bool {
				return c.Result == vcenter.CheckFail && slices.Contains(ids, c.ID)
			})
			if failed != (refused != nil) {
				rt.Fatalf("refused: %v, but\n%s", refused, rows(checks))
			}
			if refused == nil {
				return
			}
			wantError(rt, refused, "")
			var e *vcenter.Error
			errors.As(refused, &e)
			if !slices.ContainsFunc(checks, func(c vcenter.Check) bool {
				return c.Result == vcenter.CheckFail && c.Advice == e.Advice && c.Why == e.Meaning
			}) {
				rt.Fatalf("no row says %q, %q:\n%s", e.Meaning, e.Advice, rows(checks))
			}
		}
		agree(d.CheckEnd(disk, iv.To), "power", "changeIdEnd")
		agree(d.CheckBegin(disk, iv), "changeIdBegin", "sameTracking", "order")
	})
}

// The ids and their order are part of the interface.
func TestDiagnoseOrder(t *testing.T) {
	d := machine()
	iv, err := d.FindInterval(d.Disks[1], "", "")
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, c := range vcenter.Diagnose(d, d.Disks[1:], &iv) {
		ids = append(ids, c.ID)
	}
	want := []string{
		"power", "hardware", "supported", "vmTracking",
		"diskTracking", "mode", "sharing", "rdm", "backing", "changeIdNow",
		"changeIdBegin", "changeIdEnd", "sameTracking", "order", "noReset", "snapshotsAtEnable",
	}
	if !slices.Equal(ids, want) {
		t.Errorf("%q", ids)
	}
}
