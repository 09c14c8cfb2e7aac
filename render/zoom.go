package render

import "math"

// defaultBlock stands in for the granularity while none was observed, in bytes:
// the finest that servers report for all but small disks.
const defaultBlock = 64 << 10

// Resize returns the view in another number of samples. The whole disk stays
// whole; any other view keeps its bytes a row, so that resizing there and back
// changes nothing, and keeps anchor in view if it was.
func (g Grid) Resize(cols, rows int, anchor int64) Grid {
	fit := Fit(g.Capacity, cols, rows)
	fit.Hilbert = g.Hilbert
	if g.Whole() {
		return fit
	}
	least := roundUp(minSample * int64(fit.Cols))
	next := fit
	next.RowBytes = min(max(g.RowBytes, least), fit.RowBytes)
	if _, _, visible := g.locate(anchor); !visible {
		anchor = g.Origin
	}
	row := min(max((anchor-g.Origin)/g.RowBytes, 0), int64(next.Rows-1))
	return next.at(anchor, row)
}

// Overview returns the whole disk in the same samples and layout.
func (g Grid) Overview() Grid {
	fit := Fit(g.Capacity, g.Cols, g.Rows)
	fit.Hilbert = g.Hilbert
	return fit
}

// Zoom returns the view after by doublings in (by > 0) or out (by < 0), with
// anchor kept in its row as nearly as the ends of the disk allow. An anchor out
// of view is brought into it.
//
// Zooming in ends when a sample is no larger than block bytes, the observed
// granularity (0: 64 KiB is assumed), or would be less than a sector; zooming
// out ends at the whole disk. Along a Hilbert curve each step is two doublings,
// for its parts are quarters: by one the picture would turn.
func (g Grid) Zoom(by int, anchor, block int64) Grid {
	if block <= 0 {
		block = defaultBlock
	}
	if g.Hilbert {
		by = 2 * min(max(by, -math.MaxInt/2), math.MaxInt/2)
	}
	fit := g.Overview()
	cols := int64(g.Cols)
	next := g
	for ; by > 0 && next.RowBytes/cols > block && next.RowBytes/2 >= minSample*cols; by-- {
		next.RowBytes /= 2
	}
	for ; by < 0 && next.RowBytes < fit.RowBytes; by++ {
		next.RowBytes = min(2*next.RowBytes, fit.RowBytes)
	}
	switch next.RowBytes {
	case g.RowBytes:
		return g
	case fit.RowBytes:
		return fit
	}
	anchor = min(max(anchor, 0), max(g.Capacity-1, 0))
	row := int64(g.Rows / 2)
	if r, _, ok := g.locate(anchor); ok {
		row = int64(r)
	}
	return next.at(anchor, row)
}

// ZoomTo returns the view of the range [lo, hi), in the smallest round rows that
// show all of it, with what room they leave shared out before and after. It zooms
// in no further than Zoom does with the same block; an empty range is shown so.
func (g Grid) ZoomTo(lo, hi, block int64) Grid {
	if block <= 0 {
		block = defaultBlock
	}
	fit := g.Overview()
	lo = min(max(lo, 0), max(g.Capacity-1, 0))
	hi = min(max(hi, lo), g.Capacity)
	cols, rows := int64(g.Cols), int64(g.Rows)
	least := roundUp(minSample * cols)
	if block > minSample && block <= fit.RowBytes/cols {
		least = max(least, roundDown(block*cols))
	}
	next := g
	next.RowBytes = roundUp(max((hi-lo)/rows, least))
	for next.RowBytes < fit.RowBytes && hi-lo/next.RowBytes*next.RowBytes > rows*next.RowBytes {
		next.RowBytes = roundUp(next.RowBytes + 1)
	}
	if next.RowBytes >= fit.RowBytes {
		return fit
	}
	used := (hi-1)/next.RowBytes - lo/next.RowBytes + 1
	return next.at(lo, (rows-max(used, 1))/2)
}

// Scroll returns the view moved down by rows of samples (up if negative), not
// past either end of the disk.
func (g Grid) Scroll(rows int) Grid {
	by := min(max(int64(rows), -MaxCapacity), MaxCapacity) // the sum cannot overflow then
	return g.from(g.Origin/g.RowBytes + by)
}

// Reveal returns the view scrolled by the fewest rows that show an address.
func (g Grid) Reveal(addr int64) Grid {
	addr = min(max(addr, 0), max(g.Capacity-1, 0))
	row, first := addr/g.RowBytes, g.Origin/g.RowBytes
	switch {
	case row < first:
		return g.from(row)
	case row >= first+int64(g.Rows):
		return g.from(row - int64(g.Rows) + 1)
	}
	return g
}

// at places the view so that addr lies in the given row, where the disk's ends
// allow.
func (g Grid) at(addr, row int64) Grid { return g.from(addr/g.RowBytes - row) }

// from places the view at the first-th row of the disk, cut so that it neither
// begins before the disk nor shows more than it must of what is behind.
func (g Grid) from(first int64) Grid {
	rows := g.Capacity / g.RowBytes
	if g.Capacity%g.RowBytes != 0 {
		rows++
	}
	last := max(rows-int64(g.Rows), 0)
	g.Origin = min(max(first, 0), last) * g.RowBytes
	return g
}
