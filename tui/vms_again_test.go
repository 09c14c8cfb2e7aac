package tui_test

import (
	"context"
	"strings"
	"testing"

	"cbtmap/fetch/vcenter"
	"cbtmap/tui"
	"cbtmap/tui/drive"
)

// relisting has an inventory whose second reading stops in its middle.
type relisting struct {
	*fake
	asked int
	err   error
	late  []vcenter.VM // what the second reading has
}

func (r *relisting) VMs(_ context.Context, each func([]vcenter.VM)) error {
	r.asked++
	if r.asked == 1 {
		each(r.vms)
		return nil
	}
	each(r.late)
	return r.err
}

// The list that is there stays until a new one is.
func TestListReadAgain(t *testing.T) {
	f := newFake(1<<30, "db01")
	f.vms = append(f.vms, vcenter.VM{MoID: "vm-2", Name: "web01"}, vcenter.VM{MoID: "vm-3", Name: "web02"})
	r := &relisting{fake: f, err: errDisk, late: []vcenter.VM{{MoID: "vm-3", Name: "web02"}}}
	opts := fakeOptions(f)
	opts.Demo = func(context.Context) (tui.Connection, error) { return r, nil }
	d := drive.New(tui.New(opts), 100, 30)
	d.Settle()
	d.Press("down", "down")
	d.Send(drive.Key("r"))
	contains(t, d, "db01", "web01", "web02", "3 VMs …")
	d.Settle()
	contains(t, d, "db01", "web01", "web02", "3 VMs", errDisk.Error(), "could not be read again: this is the one from before")
	r.err = nil
	d.Press("r")
	contains(t, d, "web02", "1 VMs")
	if s := plain(d); strings.Contains(s, "db01") {
		t.Errorf("what is gone is still listed:\n%s", s)
	}
}
