package tui_test

import (
	"context"
	"fmt"
	"time"

	"cbtmap/fetch"
	"cbtmap/fetch/extent"
	"cbtmap/fetch/vcenter"
	"cbtmap/tui"
)

// fake is a Server for what a simulated vCenter cannot do: hang, lie, or have
// names that attack the terminal.
type fake struct {
	vms    []vcenter.VM
	detail vcenter.Detail
	source fetch.Source
	hang   map[string]bool // methods that never answer, by name
	err    error           // what all other methods fail with
}

func (f *fake) wait(ctx context.Context, method string) error {
	if f.hang[method] {
		<-ctx.Done()
		return ctx.Err()
	}
	return f.err
}

func (f *fake) Server() vcenter.Server {
	return vcenter.Server{Host: "fake", User: "tester", Product: "fake", Release: "8.0.3.0"}
}

func (f *fake) VMs(ctx context.Context, each func([]vcenter.VM)) error {
	if err := f.wait(ctx, "VMs"); err != nil {
		return err
	}
	for i := 0; i < len(f.vms); i += 100 {
		each(f.vms[i:min(i+100, len(f.vms))])
	}
	return nil
}

func (f *fake) FindVM(ctx context.Context, name string) (vcenter.VM, error) {
	return f.detail.VM, f.wait(ctx, "FindVM")
}

func (f *fake) Detail(ctx context.Context, moid string) (vcenter.Detail, error) {
	return f.detail, f.wait(ctx, "Detail")
}

func (f *fake) Source(vcenter.Interval) fetch.Source { return f.source }
func (f *fake) Doctor(_ context.Context, vm vcenter.Detail, disks []vcenter.Disk, iv *vcenter.Interval) ([]vcenter.Check, error) {
	return vcenter.Diagnose(vm, disks, iv), nil
}
func (f *fake) Close(context.Context) error { return nil }

var _ tui.Connection = (*fake)(nil)

// newFake has one VM with one disk and two snapshots.
func newFake(capacity int64, name string) *fake {
	const uuid = "52 de c0 d9 b9 43 9d 10-61 d5 4c 1b e9 7b 65 63"
	disk := func(seq int) vcenter.Disk {
		return vcenter.Disk{
			Key: 2000, Label: "Hard disk 1", Capacity: capacity, File: "[ds] " + name, Mode: "persistent",
			Backing: "FlatVer2", Slot: "scsi0:0", Tracking: vcenter.Yes, ChangeID: fmt.Sprintf("%s/%d", uuid, seq),
			Volumes: []vcenter.Volume{{Path: name, Capacity: capacity}},
		}
	}
	vm := vcenter.VM{
		MoID: "vm-1", Name: name, Power: "poweredOn", Tracking: vcenter.Yes, Supported: vcenter.Yes, Disks: 1, Snapshots: 2,
		NewestSnapshot: time.Date(2026, 11, 21, 22, 0, 0, 0, time.UTC),
	}
	return &fake{
		vms: []vcenter.VM{vm},
		detail: vcenter.Detail{
			VM: vm, HardwareVersion: "vmx-19", Disks: []vcenter.Disk{disk(9)},
			Snapshots: []vcenter.Snapshot{
				{MoID: "snapshot-1", Name: name, Created: time.Date(2026, 11, 20, 22, 0, 0, 0, time.UTC), Disks: []vcenter.Disk{disk(7)}},
				{MoID: "snapshot-2", Name: name + "-2", Created: time.Date(2026, 11, 21, 22, 0, 0, 0, time.UTC), Parent: "snapshot-1", Current: true, Disks: []vcenter.Disk{disk(8)}},
			},
		},
		source: pages{capacity: capacity},
		hang:   map[string]bool{},
	}
}

// pages is a Source that reports the given extents, in one page.
type pages struct {
	capacity int64
	extents  []extent.Extent
	hang     bool  // answer the first page and then no more
	cut      int64 // length of the first page, if it hangs
}

func (p pages) Capacity() int64 { return p.capacity }

func (p pages) Areas(ctx context.Context, offset int64) (extent.Page, error) {
	if p.hang && offset == 0 && p.cut > 0 {
		return extent.Page{Start: 0, Length: p.cut, Extents: p.extents}, nil
	}
	if p.hang {
		<-ctx.Done()
		return extent.Page{}, ctx.Err()
	}
	return extent.Page{Start: offset, Length: p.capacity - offset, Extents: p.extents}, nil
}

// fakeOptions start the program on a fake.
func fakeOptions(f *fake) tui.Options {
	opts := quiet()
	opts.StartDemo = true
	opts.Demo = func(ctx context.Context) (tui.Connection, error) {
		if err := f.wait(ctx, "Connect"); err != nil {
			return nil, err
		}
		return f, nil
	}
	opts.Connect = func(ctx context.Context, _ vcenter.Config) (tui.Connection, error) { return opts.Demo(ctx) }
	return opts
}
