package main

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"cbtmap/fetch/vcenter"
	"cbtmap/render"
)

// What the server did not tell is null, lists are there all the same.
func TestInventoryJSONOfSparseFacts(t *testing.T) {
	for _, c := range []struct {
		name string
		doc  any
		want string
	}{
		{"no VMs", vmsJSON(nil), `{"vms":[]}`},
		{"a bare VM", vmsJSON([]vcenter.VM{{MoID: "vm-1", Name: "a", Disks: -1, Snapshots: -1}}),
			`{"vms":[{"moid":"vm-1","name":"a","powerState":null,"changeTracking":null,"disks":null,"snapshots":null}]}`},
		{"a bare detail", detailJSON(vcenter.Detail{VM: vcenter.VM{MoID: "vm-1", Name: "a", Tracking: vcenter.No}}),
			`{"vm":{"moid":"vm-1","name":"a","powerState":null,"hardwareVersion":null,"changeTracking":false},"disks":[],"snapshots":[]}`},
		{"bare disks and snapshots", detailJSON(vcenter.Detail{
			VM:    vcenter.VM{MoID: "vm-1", Name: "a"},
			Disks: []vcenter.Disk{{Key: 2000, Label: "Hard disk 1", Capacity: 512}},
			Snapshots: []vcenter.Snapshot{
				{MoID: "snapshot-1", Name: "s"},
				{MoID: "snapshot-2", Name: "s", Parent: "snapshot-1", Created: time.Unix(0, 0), Disks: []vcenter.Disk{{Key: 2000, ChangeID: "52/1"}, {Key: 2001}}},
			}}),
			`{"vm":{"moid":"vm-1","name":"a","powerState":null,"hardwareVersion":null,"changeTracking":null},` +
				`"disks":[{"key":2000,"label":"Hard disk 1","capacityBytes":512,"file":null,"mode":null,"uuid":null,"changeId":null,"volumes":[]}],` +
				`"snapshots":[{"moid":"snapshot-1","name":"s","time":null,"parent":null,"changeIds":{}},` +
				`{"moid":"snapshot-2","name":"s","time":"1970-01-01T00:00:00Z","parent":"snapshot-1","changeIds":{"2000":"52/1"}}]}`},
	} {
		got, err := json.Marshal(c.doc)
		if err != nil || string(got) != c.want {
			t.Errorf("%s: %v\ngot  %s\nwant %s", c.name, err, got, c.want)
		}
	}
}

// Nothing of a name reaches a terminal as a control sequence, and columns stay
// aligned beside wide letters.
func TestInventoryTextIsCleanAndAligned(t *testing.T) {
	evil := "a\x1b]0;x\x07\n\u202e"
	vms := []vcenter.VM{
		{MoID: "vm-1", Name: evil, Power: "poweredOff", Disks: 1, Snapshots: -1},
		{MoID: "vm-22", Name: "仮想マシン", Power: evil, Tracking: vcenter.Yes, Disks: 12345, Snapshots: 0},
	}
	var b strings.Builder
	if err := writeVMs(&b, vms); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(b.String(), "\n")
	for _, line := range lines {
		if render.Clean(line) != line {
			t.Errorf("a control sequence is in %q", line)
		}
	}
	columns := strings.Index(lines[0], "ID")
	for _, line := range lines[1:3] {
		if at := strings.Index(line, "vm-"); render.Pad(line[:at], columns, false) != line[:at] {
			t.Errorf("the ids do not stand below each other:\n%s", b.String())
		}
	}
	if err := writeDetail(&b, vcenter.Detail{
		VM:        vcenter.VM{Name: evil, MoID: evil, Power: evil},
		Disks:     []vcenter.Disk{{Label: evil, File: evil, Mode: evil, Volumes: []vcenter.Volume{{Path: evil}}}},
		Snapshots: []vcenter.Snapshot{{Name: evil, MoID: evil, Disks: []vcenter.Disk{{ChangeID: evil}}}},
	}); err != nil {
		t.Fatal(err)
	}
	if i := slices.IndexFunc([]rune(b.String()), func(r rune) bool { return r == 0x1b || r == 7 || r == 0x202e }); i >= 0 {
		t.Errorf("a control character came through:\n%q", b.String())
	}
}
