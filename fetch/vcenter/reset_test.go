package vcenter_test

import (
	"testing"

	"cbtmap/fetch/vcenter"
)

func TestReset(t *testing.T) {
	const a, b, c, none = dataUUID, resetUUID, systemUUID, ""
	for name, tt := range map[string]struct {
		snapshots [3]string // the UUID of each
		now       string
		end       int // snapshot, 3 for the current state
		at        string
		ok        bool
	}{
		"never":                       {[3]string{a, a, a}, a, 2, "", false},
		"before the end":              {[3]string{a, b, b}, b, 2, "nightly-2", true},
		"long before the end":         {[3]string{a, b, b}, b, 3, "nightly-2", true},
		"after the end":               {[3]string{a, a, b}, b, 1, "nightly-3", true},
		"since the last snapshot":     {[3]string{a, a, a}, b, 1, "", true},
		"twice":                       {[3]string{a, b, c}, c, 1, "nightly-3", true},
		"tracked from the second on":  {[3]string{none, a, a}, a, 2, "", false},
		"not tracked in between":      {[3]string{a, none, b}, b, 2, "nightly-3", true},
		"not tracked now":             {[3]string{a, a, a}, none, 2, "", false},
		"the end was not tracked":     {[3]string{a, b, none}, b, 2, "", false},
		"never tracked but at an end": {[3]string{none, none, a}, none, 2, "", false},
	} {
		t.Run(name, func(t *testing.T) {
			d := machine()
			id := func(uuid string) string {
				if uuid == none {
					return ""
				}
				return uuid + "/7"
			}
			for i, uuid := range tt.snapshots {
				d.Snapshots[i].Disks[1].ChangeID = id(uuid)
			}
			d.Disks[1].ChangeID = id(tt.now)
			iv := vcenter.Interval{VM: d, Disk: d.Disks[1], ToChangeID: id(tt.now)}
			if tt.end < 3 {
				iv.To, iv.ToChangeID = d.Snapshots[tt.end], id(tt.snapshots[tt.end])
			}
			if at, ok := iv.Reset(); at.Name != tt.at || ok != tt.ok {
				t.Errorf("at %q, %v; want %q, %v", at.Name, ok, tt.at, tt.ok)
			}
		})
	}
}

// Another disk's tracking is its own affair.
func TestResetOfAnotherDisk(t *testing.T) {
	d := machine()
	d.Snapshots[0].Disks[0].ChangeID = resetUUID + "/1"
	iv := vcenter.Interval{VM: d, Disk: d.Disks[1], To: d.Snapshots[2], ToChangeID: dataUUID + "/3"}
	if at, ok := iv.Reset(); ok {
		t.Errorf("reset at %q", at.Name)
	}
	iv.ToChangeID = resetUUID + "/9"
	if at, ok := iv.Reset(); !ok || at.Name != "nightly-3" {
		t.Errorf("an end of another tracking: at %q, %v", at.Name, ok)
	}
}
