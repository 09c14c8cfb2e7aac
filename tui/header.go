package tui

import (
	"time"

	"cbtmap/fetch/capture"
	"cbtmap/fetch/vcenter"
)

// HeaderOf is what a capture of an interval says of where it comes from.
func HeaderOf(server vcenter.Server, iv vcenter.Interval, checks []vcenter.Check, now time.Time) capture.Header {
	h := capture.Header{
		Taken:  now,
		Server: capture.Server{Host: server.Host, Product: server.Product, Release: server.Release},
		VM:     capture.VM{Name: iv.VM.Name, MoID: iv.VM.MoID, Power: iv.VM.Power, HardwareVersion: iv.VM.HardwareVersion},
		Disk: capture.Disk{
			Label:    iv.Disk.Label,
			Key:      iv.Disk.Key,
			File:     iv.Disk.File,
			UUID:     iv.Disk.UUID,
			ObjectID: iv.Disk.ObjectID,
			Mode:     iv.Disk.Mode,
			Backing:  iv.Disk.Backing,
		},
		Capacity: iv.Capacity,
		Interval: capture.Interval{
			FromChangeID: iv.FromChangeID,
			FromSnapshot: iv.FromSnapshot,
			From:         iv.FromTime,
			ToSnapshot:   iv.To.Name,
			ToMoID:       iv.To.MoID,
			ToChangeID:   iv.ToChangeID,
			To:           iv.ToTime,
		},
	}
	for _, v := range iv.Disk.Volumes {
		h.Disk.Volumes = append(h.Disk.Volumes, v.Path)
	}
	for _, c := range checks {
		h.Checks = append(h.Checks, capture.Check{
			ID: c.ID, Title: c.Title, Disk: c.Disk, DiskKey: c.DiskKey, Result: c.Result.String(), Found: c.Found, Why: c.Why, Advice: c.Advice,
		})
	}
	return h
}

// intervalOf is the interval that a file speaks of, as far as it says.
func intervalOf(h capture.Header) vcenter.Interval {
	iv := vcenter.Interval{
		VM: vcenter.Detail{
			VM:              vcenter.VM{Name: h.VM.Name, MoID: h.VM.MoID, Power: h.VM.Power},
			HardwareVersion: h.VM.HardwareVersion,
		},
		Disk: vcenter.Disk{
			Label:    h.Disk.Label,
			Key:      h.Disk.Key,
			Capacity: h.Capacity,
			File:     h.Disk.File,
			UUID:     h.Disk.UUID,
			ObjectID: h.Disk.ObjectID,
			Mode:     h.Disk.Mode,
			Backing:  h.Disk.Backing,
		},
		FromChangeID: h.Interval.FromChangeID,
		FromSnapshot: h.Interval.FromSnapshot,
		FromTime:     h.Interval.From,
		To:           vcenter.Snapshot{MoID: h.Interval.ToMoID, Name: h.Interval.ToSnapshot, Created: h.Interval.To},
		ToChangeID:   h.Interval.ToChangeID,
		ToTime:       h.Interval.To,
		Capacity:     h.Capacity,
	}
	for _, path := range h.Disk.Volumes {
		iv.Disk.Volumes = append(iv.Disk.Volumes, vcenter.Volume{Path: path})
	}
	return iv
}

// checksOf are the doctor's rows of a file.
func checksOf(h capture.Header) []vcenter.Check {
	var checks []vcenter.Check
	for _, c := range h.Checks {
		result := vcenter.CheckUnknown
		for _, r := range []vcenter.Result{vcenter.CheckPass, vcenter.CheckFail} {
			if r.String() == c.Result {
				result = r
			}
		}
		checks = append(checks, vcenter.Check{
			ID: c.ID, Title: c.Title, Disk: c.Disk, DiskKey: c.DiskKey, Result: result, Found: c.Found, Why: c.Why, Advice: c.Advice,
		})
	}
	return checks
}
