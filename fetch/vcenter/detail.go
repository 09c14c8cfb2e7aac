package vcenter

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/vmware/govmomi/vim25/types"
)

// Property paths of the heavy set, about 30 kB for one virtual machine with
// three snapshots.
const (
	propVersion = "config.version"
	propDevices = "config.hardware.device"
	propExtra   = "config.extraConfig"
	propVolumes = "guest.disk"
)

// Detail reads the disks and snapshots of one virtual machine, in one call.
func (c *Client) Detail(ctx context.Context, moid string) (Detail, error) {
	var vm *types.ObjectContent
	frozen := map[string]devices{} // by the snapshot's managed object id
	hidden := map[string]bool{}    // snapshots whose devices are withheld
	err := c.retrieve(ctx, detailSpec(moid), func(page []types.ObjectContent) {
		for _, o := range page {
			if o.Obj.Type == "VirtualMachine" {
				vm = &o
				continue
			}
			list, _ := get[types.ArrayOfVirtualDevice](propertiesOf(o), propDevices)
			frozen[o.Obj.Value] = list.VirtualDevice
			hidden[o.Obj.Value] = isMissing(o, propDevices)
		}
	})
	if err != nil {
		return Detail{}, c.callError(err, fmt.Sprintf("reading virtual machine %s", clean(moid)))
	}
	if vm == nil {
		return Detail{}, goneVM(moid, nil)
	}
	d := detailOf(*vm, frozen)
	for i := range d.Snapshots {
		d.Snapshots[i].Withheld = hidden[d.Snapshots[i].MoID]
	}
	return d, nil
}

// detailSpec asks for one virtual machine and walks from it over all its
// snapshots, whatever their number and depth, without knowing their ids.
func detailSpec(moid string) types.PropertyFilterSpec {
	children := &types.SelectionSpec{Name: "children"}
	return types.PropertyFilterSpec{
		PropSet: []types.PropertySpec{
			{Type: "VirtualMachine", PathSet: append([]string{propVersion, propDevices, propExtra, propVolumes}, lightSet...)},
			{Type: "VirtualMachineSnapshot", PathSet: []string{propDevices}},
		},
		ObjectSet: []types.ObjectSpec{{
			Obj: vmRef(moid),
			SelectSet: []types.BaseSelectionSpec{
				&types.TraversalSpec{Type: "VirtualMachine", Path: "rootSnapshot", SelectSet: []types.BaseSelectionSpec{children}},
				&types.TraversalSpec{SelectionSpec: *children, Type: "VirtualMachineSnapshot", Path: "childSnapshot", SelectSet: []types.BaseSelectionSpec{children}},
			},
		}},
	}
}

func detailOf(vm types.ObjectContent, frozen map[string]devices) Detail {
	p := propertiesOf(vm)
	list, _ := get[types.ArrayOfVirtualDevice](p, propDevices)
	extra, _ := get[types.ArrayOfOptionValue](p, propExtra)
	volumes, _ := get[types.ArrayOfGuestDiskInfo](p, propVolumes)
	info, _ := get[types.VirtualMachineSnapshotInfo](p, propSnapshot)

	d := Detail{
		VM:              vmOf(vm),
		HardwareVersion: text[string](p, propVersion),
		Disks:           devices(list.VirtualDevice).disks(),
		Snapshots:       snapshotsOf(info, frozen),
		Withheld:        withheld(vm),
	}
	addTracking(d.Disks, extra.OptionValue)
	addVolumes(d.Disks, volumes.GuestDiskInfo)
	return d
}

// addTracking notes "<slot>.ctkEnabled", the only place that says it of one disk.
func addTracking(disks []Disk, extra []types.BaseOptionValue) {
	for _, base := range extra {
		option := base.GetOptionValue()
		slot, ok := strings.CutSuffix(option.Key, ".ctkEnabled")
		if !ok {
			continue
		}
		on, err := strconv.ParseBool(strings.ToLower(fmt.Sprint(option.Value)))
		if err != nil {
			continue
		}
		for i := range disks {
			if strings.EqualFold(disks[i].Slot, slot) {
				disks[i].Tracking = FlagOf(&on)
			}
		}
	}
}

// addVolumes notes what VMware Tools tell about the guest's file systems.
func addVolumes(disks []Disk, volumes []types.GuestDiskInfo) {
	for i := range disks {
		for _, v := range volumes {
			onDisk := func(m types.GuestInfoVirtualDiskMapping) bool { return m.Key == disks[i].Key }
			if slices.ContainsFunc(v.Mappings, onDisk) {
				disks[i].Volumes = append(disks[i].Volumes, Volume{Path: v.DiskPath, Capacity: v.Capacity, Free: v.FreeSpace})
			}
		}
	}
}
