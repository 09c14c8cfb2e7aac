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
	begin int64     // of the first extent
	end   int64     // of the last extent so far, 0 at first: the next starts there or begins
	any   bool
}

func (g *gaps) add(ext []Extent) {
	if len(ext) == 0 {
		return
	}
	if g.any {
		g.gap(g.end, ext[0].Start)
	} else {
		g.any, g.begin = true, ext[0].Start
	}
	end := ext[0].End()
	for _, e := range ext[1:] {
		g.gap(end, e.Start)
		end = e.Start + e.Length
	}
	g.end = end
}

func (g *gaps) gap(from, to int64) { g.count[bits.Len64(uint64(to-from))&63]++ }

// append takes in what was counted of the extents that come next.
func (g *gaps) append(next *gaps) {
	switch {
	case !next.any:
		return
	case !g.any:
		*g = *next
		return
	}
	g.gap(g.end, next.begin)
	g.end = next.end
	for i, n := range next.count {
		g.count[i] += n
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
	join  int64
	first HotSpot   // which extents before it may join, once the next has begun
	top   []HotSpot // of those between, in their order
	open  HotSpot   // the one that the next extent may join
}

func (h *hotSpots) add(ext []Extent) {
	open := h.open
	for _, e := range ext {
		if open.Changed > 0 && e.Start-(open.Start+open.Length) < h.join {
			open.Length = e.Start + e.Length - open.Start
			open.Changed += e.Length
			continue
		}
		h.next(open)
		open = HotSpot{e.Start, e.Length, e.Length}
	}
	h.open = open
}

// next puts a stretch in its place, if it is one, when another begins.
func (h *hotSpots) next(s HotSpot) {
	if h.first.Changed == 0 {
		h.first = s
		return
	}
	h.top = ranked(h.top, s)
}

// append takes in what was found among the extents that come next.
func (h *hotSpots) append(next *hotSpots) {
	lead, more := next.first, true
	if lead.Changed == 0 {
		lead, more = next.open, false
	}
	if lead.Changed == 0 {
		return
	}
	h.add([]Extent{{lead.Start, lead.Length}})
	h.open.Changed += lead.Changed - lead.Length
	if !more {
		return
	}
	h.next(h.open)
	for _, s := range next.top {
		h.next(s)
	}
	h.open = next.open
}

// ranked is the list with one more, after those that are as hot.
func ranked(list []HotSpot, s HotSpot) []HotSpot {
	if s.Changed == 0 || len(list) == MaxHotSpots && s.Changed <= list[MaxHotSpots-1].Changed {
		return list
	}
	at, _ := slices.BinarySearchFunc(list, s.Changed, func(s HotSpot, changed int64) int {
		if s.Changed >= changed {
			return -1
		}
		return +1
	})
	return slices.Insert(list[:min(len(list), MaxHotSpots-1)], at, s)
}

// ranked are the hottest, by what changed in them.
func (h *hotSpots) ranked() []HotSpot {
	list := ranked(nil, h.first)
	for _, s := range h.top {
		list = ranked(list, s)
	}
	return ranked(list, h.open)
}
