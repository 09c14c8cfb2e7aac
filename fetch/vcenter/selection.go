package vcenter

import (
	"fmt"
	"strconv"
	"strings"
)

// FindDisk finds a disk by its label, key or slot ("scsi0:1"); "" is the only
// disk.
func (d Detail) FindDisk(labelOrKey string) (Disk, error) {
	want := strings.TrimSpace(labelOrKey)
	if d.DisksWithheld() {
		return Disk{}, d.unseen("disks")
	}
	if len(d.Disks) == 0 {
		return Disk{}, &Error{What: fmt.Sprintf("%s has no virtual disks", quoted(d.Name)), Advice: "choose another virtual machine"}
	}
	if want == "" {
		if len(d.Disks) == 1 {
			return d.Disks[0], nil
		}
		return Disk{}, &Error{What: fmt.Sprintf("%s has %d disks", quoted(d.Name), len(d.Disks)), Advice: "choose one with --disk: " + d.diskNames()}
	}
	for _, same := range []func(Disk) bool{
		func(k Disk) bool { return k.Label == want },
		func(k Disk) bool { return strings.EqualFold(k.Label, want) },
		func(k Disk) bool { return strconv.Itoa(int(k.Key)) == want },
		func(k Disk) bool { return strings.EqualFold(k.Slot, want) },
	} {
		var found []Disk
		for _, k := range d.Disks {
			if same(k) {
				found = append(found, k)
			}
		}
		if len(found) == 1 {
			return found[0], nil
		}
		if len(found) > 1 {
			return Disk{}, &Error{What: fmt.Sprintf("%d disks of %s are named %s", len(found), quoted(d.Name), quoted(want)), Advice: "give the key of one: " + d.diskNames()}
		}
	}
	return Disk{}, &Error{What: fmt.Sprintf("%s has no disk %s", quoted(d.Name), quoted(want)), Advice: "choose one of " + d.diskNames()}
}

func (d Detail) diskNames() string {
	var names []string
	for _, k := range d.Disks {
		names = append(names, fmt.Sprintf("%s (%d)", clean(k.Label), k.Key))
	}
	return someOf(names)
}

// FindInterval resolves both ends of an interval and checks them with CheckEnd
// and CheckBegin.
//
// to is a snapshot's name or managed object id, Current, or "" for the newest
// snapshot (the current state of a powered-off VM without snapshots). from is a
// changeId, a snapshot's name or managed object id, Everything, or "" for the
// snapshot just before the end: its nearest ancestor that tells a changeId.
func (d Detail) FindInterval(disk Disk, to, from string) (Interval, error) {
	end, err := d.findEnd(disk, to)
	if err != nil {
		return Interval{}, err
	}
	if err := d.CheckEnd(disk, end); err != nil {
		return Interval{}, err
	}
	iv := Interval{VM: d, Disk: disk, To: end, ToTime: end.Created, ToChangeID: disk.ChangeID, Capacity: disk.Capacity}
	if end.MoID != "" {
		then, _ := end.Match(disk)
		iv.ToChangeID, iv.Capacity = then.ChangeID, then.Capacity
	}
	if err := d.findBegin(&iv, from); err != nil {
		return Interval{}, err
	}
	if err := d.CheckBegin(disk, iv); err != nil {
		return Interval{}, err
	}
	return iv, nil
}

// findEnd gives the zero Snapshot for the current state.
func (d Detail) findEnd(disk Disk, to string) (Snapshot, error) {
	switch to = strings.TrimSpace(to); {
	case strings.EqualFold(to, Current):
		return Snapshot{}, nil
	case to != "":
		return d.findSnapshot(to, "--to", d.orEnd(disk, "take one while change tracking is on"))
	case len(d.Snapshots) > 0:
		return d.Snapshots[len(d.Snapshots)-1], nil
	case d.Power == poweredOff:
		return Snapshot{}, nil
	}
	return Snapshot{}, d.noSnapshots("", takeOne)
}

// noSnapshots says that there are none, and so not the one that is wanted.
func (d Detail) noSnapshots(want, advice string) error {
	if d.SnapshotsWithheld() {
		return d.unseen("snapshots")
	}
	what := fmt.Sprintf("%s has no snapshots", quoted(d.Name))
	if want != "" {
		what += ", so none is " + quoted(want)
	}
	return &Error{What: what, Meaning: whyNotRunning, Advice: advice}
}

