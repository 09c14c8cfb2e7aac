package main

import (
	"strconv"
	"time"

	"cbtmap/fetch/vcenter"
)

// The shapes below are what scripts read: all keys are always there, and what the
// server did not tell is null. So are lists that the account may not see; an
// empty one says that there is nothing. Sizes are bytes.

type vmRow struct {
	MoID           string  `json:"moid"`
	Name           string  `json:"name"`
	PowerState     *string `json:"powerState"` // "poweredOn", "poweredOff", "suspended"
	ChangeTracking *bool   `json:"changeTracking"`
	Disks          *int    `json:"disks"`
	Snapshots      *int    `json:"snapshots"`
}

type vmHead struct {
	MoID            string  `json:"moid"`
	Name            string  `json:"name"`
	PowerState      *string `json:"powerState"`
	HardwareVersion *string `json:"hardwareVersion"` // "vmx-19"
	ChangeTracking  *bool   `json:"changeTracking"`
}

type diskRow struct {
	Key           int32    `json:"key"`
	Label         string   `json:"label"`
	CapacityBytes int64    `json:"capacityBytes"`
	File          *string  `json:"file"`
	Mode          *string  `json:"mode"`
	UUID          *string  `json:"uuid"`
	ChangeID      *string  `json:"changeId"` // now; null if not tracked
	Volumes       []string `json:"volumes"`  // of the guest, by path; null if withheld
}

type snapshotRow struct {
	MoID      string            `json:"moid"`
	Name      string            `json:"name"`
	Time      *time.Time        `json:"time"`
	Parent    *string           `json:"parent"`    // managed object id; null for a root
	ChangeIDs map[string]string `json:"changeIds"` // by disk key, of the disks tracked then; null if withheld
}

type vmsDocument struct {
	VMs []vmRow `json:"vms"`
}

type vmDocument struct {
	VM        vmHead        `json:"vm"`
	Disks     []diskRow     `json:"disks"`     // null if withheld
	Snapshots []snapshotRow `json:"snapshots"` // oldest first; null if withheld
}

func vmsJSON(vms []vcenter.VM) vmsDocument {
	rows := make([]vmRow, 0, len(vms))
	for _, vm := range vms {
		rows = append(rows, vmRow{
			MoID:           vm.MoID,
			Name:           vm.Name,
			PowerState:     known(vm.Power, vm.Power != ""),
			ChangeTracking: known(vm.Tracking == vcenter.Yes, vm.Tracking != vcenter.Unknown),
			Disks:          known(vm.Disks, vm.Disks >= 0),
			Snapshots:      known(vm.Snapshots, vm.Snapshots >= 0),
		})
	}
	return vmsDocument{rows}
}

func headJSON(d vcenter.Detail) vmHead {
	return vmHead{
		MoID:            d.MoID,
		Name:            d.Name,
		PowerState:      known(d.Power, d.Power != ""),
		HardwareVersion: known(d.HardwareVersion, d.HardwareVersion != ""),
		ChangeTracking:  known(d.Tracking == vcenter.Yes, d.Tracking != vcenter.Unknown),
	}
}

func detailJSON(d vcenter.Detail) vmDocument {
	doc := vmDocument{
		VM:        headJSON(d),
		Disks:     list[diskRow](d.DisksWithheld()),
		Snapshots: list[snapshotRow](d.SnapshotsWithheld()),
	}
	for _, disk := range d.Disks {
		row := diskRow{
			Key:           disk.Key,
			Label:         disk.Label,
			CapacityBytes: disk.Capacity,
			File:          known(disk.File, disk.File != ""),
			Mode:          known(disk.Mode, disk.Mode != ""),
			UUID:          known(disk.UUID, disk.UUID != ""),
			ChangeID:      known(disk.ChangeID, disk.ChangeID != ""),
			Volumes:       list[string](d.VolumesWithheld()),
		}
		for _, v := range disk.Volumes {
			row.Volumes = append(row.Volumes, v.Path)
		}
		doc.Disks = append(doc.Disks, row)
	}
	for _, s := range d.Snapshots {
		row := snapshotRow{
			MoID:   s.MoID,
			Name:   s.Name,
			Time:   known(s.Created.UTC(), !s.Created.IsZero()),
			Parent: known(s.Parent, s.Parent != ""),
		}
		if !s.Withheld {
			row.ChangeIDs = map[string]string{}
		}
		for _, disk := range s.Disks {
			if disk.ChangeID != "" {
				row.ChangeIDs[strconv.Itoa(int(disk.Key))] = disk.ChangeID
			}
		}
		doc.Snapshots = append(doc.Snapshots, row)
	}
	return doc
}

// list is an empty list to add to, or null where the account may not see what
// there is.
func list[T any](withheld bool) []T {
	if withheld {
		return nil
	}
	return []T{}
}

// known is a value, or null where the server did not give it.
func known[T any](value T, ok bool) *T {
	if !ok {
		return nil
	}
	return &value
}
