package simulate

// What a server of a large site has besides the cast.
const (
	// ScaleVM has a disk of 62 TiB, "Hard disk 1", of which a million extents
	// changed from nightly-5 to nightly-6 and ScaleExtents from there to
	// nightly-7. Its changes are not kept but told as they are asked for, so that
	// it costs as little as any other.
	ScaleVM = "scale01"
	// ScaleExtents is what changed in the last night: exactly so many extents, in
	// 5,000 pages.
	ScaleExtents = 10_000_000
	// ScaleVMs is how many clones make the inventory of a large site.
	ScaleVMs = 5_000
)

// scale is the machine with the large disk.
func scale() machine {
	return machine{name: ScaleVM, guestID: linux, hardware: 21, nights: nights[4:], drives: []drive{{
		capacity: 62 * tib, guest: warehouse, backing: seSparse, volumes: ext4("/srv", 62*tib, 41),
		masses: map[int]int{1: ScaleExtents / 10, 2: ScaleExtents},
	}}}
}

// warehouse is what lay on the large disk before it was so busy.
func warehouse(j *journal) {
	j.write(0, mib)
	j.sequential(area{gib, 40 * gib}, gib, 64*mib)
	j.sequential(area{64 * gib, 58 * tib}, 72*gib, 12*gib)
}