// unseen says what of the machine the account may not read.
func (d Detail) unseen(what string) error {
	return &Error{
		What:    fmt.Sprintf("the account may not see the %s of %s", what, quoted(d.Name)),
		Meaning: "what it does not see is unknown here, and no fault of the machine",
		Advice:  askForRead,
	}
}

// findSnapshot finds a snapshot by name or id; advice is for a name of none.
func (d Detail) findSnapshot(want, option, advice string) (Snapshot, error) {
	found := match(d.snapshotNames(), want)
	switch len(found) {
	case 1:
		s, _ := d.snapshot(found[0].id)
		return s, nil
	case 0:
		if len(d.Snapshots) == 0 {
			return Snapshot{}, d.noSnapshots(want, "take one while change tracking is on")
		}
		return Snapshot{}, &Error{What: fmt.Sprintf("%s has no snapshot %s", quoted(d.Name), quoted(want)), Advice: advice}
	}
	var ids []string
	for _, f := range found {
		s, _ := d.snapshot(f.id)
		ids = append(ids, fmt.Sprintf("%s (%s)", s.MoID, s.Created.UTC().Format("2006-01-02 15:04 MST")))
	}
	return Snapshot{}, &Error{
		What:   fmt.Sprintf("%d snapshots of %s are named %s", len(found), quoted(d.Name), quoted(want)),
		Advice: "give the managed object id of one with " + option + ": " + someOf(ids),
	}
}

// findBegin fills in the begin of iv.
func (d Detail) findBegin(iv *Interval, from string) error {
	from = strings.TrimSpace(from)
	switch {
	case from == Everything:
		iv.FromChangeID = Everything
		return nil
	case from == "":
		begin, ok := d.ancestor(iv.Disk, iv.To)
		if !ok {
			return iv.noBegin()
		}
		return iv.beginAt(begin)
	}
	if len(match(d.snapshotNames(), from)) > 0 {
		begin, err := d.findSnapshot(from, "--from", "")
		if err != nil {
			return err
		}
		return iv.beginAt(begin)
	}
	if !strings.Contains(from, "/") {
		if cutOff(from) {
			return &Error{
				What:   quoted(from) + " looks like a changeId without its number",
				Advice: "paste all of it, with the slash and the number at its end",
			}
		}
		_, err := d.findSnapshot(from, "--from", "choose one with --from: "+iv.beginnings())
		return err
	}
	id, err := ParseChangeID(from)
	if err != nil {
		return err
	}
	iv.FromChangeID = id.String()
	if s, ok := d.carrier(iv.Disk, id); ok {
		return iv.beginAt(s)
	}
	return nil
}

// beginAt makes the disk's changeId at a snapshot the begin, as the server
// wrote it.
func (iv *Interval) beginAt(s Snapshot) error {
	then, ok := s.Match(iv.Disk)
	if !ok {
		return &Error{
			What:   fmt.Sprintf("%s is not part of snapshot %s", clean(iv.Disk.Label), quoted(s.Name)),
			Advice: "choose a begin that holds the disk: " + iv.beginnings(),
		}
	}
	if then.ChangeID == "" {
		return &Error{
			What:    fmt.Sprintf("%s has no changeId at snapshot %s, so tracking was off", clean(iv.Disk.Label), quoted(s.Name)),
			Meaning: "nothing was noted of the writes since that point until tracking was on",
			Advice:  "choose another begin: " + iv.beginnings(),
		}
	}
	iv.FromChangeID, iv.FromSnapshot, iv.FromTime = then.ChangeID, s.Name, s.Created
	return nil
}

func (iv Interval) noBegin() error {
	end := fmt.Sprintf("snapshot %s", quoted(iv.To.Name))
	if iv.To.MoID == "" {
		end = "the current state"
	}
	return &Error{
		What:    fmt.Sprintf("%s has no tracked snapshot before %s", clean(iv.Disk.Label), end),
		Meaning: "the changes can only be counted from a changeId that a backup noted, or from the beginning",
		Advice:  "choose a begin with --from: " + iv.beginnings(),
	}
}
