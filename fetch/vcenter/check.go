package vcenter

import (
	"fmt"
	"strconv"
	"strings"
)

// firstTracked is the oldest virtual hardware with change tracking.
const firstTracked = 7

// CheckEnd is nil, or says why this end cannot work for the disk. The zero
// Snapshot is the current state. What the server did not tell is not held
// against the end.
func (d Detail) CheckEnd(disk Disk, to Snapshot) error {
	label, name := clean(disk.Label), clean(to.Name)
	if to.MoID == "" {
		if d.Power != poweredOff && d.Power != "" {
			return errRunning(d, nil)
		}
		if disk.ChangeID == "" {
			return d.untracked(disk, "now")
		}
		return nil
	}
	then, ok := to.Match(disk)
	if !ok {
		if reason := d.untrackable(disk); reason != nil {
			return reason
		}
		return &Error{
			What:   fmt.Sprintf("%s is not part of snapshot %s", label, quoted(name)),
			Advice: "choose a snapshot that was taken after the disk was added",
		}
	}
	if then.ChangeID == "" {
		return d.untracked(disk, fmt.Sprintf("at snapshot %s", quoted(name)))
	}
	return nil
}

func errRunning(d Detail, cause error) error {
	return &Error{
		What:   fmt.Sprintf("the current state of %s cannot be asked for while it is not powered off", quoted(d.Name)),
		Advice: "choose a snapshot as the end, or power the machine off",
		Err:    cause,
	}
}

// untracked says why a disk has no changeId, with the first cause that can be
// told; when is a point in words.
func (d Detail) untracked(disk Disk, when string) error {
	if reason := d.untrackable(disk); reason != nil {
		return reason
	}
	label := clean(disk.Label)
	switch {
	case d.Tracking == No:
		return &Error{
			What:   fmt.Sprintf("change tracking is off for %s", quoted(d.Name)),
			Advice: "turn it on while there are no snapshots, then take one",
		}
	case disk.Tracking == No:
		return &Error{
			What:   fmt.Sprintf("change tracking is on for %s but off for %s", quoted(d.Name), label),
			Advice: fmt.Sprintf("set %s.ctkEnabled to TRUE while there are no snapshots, then take one", disk.slot()),
		}
	}
	return &Error{
		What:   fmt.Sprintf("%s has no changeId %s", label, when),
		Advice: "tracking starts with the next snapshot or power cycle after it is turned on, so choose a later end",
	}
}

// untrackable is nil, or says why this disk cannot have change tracking at all.
func (d Detail) untrackable(disk Disk) error {
	label := clean(disk.Label)
	version, err := strconv.Atoi(strings.TrimPrefix(d.HardwareVersion, "vmx-"))
	switch {
	case err == nil && version < firstTracked:
		return &Error{
			What:   fmt.Sprintf("%s has virtual hardware version %d, which has no change tracking", quoted(d.Name), version),
			Advice: fmt.Sprintf("upgrade it to version %d or later", firstTracked),
		}
	case disk.RDM == "physicalMode":
		return &Error{
			What:   label + " is a raw device in physical mode, which cannot be tracked",
			Advice: "choose another disk, or map the device in virtual mode",
		}
	case strings.HasPrefix(disk.Mode, "independent"):
		return &Error{
			What:   label + " is an independent disk, which snapshots and change tracking leave out",
			Advice: "choose another disk, or set its mode to dependent",
		}
	case disk.Sharing != "" && disk.Sharing != "sharingNone":
		return &Error{
			What:   label + " is shared with other machines, which cannot be tracked",
			Advice: "choose a disk that only one machine writes to",
		}
	case !disk.trackable():
		return &Error{
			What:   fmt.Sprintf("%s has a backing of type %s, which cannot be tracked", label, disk.Backing),
			Advice: "choose another disk",
		}
	case d.Supported == No:
		return &Error{
			What:   fmt.Sprintf("%s does not support change tracking", quoted(d.Name)),
			Advice: "choose another virtual machine",
		}
	}
	return nil
}

// slot is for a sentence: the name in configuration files, or a stand-in.
func (d Disk) slot() string {
	if d.Slot == "" {
		return "scsiX:Y"
	}
	return d.Slot
}

// CheckBegin is nil, or says why the interval's begin cannot work with its end:
// a malformed changeId, one of another disk or from before tracking was reset,
// or one that is not older than the end. The server would refuse all of these,
// but without saying which.
func (d Detail) CheckBegin(disk Disk, iv Interval) error {
	if iv.FromChangeID == Everything {
		return nil
	}
	begin, err := ParseChangeID(iv.FromChangeID)
	if err != nil {
		return err
	}
	end, err := ParseChangeID(iv.ToChangeID)
	if err != nil {
		return nil // nothing to compare with: the server knows
	}
	if begin.UUID != end.UUID {
		return d.foreign(disk, iv, begin)
	}
	if older, ok := begin.before(end); !ok || older {
		return nil
	}
	if begin == end && !iv.FromTime.IsZero() && (iv.ToTime.IsZero() || iv.FromTime.Before(iv.ToTime)) {
		return nil // two snapshots with nothing written in between
	}
	what := fmt.Sprintf("the begin is not older than the end, %s", quoted(iv.ToName()))
	advice := "choose an earlier begin: " + iv.beginnings()
	if later := d.endsAfter(disk, begin); len(later) > 0 {
		advice = "choose a later end with --to: " + someOf(later) + "; or an earlier begin: " + iv.beginnings()
	}
	return &Error{What: what, Advice: advice}
}

// foreign says where a changeId with another UUID than the end's comes from, as
// far as anything that was seen on this machine tells.
func (d Detail) foreign(disk Disk, iv Interval, id ChangeID) error {
	for _, other := range d.Disks {
		if other.Key != disk.Key && d.seen(other, id.UUID) {
			return &Error{
				What:   fmt.Sprintf("this changeId belongs to %s, not to %s", clean(other.Label), clean(disk.Label)),
				Advice: "choose that disk, or another begin: " + iv.beginnings(),
			}
		}
	}
	if d.seen(disk, id.UUID) {
		return &Error{
			What:   fmt.Sprintf("change tracking of %s was reset between the begin and %s", clean(disk.Label), quoted(iv.ToName())),
			Advice: "choose a begin and an end on the same side of the reset, and make a full backup after it",
		}
	}
	return &Error{
		What:   "this changeId was never seen on " + clean(disk.Label),
		Advice: "it is of another disk, or tracking was reset since, so choose another begin: " + iv.beginnings(),
	}
}

// seen says whether the disk has, or had at any snapshot, tracking of this UUID.
func (d Detail) seen(disk Disk, uuid string) bool {
	has := func(text string) bool {
		id, err := ParseChangeID(text)
		return err == nil && id.UUID == uuid
	}
	if has(disk.ChangeID) {
		return true
	}
	for _, s := range d.Snapshots {
		if then, ok := s.Match(disk); ok && has(then.ChangeID) {
			return true
		}
	}
	return false
}
