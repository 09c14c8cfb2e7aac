package vcenter

// What an error offers instead of what was asked for. It offers nothing that
// would be refused in its turn.

// ends are the ends that work for the disk.
func (d Detail) ends(disk Disk) []string {
	return d.endsWhere(disk, func(string) bool { return true })
}

// endsAfter are the ends that work with a begin.
func (d Detail) endsAfter(disk Disk, begin ChangeID) []string {
	return d.endsWhere(disk, func(text string) bool {
		id, err := ParseChangeID(text)
		if err != nil {
			return false
		}
		older, ok := begin.before(id)
		return ok && older
	})
}

func (d Detail) endsWhere(disk Disk, ok func(changeID string) bool) []string {
	var names []string
	for _, s := range d.Snapshots {
		if then, found := s.Match(disk); found && d.CheckEnd(disk, s) == nil && ok(then.ChangeID) {
			names = append(names, quoted(s.Name))
		}
	}
	if d.CheckEnd(disk, Snapshot{}) == nil && ok(disk.ChangeID) {
		names = append(names, Current)
	}
	return names
}

// orEnd is advice to choose an end, if there is any that works.
func (d Detail) orEnd(disk Disk, otherwise string) string {
	if ends := d.ends(disk); len(ends) > 0 {
		return "choose one with --to: " + someOf(ends)
	}
	return otherwise
}

// beginnings are what the changes up to the end of iv can be counted from: the
// older snapshots of the same tracking, and what is always possible.
func (iv Interval) beginnings() string {
	const always = "a changeId of an earlier backup, " + Everything + " for all allocated areas"
	end, err := ParseChangeID(iv.ToChangeID)
	if err != nil {
		return always
	}
	var names []string
	for _, s := range iv.VM.Snapshots {
		then, found := s.Match(iv.Disk)
		if !found || s.MoID == iv.To.MoID {
			continue
		}
		id, err := ParseChangeID(then.ChangeID)
		if err != nil {
			continue
		}
		older, ok := id.before(end)
		unwritten := id == end && (iv.ToTime.IsZero() || s.Created.Before(iv.ToTime))
		if ok && older || unwritten {
			names = append(names, quoted(s.Name))
		}
	}
	if len(names) == 0 {
		return always
	}
	return someOf(names) + ", " + always
}
