package tui_test

import (
	"errors"
	"strings"
	"testing"

	"cbtmap/fetch/vcenter"
	"cbtmap/tui"
	"cbtmap/tui/drive"
)

// onInterval starts the program where the interval of a fake's disk is chosen.
func onInterval(t *testing.T, f *fake) *drive.Driver {
	t.Helper()
	d := drive.New(tui.New(fakeOptions(f)), 120, 36)
	d.Settle()
	d.Press("enter", "enter")
	must(t, d, []string{"✓ from db01 to db01-2", "r read again"}, nil)
	return d
}

// another adds a snapshot to a fake that is newer than all.
func another(f *fake) {
	last := f.detail.Snapshots[len(f.detail.Snapshots)-1]
	newer := last
	newer.MoID, newer.Name, newer.Parent, newer.Created = "snapshot-3", "db01-3", last.MoID, last.Created.AddDate(0, 0, 1)
	newer.Disks = f.detail.Disks
	f.detail.Snapshots = append(f.detail.Snapshots[:len(f.detail.Snapshots):len(f.detail.Snapshots)], newer)
}

// TestReadAgain: r brings snapshots that are new, drops those that are gone, and
// keeps the choice where it still exists.
func TestReadAgain(t *testing.T) {
	f := newFake(1<<40, "db01")
	d := onInterval(t, f)
	another(f)
	d.Press("r")
	must(t, d, []string{"✓ from db01 to db01-2", "db01-3"}, []string{"gone"})

	// The same number of snapshots, but not the same ones.
	f.detail.Snapshots = f.detail.Snapshots[1:]
	another(f)
	f.detail.Snapshots[2].MoID, f.detail.Snapshots[2].Name = "snapshot-4", "db01-4"
	d.Press("r")
	must(t, d, []string{"db01 is gone: the interval is now from everything allocated to db01-2", "✓ from everything allocated to db01-2", "db01-4"}, nil)

	d.Press("end", "up", "e", "up", "b") // from db01-3 to db01-4
	must(t, d, []string{"✓ from db01-3 to db01-4"}, nil)
	f.detail.Snapshots = f.detail.Snapshots[:2]
	d.Press("r")
	must(t, d, []string{"db01-4 is gone", "✓ from db01-2 to db01-3"}, nil)
	if s := plain(d); strings.Contains(strings.ReplaceAll(s, "db01-4 is gone", ""), "db01-4") {
		t.Errorf("what is gone is still there:\n%s", s)
	}
}

// TestReadAgainKeepsTheField: a pasted changeId begins the interval as before.
func TestReadAgainKeepsTheField(t *testing.T) {
	f := newFake(1<<40, "db01")
	d := onInterval(t, f)
	d.Press("c")
	d.Type("52 de c0 d9 b9 43 9d 10-61 d5 4c 1b e9 7b 65 63/2")
	d.Press("enter")
	must(t, d, []string{"✓ from the pasted changeId to db01-2"}, nil)
	another(f)
	d.Press("r")
	must(t, d, []string{"✓ from the pasted changeId to db01-2", "65 63/2 begin", "db01-3"}, nil)

	// Whoever types meanwhile goes on typing.
	d.Send(drive.Key("r"))
	for _, k := range []string{"c", "1", "/"} {
		d.Send(drive.Key(k))
	}
	d.Settle()
	d.Type("77")
	must(t, d, []string{"65 63/21/77", "enter begin with it"}, nil)
}

// TestReadAgainInVain leaves what is known, and says why.
func TestReadAgainInVain(t *testing.T) {
	f := newFake(1<<40, "db01")
	d := onInterval(t, f)
	f.err = errors.New("the server is away")
	d.Press("r")
	must(t, d, []string{"✗ the server is away", "✓ from db01 to db01-2"}, nil)

	// Whoever has gone on is not brought back.
	f.err, f.hang["Detail"] = nil, false
	f.detail.Disks = nil
	d.Send(drive.Key("r"))
	d.Send(drive.Key("enter"))
	d.Settle()
	must(t, d, []string{"complete, trustworthy"}, []string{"any more"})
}

// TestNothingLeftToChoose: without its disk, or without any end, the way leads
// back to the disks, with a sentence.
func TestNothingLeftToChoose(t *testing.T) {
	for _, c := range []struct {
		name, says string
		change     func(*vcenter.Detail)
	}{
		{"no disk", "Hard disk 1 is not there any more: choose another disk", func(d *vcenter.Detail) { d.Disks = nil }},
		{"another disk", "Hard disk 1 is not there any more", func(d *vcenter.Detail) {
			d.Disks = []vcenter.Disk{{Key: 2001, Label: "Hard disk 2", Capacity: 1 << 30}}
		}},
		{"no snapshot", "this VM has no snapshot", func(d *vcenter.Detail) { d.Snapshots = nil }},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := newFake(1<<40, "db01")
			d := onInterval(t, f)
			c.change(&f.detail)
			d.Press("r")
			must(t, d, []string{"Which disk?", c.says}, []string{"Changes from when"})
		})
	}
}
