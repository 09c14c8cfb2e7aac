package vcenter

import (
	"fmt"
	"testing"
	"time"
)

func TestReset(t *testing.T) {
	const old, young = "52 de c0 d9 b9 43 9d 10-61 d5 4c 1b e9 7b 65 63", "52 03 4a de 2c 92 64 d7-ef 1a d0 8b 45 7a f6 e7"
	disk := Disk{Key: 2000, ChangeID: young + "/9"}
	chain := func(uuids ...string) Interval {
		var d Detail
		for i, uuid := range uuids {
			then := disk
			then.ChangeID = ""
			if uuid != "" {
				then.ChangeID = fmt.Sprintf("%s/%d", uuid, i+1)
			}
			d.Snapshots = append(d.Snapshots, Snapshot{
				MoID: fmt.Sprint("snapshot-", i), Name: fmt.Sprint("n", i), Created: time.Unix(int64(i+1)*1000, 0), Disks: []Disk{then},
			})
		}
		return Interval{VM: d, Disk: disk, ToChangeID: disk.ChangeID}
	}
	for name, c := range map[string]struct {
		iv   Interval
		at   string
		want bool
	}{
		"one UUID":               {chain(young, young), "", false},
		"no snapshot":            {chain(), "", false},
		"reset between two":      {chain(old, old, young, young), "n2", true},
		"reset since the newest": {chain(old, old), "", true},
		"not tracked at first":   {chain("", "", young), "", false},
		"untracked in between":   {chain(old, "", young), "n2", true},
	} {
		t.Run(name, func(t *testing.T) {
			at, ok := c.iv.Reset()
			if ok != c.want || at.Name != c.at {
				t.Errorf("Reset() = %q, %v; want %q, %v", at.Name, ok, c.at, c.want)
			}
		})
	}
	// What came after the end is no matter of the interval.
	iv := chain(old, old, young)
	iv.To, iv.ToChangeID = iv.VM.Snapshots[1], iv.VM.Snapshots[1].Disks[0].ChangeID
	if at, ok := iv.Reset(); ok {
		t.Errorf("a reset at %q after the end counts", at.Name)
	}
}
