package extent

import (
	"math/bits"
	"slices"
)

// MaxHotSpots is how many hot spots there are at most.
const MaxHotSpots = 10

// HotSpot is a stretch of the disk from one changed extent to another with no
// long gap between. All figures are bytes.
//
// What is long depends on the map, for extents that one scale shows as one place
// are far apart on another: a gap is if it is not shorter than Stats.Join, the
// greatest power of two that is at most 1/1024 of the range and leaves at least
// 32 stretches, or as many as there are extents if they are fewer.
type HotSpot struct {
	Start   int64
	Length  int64
	Changed int64 // at least 1, at most Length
}

// The two bounds of Join: a stretch shows as one place on a map of the range as
// wide as a screen, and there are enough of them for a choice.
const (
	joinShare   = 1024
	minHotSpots = 32
)

// gaps counts the gaps between extents by their binary logarithm. Extents come
// in order.
type gaps struct {
	count [64]int64 // of less than 1<<i bytes, and not of less than half that
	end   int64     // of the last extent so far, 0 at first: the next starts there or begins
	any   bool
}

func (g *gaps) add(ext []Extent) {
	for _, e := range ext {
		if g.any {
			g.count[bits.Len64(uint64(e.Start-g.end))&63]++
		}
		g.any, g.end = true, e.End()
	}
}

// join chooses Stats.Join for n extents in a range of that length.
func (g *gaps) join(n, length int64) int64 {
	join, left := int64(1), n // what is left when all shorter gaps are joined
	for scale := 1; scale < 63 && int64(1)<<scale <= length/joinShare; scale++ {
		left -= g.count[scale]
		if left < min(n, minHotSpots) {
			break
		}
		join = 1 << scale
	}
	return join
}

// hotSpots joins extents, which come in order, and keeps the stretches with the
// most changed bytes, the first of equals.
type hotSpots struct {
	join int64
	open HotSpot   // the one that the next extent may join
	top  []HotSpot // in their order
}

func (h *hotSpots) add(ext []Extent) {
	for _, e := range ext {
		if h.open.Changed > 0 && e.Start-(h.open.Start+h.open.Length) < h.join {
			h.open.Length = e.End() - h.open.Start
			h.open.Changed += e.Length
			continue
		}
		h.close()
		h.open = HotSpot{e.Start, e.Length, e.Length}
	}
}

// close puts the open stretch in its place, if it has one.
func (h *hotSpots) close() {
	if h.open.Changed == 0 || len(h.top) == MaxHotSpots && h.open.Changed <= h.top[MaxHotSpots-1].Changed {
		return
	}
	at, _ := slices.BinarySearchFunc(h.top, h.open.Changed, func(s HotSpot, changed int64) int {
		if s.Changed >= changed {
			return -1
		}
		return +1
	})
	h.top = slices.Insert(h.top[:min(len(h.top), MaxHotSpots-1)], at, h.open)
}

func (h *hotSpots) ranked() []HotSpot {
	h.close()
	h.open = HotSpot{}
	return h.top
}
