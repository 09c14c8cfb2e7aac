package simulate

import "cbtmap/fetch/extent"

// crowd is a night in which so many extents changed, all over a disk, that they
// are not kept: each follows from its number. Every extent has a cell of its
// own, whose last block never changes, so that there are as many runs as were
// asked for. Zones of the disk have few or many cells, as heat will have it.
//
//	zone 0                 zone 1                     zone 2
//	├────────┬────────┼────┬────┬────┬────┬────┼──────────────── ─ ─
//	│  ▄▄    │▄       │▄▄  │ ▄  │▄   │ ▄  │ ▄▄ │  nothing
type crowd struct {
	seed   uint64
	before []uint32 // extents before each zone; one more at the end
}

// zone is the size of a zone in blocks: 32 GiB.
const zone = 1 << 19

// newCrowd spreads count extents over a disk, which has room for one in three
// blocks of its warmest zone. What is left of it behind the last zone is quiet.
func newCrowd(seed uint64, capacity int64, count int) *crowd {
	zones := int(capacity / Granularity / zone)
	c := &crowd{seed: seed, before: make([]uint32, zones+1)}
	warmth := make([]int64, zones+1) // of all zones before
	for z := range zones {
		warm := max(0, hot(mix(seed), int64(z)*zone*Granularity, 1700*gib)-full/20)
		warmth[z+1] = warmth[z] + warm + 1 // the coldest has an extent now and then
	}
	for z := range zones {
		c.before[z+1] = uint32(int64(count) * warmth[z+1] / warmth[zones])
	}
	return c
}

// members is how many extents a zone has.
func (c *crowd) members(z int) uint64 { return uint64(c.before[z+1] - c.before[z]) }

// octaves is how many sizes an extent of a zone may have, each twice the one
// before: where small pages are written, all are small.
func (c *crowd) octaves(z int) uint64 {
	return 1 + uint64(heat(c.seed, int64(z)*zone*Granularity, 500*gib)*6/full)
}

// member is the run in the cell [first, end), of the extent with a number.
func (c *crowd) member(number, first, end uint32, octaves uint64) run {
	luck := mix(c.seed + uint64(number))
	octave := uint32(1) << (luck >> 8 % octaves)
	room := end - first - 1
	length := min(octave+uint32(luck>>16)%octave, room)
	first += uint32(luck>>40) % (room - length + 1)
	return run{first, first + length}
}

func (c *crowd) from(block uint32) cursor {
	walk := &crowdCursor{crowd: c, zone: int(block / zone)}
	if walk.zone >= len(c.before)-1 {
		return &list{}
	}
	// The cell of the block, or the one before: rounding tells no nearer.
	walk.cell = max(1, uint64(block%zone)*c.members(walk.zone)/zone) - 1
	for {
		at := *walk
		if r, ok := walk.next(); !ok || r.end > block {
			return &at
		}
	}
}

func (c *crowd) start(block uint32) (uint32, bool) {
	if r, ok := c.from(block).next(); ok && r.first <= block {
		return r.first, true
	}
	return 0, false
}

// extents are all of them, as bytes.
func (c *crowd) extents() []extent.Extent {
	all := make([]extent.Extent, 0, c.before[len(c.before)-1])
	walk := c.from(0)
	for r, ok := walk.next(); ok; r, ok = walk.next() {
		all = append(all, extent.Extent{Start: int64(r.first) * Granularity, Length: int64(r.end-r.first) * Granularity})
	}
	return all
}

// crowdCursor stands before a cell of a zone.
type crowdCursor struct {
	*crowd
	zone int
	cell uint64
}

func (w *crowdCursor) next() (run, bool) {
	for ; w.zone < len(w.before)-1; w.zone, w.cell = w.zone+1, 0 {
		n := w.members(w.zone)
		if w.cell >= n {
			continue
		}
		origin := uint64(w.zone) * zone
		first, end := origin+w.cell*zone/n, origin+(w.cell+1)*zone/n
		number := w.before[w.zone] + uint32(w.cell)
		w.cell++
		return w.member(number, uint32(first), uint32(end), w.octaves(w.zone)), true
	}
	return run{}, false
}
