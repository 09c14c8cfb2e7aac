package simulate

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
