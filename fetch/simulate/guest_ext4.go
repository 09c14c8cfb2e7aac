package simulate

// linuxSystem is a small Linux server: ext4 keeps the tables of sixteen block
// groups together every 2 GiB, and its journal in the middle.
func linuxSystem(j *journal) {
	var (
		boot    = area{mib, 512 * mib}
		journal = area{j.capacity / 2 / gib * gib, 512 * mib}
	)
	if j.epoch == 0 {
		j.write(0, mib)
		j.sequential(boot, 24*mib, 8*mib)
		j.write(journal.start, journal.length)
	} else {
		written, more := j.advance(1, 24*mib, 90*mib)
		j.write(journal.start+written%(journal.length-90*mib), more)
	}
	for group := boot.end(); group < j.capacity; group += 2 * gib {
		used := heat(j.fixed, group, 9*gib)
		switch {
		case j.epoch == 0:
			j.write(group, 34*mib)
			j.sequential(area{group + 64*mib, gib * used / full}, 40*mib, 4*mib)
		case used > full/4:
			j.pages(area{group, 34 * mib}, 2+uint64(group), 30, 250, 4*kib)
			j.scatter(area{group + 64*mib, gib * used / full}, int(used*24/full), 64*kib, 4)
		}
	}
	if j.epoch > 0 {
		j.write(j.capacity-int64(j.epoch)*3*kib, 2*kib) // the last, cut block
	}
}
