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

// idleWeb is a web server that nobody visits: a log, and little besides.
func idleWeb(j *journal) {
	const system, logs = 4 * gib, 17 * gib
	if j.epoch == 0 {
		j.write(0, mib)
		j.sequential(area{512 * mib, 9 * gib}, 128*mib, 24*mib)
		j.sequential(area{logs, 600 * mib}, 64*mib, 0)
		return
	}
	written, more := j.advance(1, mib, 6*mib)
	j.write(logs+600*mib+written, more)
	j.pages(area{512 * mib, system}, 2, 40, 500, 4*kib)
	if j.capacity > 40*gib { // the file system was grown into the new space
		j.pages(area{40 * gib, j.capacity - 40*gib}, 3, 12, 600, 4*kib)
	}
}

// wholeDisk stands for a store that cannot tell what has changed, as NFS may:
// every answer is the whole disk in one piece, which is a fallback, no change.
func wholeDisk(j *journal) { j.write(0, j.capacity) }
