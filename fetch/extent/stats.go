package extent

import (
	"context"
	"runtime"
)

// Stats are the figures of one range of a map: what changed in it, in which
// sizes, where, and what that means for a reader of whole blocks. Extents are
// merged ones, cut to the range. Bytes that no page spoke for count as
// unchanged, so that while Sum.Known is less than the range all of it is a
// lower bound, or speaks of what is known so far.
type Stats struct {
	Range   Extent // what was asked about, cut to the disk
	Sum     Sum
	Extents int64

	Sizes     Sizes
	Histogram []Bin    // by size, ascending, without holes; nil if nothing changed
	Blocks    []Blocks // one for each of BlockSizes, ascending

	Join     int64     // gaps shorter than this many bytes are inside a hot spot
	HotSpots []HotSpot // at most MaxHotSpots, from the most changed bytes to the fewest

	Region int64   // the range was cut into regions of this many bytes for Curve and Gini
	Curve  []Point // the Lorenz curve, from {0, 0} to {1, 1}; nil if nothing changed
	Gini   float64 // 0: changes are spread evenly over the range; near 1: all in one place
}

// Stats computes the figures of [lo, hi). It goes through the extents of the
// range two times, a few times more where sizes are many and odd, and keeps no
// copy of them. Large ranges are gone through in parts side by side. The map must
// not change meanwhile: give it a Snapshot to work in the background. It returns
// soon after ctx ends, with the error of ctx.
func (m *Map) Stats(ctx context.Context, lo, hi int64) (Stats, error) {
	lo = min(max(lo, 0), m.capacity)
	hi = min(max(hi, lo), m.capacity)
	return m.statsOf(ctx, m.parts(lo, hi, runtime.GOMAXPROCS(0), leastPart))
}

// statsOf computes the figures of a range of the disk, cut into parts at the bounds
// between its first and its last.
func (m *Map) statsOf(ctx context.Context, bounds []int64) (Stats, error) {
	lo, hi := bounds[0], bounds[len(bounds)-1]
	s := Stats{Range: Extent{lo, hi - lo}, Sum: m.Sum(lo, hi)}
	seen, err := inParts(ctx, m, bounds, newGlance)
	if err != nil {
		return Stats{}, err
	}
	seen.lengths.settle()
	s.Extents = seen.touched.extents
	s.Histogram = seen.lengths.histogram()
	s.Blocks = seen.touched.blocks(m.capacity, s.Sum.Changed)
	s.Join = seen.gaps.join(s.Extents, s.Range.Length)
	if s.Sizes, err = m.sizes(ctx, s, seen.lengths); err != nil {
		return Stats{}, err
	}
	hot, err := inParts(ctx, m, bounds, func() *hotSpots { return &hotSpots{join: s.Join} })
	if err != nil {
		return Stats{}, err
	}
	s.HotSpots = hot.ranked()
	s.Region, s.Curve, s.Gini = m.concentration(lo, hi)
	return s, nil
}

// glance is what the first look at the extents finds.
type glance struct {
	lengths *lengths
	touched touched
	gaps    gaps
}

func newGlance() *glance { return &glance{lengths: newLengths(), touched: touched{last: -1}} }

func (g *glance) add(ext []Extent) {
	g.lengths.add(ext)
	g.touched.add(ext)
	g.gaps.add(ext)
}

func (g *glance) append(next *glance) {
	g.lengths.append(next.lengths)
	g.touched.append(&next.touched)
	g.gaps.append(&next.gaps)
}
