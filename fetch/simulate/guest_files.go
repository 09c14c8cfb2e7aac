package simulate

// LonelyChange is the offset in bytes of the one block of 64 KiB that changed
// on the disk of files01 in the last night beyond 45 TiB. Nothing else between
// there and the end of the disk at 62 TiB was ever written.
const LonelyChange = 53*tib + 716*gib + 320*kib

// fileServer is the one disk of a large file server: shares lie in far apart
// places, a few of them are busy, and new files go to the end of what is used.
func fileServer(j *journal) {
	var (
		table  = area{3 * gib, 40 * gib} // master file table: a hundred million files
		shares = area{64 * gib, 37 * tib}
		end    = area{shares.end() + 512*gib, 4 * tib} // room that new files go to
	)
	if j.epoch == 0 {
		j.write(0, mib)
		j.sequential(table, 2*gib, 16*mib)
		for at := shares.start; at < shares.end(); at += 16 * gib {
			if warmth := heat(j.fixed, at, 900*gib); warmth > full/5 {
				j.sequential(area{at, 15 * gib * warmth / full}, 3*gib, 256*mib)
			}
		}
		return
	}
	j.pages(table, 1, 9000, 400, 4*kib)
	for share := range 240 {
		seed := mix(j.fixed + uint64(share))
		folder := area{shares.start + int64(seed%uint64(shares.length)), int64(mix(seed)%uint64(48)+8) * gib}
		busy := int(hot(seed, int64(j.epoch)*gib, 3*gib) * 330 / full) // weeks come and go
		j.scatter(folder, busy, 64*kib, 7)
		if busy > 225 { // a project being copied about
			j.sequential(area{folder.start + folder.length/2, int64(busy) * 96 * mib}, 512*mib, 2*mib)
		}
	}
	filled, more := j.advance(2, 70*gib, 160*gib)
	j.sequential(area{end.start + filled, more}, gib, mib)
	if j.epoch == len(nights)-1 {
		j.write(LonelyChange, 64*kib)
	}
}
