package vcenter

// Reset tells whether change tracking of the disk was reset while the VM's
// snapshots were taken: then an older one carries a changeId with another UUID
// than the end of the interval. at is the first state after the reset, the zero
// Snapshot for the current state.
//
// A reset means a new tracking file: nothing from before it counts, and what
// made it necessary may have damaged more (a hard power-off, a moved or restored
// disk, or somebody who found the tracking wrong).
func (iv Interval) Reset() (at Snapshot, ok bool) {
	end, err := ParseChangeID(iv.ToChangeID)
	if err != nil {
		return Snapshot{}, false
	}
	for _, s := range iv.VM.Snapshots {
		if !iv.To.Created.IsZero() && s.Created.After(iv.To.Created) {
			break
		}
		then, here := s.Match(iv.Disk)
		if !here {
			continue
		}
		id, err := ParseChangeID(then.ChangeID)
		switch {
		case err != nil: // not tracked then
		case id.UUID != end.UUID:
			at, ok = Snapshot{}, true
		case ok && at.MoID == "":
			at = s
		}
	}
	return at, ok
}
