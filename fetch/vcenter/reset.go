package vcenter

// Reset says whether change tracking of the interval's disk was reset within
// what can be seen of it: whether any snapshot, or the disk as it is now, has a
// changeId of another UUID than the end of the interval. Changes on the far side
// of a reset are lost, and what broke tracking may have lost others before.
//
// at is the newest state, the zero one standing for the current state, whose
// UUID differs from that of the state before it: tracking was reset between.
func (iv Interval) Reset() (at Snapshot, ok bool) {
	end, err := ParseChangeID(iv.ToChangeID)
	if err != nil {
		return Snapshot{}, false
	}
	before := ""
	see := func(s Snapshot, text string) {
		id, err := ParseChangeID(text)
		if err != nil {
			return // untracked at the time: nothing to compare
		}
		if before != "" && id.UUID != before {
			at, ok = s, true
		}
		before = id.UUID
	}
	for _, s := range iv.VM.Snapshots {
		if then, found := s.Match(iv.Disk); found {
			see(s, then.ChangeID)
		}
	}
	see(Snapshot{}, iv.Disk.ChangeID)
	if !ok && before != "" && before != end.UUID {
		return iv.To, true // the end is none of these states
	}
	return at, ok
}
