package main

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"testing"

	"github.com/vmware/govmomi"
	"github.com/vmware/govmomi/property"
	"github.com/vmware/govmomi/session"
	"github.com/vmware/govmomi/view"
	"github.com/vmware/govmomi/vim25"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// otherClient asks for changed areas with govmomi alone: a second opinion.
type otherClient struct{ client *vim25.Client }

// connectOther logs in as the exported environment says.
func connectOther(t *testing.T, env environment) otherClient {
	t.Helper()
	address, err := url.Parse(env["GOVC_URL"])
	if err != nil {
		t.Fatal(err)
	}
	transport := soap.NewClient(address, false)
	if err := transport.SetRootCAs(env["GOVC_TLS_CA_CERTS"]); err != nil {
		t.Fatal(err)
	}
	client, err := vim25.NewClient(t.Context(), transport)
	if err != nil {
		t.Fatal(err)
	}
	c := govmomi.Client{Client: client, SessionManager: session.NewManager(client)}
	if err := c.Login(t.Context(), url.UserPassword(env["GOVC_USERNAME"], env["GOVC_PASSWORD"])); err != nil {
		t.Fatal(err)
	}
	return otherClient{client}
}

// question is one disk between two snapshots.
type question struct {
	vm         string
	ref        types.ManagedObjectReference
	disk       int32
	begin, end frozen
}

// frozen is a disk at a snapshot.
type frozen struct {
	name     string
	ref      types.ManagedObjectReference
	changeID string
	capacity int64
}

func (q question) String() string {
	return fmt.Sprintf("%s disk %d %s→%s", q.vm, q.disk, q.begin.name, q.end.name)
}

// report is the command line that asks the same of cbtmap, over one protocol or
// the other.
func (q question) report() []string {
	protocol := []string{"soap", "json"}[(int(q.disk)+len(q.begin.changeID)+len(q.vm))%2]
	return []string{"report", "--json", "--protocol", protocol, "--vm", q.ref.Value, "--disk", strconv.Itoa(int(q.disk)), "--from", q.begin.ref.Value, "--to", q.end.ref.Value}
}

// questions are all pairs of snapshots of all disks that were tracked at both.
func (c otherClient) questions(t *testing.T) []question {
	t.Helper()
	ctx := t.Context()
	all, err := view.NewManager(c.client).CreateContainerView(ctx, c.client.ServiceContent.RootFolder, []string{"VirtualMachine"}, true)
	if err != nil {
		t.Fatal(err)
	}
	var vms []mo.VirtualMachine
	if err := all.Retrieve(ctx, []string{"VirtualMachine"}, []string{"name", "snapshot"}, &vms); err != nil {
		t.Fatal(err)
	}
	var list []question
	for _, vm := range vms {
		if vm.Snapshot == nil {
			continue
		}
		disks := map[int32][]frozen{}
		for _, s := range chain(vm.Snapshot.RootSnapshotList) {
			var snapshot mo.VirtualMachineSnapshot
			if err := property.DefaultCollector(c.client).RetrieveOne(ctx, s.Snapshot, []string{"config.hardware.device"}, &snapshot); err != nil {
				t.Fatal(err)
			}
			for _, device := range snapshot.Config.Hardware.Device {
				if disk, ok := device.(*types.VirtualDisk); ok && changeIDOf(disk) != "" {
					disks[disk.Key] = append(disks[disk.Key], frozen{s.Name, s.Snapshot, changeIDOf(disk), disk.CapacityInBytes})
				}
			}
		}
		for key, points := range disks {
			for end := range points {
				for begin := range end {
					list = append(list, question{vm.Name, vm.Self, key, points[begin], points[end]})
				}
			}
		}
	}
	return list
}

// question is one of them.
func (c otherClient) question(t *testing.T, vm string, disk int32, begin, end string) question {
	t.Helper()
	for _, q := range c.questions(t) {
		if q.vm == vm && q.disk == disk && q.begin.name == begin && q.end.name == end {
			return q
		}
	}
	t.Fatalf("no disk %d of %s was tracked at %s and %s", disk, vm, begin, end)
	return question{}
}

// chain lays a tree of snapshots out, parents first.
func chain(trees []types.VirtualMachineSnapshotTree) []types.VirtualMachineSnapshotTree {
	var all []types.VirtualMachineSnapshotTree
	for _, tree := range trees {
		all = append(append(all, tree), chain(tree.ChildSnapshotList)...)
	}
	return all
}

func changeIDOf(disk *types.VirtualDisk) string {
	switch b := disk.Backing.(type) {
	case *types.VirtualDiskFlatVer2BackingInfo:
		return b.ChangeId
	case *types.VirtualDiskSparseVer2BackingInfo:
		return b.ChangeId
	case *types.VirtualDiskSeSparseBackingInfo:
		return b.ChangeId
	case *types.VirtualDiskRawDiskVer2BackingInfo:
		return b.ChangeId
	case *types.VirtualDiskRawDiskMappingVer1BackingInfo:
		return b.ChangeId
	}
	return ""
}

// ask pages through one question.
func (c otherClient) ask(ctx context.Context, q question) (merged, error) {
	var areas []types.DiskChangeExtent
	for offset := int64(0); offset < q.end.capacity; {
		res, err := methods.QueryChangedDiskAreas(ctx, c.client, &types.QueryChangedDiskAreas{
			This: q.ref, Snapshot: &q.end.ref, DeviceKey: q.disk, StartOffset: offset, ChangeId: q.begin.changeID,
		})
		if err != nil {
			return nil, err
		}
		areas = append(areas, res.Returnval.ChangedArea...)
		offset = res.Returnval.StartOffset + res.Returnval.Length
	}
	return merge(areas), nil
}

// merged are extents in order that do not touch.
type merged []types.DiskChangeExtent

func merge(areas []types.DiskChangeExtent) merged {
	areas = slices.SortedFunc(slices.Values(areas), func(a, b types.DiskChangeExtent) int { return int(a.Start>>9 - b.Start>>9) })
	var out merged
	for _, a := range areas {
		if n := len(out); n > 0 && a.Start <= out[n-1].Start+out[n-1].Length {
			out[n-1].Length = max(out[n-1].Length, a.Start+a.Length-out[n-1].Start)
			continue
		}
		out = append(out, a)
	}
	return out
}

// totals are what is compared.
type totals struct{ bytes, extents int64 }

func (m merged) totals() totals {
	t := totals{extents: int64(len(m))}
	for _, e := range m {
		t.bytes += e.Length
	}
	return t
}
