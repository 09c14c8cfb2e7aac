package simulate

// windowsSystem is the system disk of a Windows server: a small boot partition,
// the file table near the front, Windows itself, the page file in the middle,
// logs and temporary files between. patchNight brings updates, 0 for never.
func windowsSystem(patchNight int) guest {
	return func(j *journal) {
		var (
			table    = area{3 * gib, 384 * mib} // master file table
			logFile  = area{table.end(), 64 * mib}
			usn      = area{5 * gib, 512 * mib} // change journal
			programs = area{6 * gib, j.capacity * 30 / 100}
			pageFile = area{programs.end() + gib, j.capacity * 12 / 100}
			loose    = area{pageFile.end() + gib, j.capacity * 18 / 100}
		)
		if j.epoch == 0 {
			j.write(0, mib)
			j.write(mib, 100*mib)
			j.sequential(area{616 * mib, 256 * mib}, 8*mib, 512*kib)
			j.sequential(table, 64*mib, 64*kib)
			j.write(logFile.start, logFile.length)
			j.sequential(usn, 32*mib, 0)
			j.textured(programs, 1, 3*gib, 4*mib, 5, 256*kib, 5)
			j.sequential(programs, 48*mib, 6*mib)
			j.write(pageFile.start, pageFile.length)
			j.textured(loose, 2, 2*gib, 4*mib, 2, 64*kib, 6)
			return
		}
		j.write(0, 4*kib)
		j.pages(table, 3, 2500, 320, 4*kib)
		j.write(logFile.start, logFile.length)
		j.write(usn.start+int64(j.epoch%12)*40*mib, 38*mib)
		j.pages(programs, 4, 900, 500, 64*kib)            // event logs, registry hives, caches
		j.textured(pageFile, 5, gib, mib, 1, 64*kib, 5)   // what did not fit into memory
		j.textured(loose, 6, 3*gib, 16*mib, 1, 64*kib, 6) // logs and temporary files
		if j.epoch == patchNight {
			j.textured(area{programs.start + programs.length/3, programs.length / 2}, 7, gib, 2*mib, 3, 64*kib, 5)
			j.sequential(area{loose.end(), 3 * gib}, 24*mib, mib)
		}
	}
}

// defragmented is a guest whose files are moved together in one night: all that
// is in use is written anew, though no file has changed.
func defragmented(inner guest, night int) guest {
	return func(j *journal) {
		inner(j)
		if j.epoch != night {
			return
		}
		used := area{6 * gib, j.capacity * 38 / 100}
		j.sequential(used, 160*mib, 12*mib)
		j.textured(area{used.end(), j.capacity * 20 / 100}, 11, 2*gib, 8*mib, 2, 256*kib, 5)
	}
}
