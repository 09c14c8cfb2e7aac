package vcenter

// poweredOff is the power state in which the current state can be an end.
const poweredOff = "poweredOff"

func (d Detail) snapshotNames() []named {
	names := make([]named, len(d.Snapshots))
	for i, s := range d.Snapshots {
		names[i] = named{id: s.MoID, name: s.Name}
	}
	return names
}

func (d Detail) snapshot(moid string) (Snapshot, bool) {
	for _, s := range d.Snapshots {
		if s.MoID == moid {
			return s, true
		}
	}
	return Snapshot{}, false
}

// ancestor is the nearest snapshot above end, or above the current state for
// the zero end, at which the disk has a changeId. Changes run along the tree,
// not along the time: a sibling that is a little older is no begin.
func (d Detail) ancestor(disk Disk, end Snapshot) (Snapshot, bool) {
	next := end.Parent
	if end.MoID == "" {
		for _, s := range d.Snapshots {
			if s.Current {
				next = s.MoID
			}
		}
	}
	for range d.Snapshots { // bounds the walk, should the tree be none
		s, ok := d.snapshot(next)
		if !ok {
			return Snapshot{}, false
		}
		if then, ok := s.Match(disk); ok && then.ChangeID != "" {
			return s, true
		}
		next = s.Parent
	}
	return Snapshot{}, false
}

// carrier is the oldest snapshot at which the disk has this changeId.
func (d Detail) carrier(disk Disk, id ChangeID) (Snapshot, bool) {
	for _, s := range d.Snapshots {
		if then, ok := s.Match(disk); ok && sameID(then.ChangeID, id) {
			return s, true
		}
	}
	return Snapshot{}, false
}

func sameID(text string, id ChangeID) bool {
	other, err := ParseChangeID(text)
	return err == nil && other == id
}
