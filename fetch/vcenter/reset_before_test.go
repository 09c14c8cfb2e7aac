package vcenter_test

import (
	"cmp"
	"fmt"
	"testing"

	"cbtmap/fetch/vcenter"
)

// A reset that lies wholly before the begin is history; one since then is not.
// The row of the doctor says the same, and refuses nothing.
func TestResetBeforeTheBegin(t *testing.T) {
	const a, b, none = dataUUID, resetUUID, ""
	for name, tt := range map[string]struct {
		snapshots [3]string // the UUID of each
		now       string
		from      string // changeId, "" for that of the first snapshot
		end       int    // snapshot, 3 for the current state
		before    string // what was reset before the begin
		since     string // and since then
		result    vcenter.Result
		found     string
	}{
		"never":                   {[3]string{a, a, a}, a, "", 2, "", "", vcenter.CheckPass, "none"},
		"at the begin":            {[3]string{a, b, b}, b, b + "/2", 2, "nightly-2", "", vcenter.CheckPass, `none; tracking was reset before "nightly-2", before the begin`},
		"after the end":           {[3]string{a, a, b}, b, a + "/1", 1, "", "nightly-3", vcenter.CheckFail, `tracking was reset before "nightly-3"`},
		"since the last snapshot": {[3]string{a, a, a}, b, a + "/2", 2, "", "the current state", vcenter.CheckFail, "tracking was reset before the current state"},
		"on both sides":           {[3]string{a, b, b}, a, b + "/2", 2, "", "the current state", vcenter.CheckFail, "tracking was reset before the current state"},
		"everything":              {[3]string{a, b, b}, b, vcenter.Everything, 2, "", "", vcenter.CheckPass, "none"},
		"everything before it":    {[3]string{a, a, b}, b, vcenter.Everything, 1, "", "nightly-3", vcenter.CheckFail, `tracking was reset before "nightly-3"`},
		"pasted":                  {[3]string{a, b, b}, b, b + "/1", 2, "nightly-2", "", vcenter.CheckPass, `none; tracking was reset before "nightly-2", before the begin`},
		"there and back":          {[3]string{a, b, a}, a, a + "/1", 2, "", "nightly-3", vcenter.CheckFail, `tracking was reset before "nightly-3"`},
		"within":                  {[3]string{a, b, b}, b, a + "/1", 2, "", "nightly-2", vcenter.CheckUnknown, "the two cannot be compared"},
	} {
		t.Run(name, func(t *testing.T) {
			d := machine()
			for i, uuid := range tt.snapshots {
				d.Snapshots[i].Disks[1].ChangeID = fmt.Sprintf("%s/%d", uuid, i+1)
			}
			d.Disks[1].ChangeID = tt.now + "/4"
			iv := vcenter.Interval{VM: d, Disk: d.Disks[1], FromChangeID: tt.from, ToChangeID: d.Disks[1].ChangeID}
			if tt.from == "" {
				iv.FromChangeID = tt.snapshots[0] + "/1"
			}
			if tt.end < 3 {
				iv.To, iv.ToChangeID = d.Snapshots[tt.end], d.Snapshots[tt.end].Disks[1].ChangeID
			}
			if at, ok := iv.ResetBefore(); ok != (tt.before != "") || at.Name != tt.before {
				t.Errorf("before the begin: %q, %v; want %q", at.Name, ok, tt.before)
			}
			since := ""
			if at, ok := iv.Reset(); ok {
				since = cmp.Or(at.Name, "the current state")
			}
			if since != tt.since {
				t.Errorf("since the begin: %q, want %q", since, tt.since)
			}
			for _, c := range vcenter.Diagnose(d, []vcenter.Disk{iv.Disk}, &iv) {
				if c.ID == "noReset" && (c.Result != tt.result || c.Found != tt.found) {
					t.Errorf("%s: %q", c.Result, c.Found)
				}
			}
			if err := d.CheckBegin(iv.Disk, iv); err != nil && tt.result != vcenter.CheckUnknown {
				t.Error(err)
			}
		})
	}
}
