package tui_test

import (
	"errors"
	"strings"
	"testing"

	"cbtmap/fetch/vcenter"
	"cbtmap/tui"
	"cbtmap/tui/drive"
)

// misfortune makes the simulated vCenter show a fault for the time of a test.
func misfortune(t *testing.T, spec string) {
	t.Helper()
	sim, err := simulated()
	if err != nil {
		t.Fatal(err)
	}
	if err := sim.Fail(spec); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(sim.Mend)
}

// TestWithheldSnapshots: what the account may not see is unknown, and no reason
// to change a machine.
func TestWithheldSnapshots(t *testing.T) {
	misfortune(t, "missing")
	d := demo(t, 120, 36, tui.Pick{VM: "sql01"})
	must(t, d, []string{"? snapshots", "? the account may not see them"}, []string{"0 snapshots"})
	d.Press("enter")
	must(t, d, []string{"may not see the snapshots of sql01", "System.View", "System.Read"},
		[]string{"take a snapshot", "power the", "Changes from when"})

	for _, size := range [][2]int{{120, 36}, {80, 24}} {
		d = demo(t, size[0], size[1], tui.Pick{VM: "off01", Disk: "2000"})
		must(t, d, []string{"Changes from when", "may not see the snapshots of this VM", "System.Read"}, []string{"take a snapshot"})
	}
	d = demo(t, 120, 36, tui.Pick{})
	d.Press("/", "s", "q", "l")
	if row := lineWith(d, "sql01"); strings.Count(row, "?") != 2 {
		t.Errorf("the list claims to know the snapshots: %q", row)
	}
}

// TestWithheldDisks are no missing disks.
func TestWithheldDisks(t *testing.T) {
	f := newFake(1<<40, "db01")
	f.detail.Disks, f.detail.Withheld = nil, []string{"config.hardware.device"}
	d := drive.New(tui.New(fakeOptions(f)), 100, 30)
	d.Settle()
	d.Press("enter")
	must(t, d, []string{"may not see the disks of db01", "System.Read"}, []string{"no virtual disk"})
	d.Press("enter")
	must(t, d, []string{"✗ the account may not see the disks of db01"}, []string{"no virtual disk"})
}

// TestUnreadMachine: of a machine that could not be read nothing is claimed.
func TestUnreadMachine(t *testing.T) {
	f := newFake(1<<40, "db01")
	d := drive.New(tui.New(fakeOptions(f)), 100, 30)
	d.Settle()
	f.err = errors.New("the server is away")
	d.Press("enter")
	for _, key := range []string{"x", "enter", "i"} {
		must(t, d, []string{"db01 › disks", "could not be read; r asks again", "not read"},
			[]string{"0 snapshots", "no virtual disk", "What change tracking needs"})
		d.Press(key)
	}
	f.err = nil
	d.Press("r")
	must(t, d, []string{"2 snapshots", "Hard disk 1"}, []string{"could not be read"})
}

// TestNamelessMachine: a name that is withheld does not leave a hole in the way.
func TestNamelessMachine(t *testing.T) {
	f := newFake(1<<40, "db01")
	f.detail.Name = ""
	d := drive.New(tui.New(fakeOptions(f)), 100, 30)
	d.Settle()
	d.Press("enter")
	must(t, d, []string{"fake › db01 › disks"}, nil)
	f.vms = []vcenter.VM{f.detail.VM}
	d = drive.New(tui.New(fakeOptions(f)), 100, 30)
	d.Settle()
	d.Press("enter")
	must(t, d, []string{"fake › vm-1 › disks"}, nil)
}

// lineWith is the first line below the header with a text.
func lineWith(d *drive.Driver, text string) string {
	for _, line := range strings.Split(plain(d), "\n")[3:] {
		if strings.Contains(line, text) {
			return line
		}
	}
	return ""
}
