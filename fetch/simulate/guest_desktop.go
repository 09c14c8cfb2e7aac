package simulate

// desktop is a virtual desktop of one user: a profile, a browser's cache and a
// page file, on a clone whose system is shared.
func desktop(j *journal) {
	var (
		table    = area{3 * gib, 128 * mib}
		programs = area{4 * gib, 16 * gib}
		profile  = area{22 * gib, 6 * gib}
		pageFile = area{32 * gib, 4 * gib}
	)
	if j.epoch == 0 {
		j.write(0, mib)
		j.sequential(table, 32*mib, 64*kib)
		j.sequential(programs, 96*mib, 24*mib)
		j.textured(profile, 1, gib, 8*mib, 2, 64*kib, 6)
		j.write(pageFile.start, pageFile.length)
		return
	}
	j.pages(table, 2, 300, 250, 4*kib)
	j.pages(programs, 3, 120, 400, 64*kib)
	j.textured(profile, 4, gib, 16*mib, 1, 64*kib, 5)
	j.textured(pageFile, 5, gib, 16*mib, 1, 64*kib, 4)
}
