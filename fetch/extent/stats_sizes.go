package extent

import (
	"context"
	"math"
	"math/bits"
)

// Sizes sums up the lengths of extents, in bytes; all are 0 without extents.
// Median and P95 are nearest-rank percentiles: the length of an extent that is
// there, such that at least half (95 %) of the extents are no longer.
type Sizes struct {
	Min, Median int64
	Mean        int64 // rounded to the nearest byte, half up
	P95, Max    int64
}

// Bin counts the extents of From <= length < To bytes. To is twice From, or
// math.MaxInt64 where that is too much.
type Bin struct {
	From, To int64
	Extents  int64
	Bytes    int64 // in these extents
}

// A cell counts values that are near each other.
type cell struct {
	count     int64
	low, high int64 // the least and the greatest of them
}

func (c *cell) add(value int64) {
	if c.count == 0 {
		c.low, c.high = value, value
	}
	c.count++
	c.low, c.high = min(c.low, value), max(c.high, value)
}

// append takes in what another cell counted of the same values.
func (c *cell) append(next cell) {
	switch {
	case next.count == 0:
		return
	case c.count == 0:
		*c = next
		return
	}
	c.count += next.count
	c.low, c.high = min(c.low, next.low), max(c.high, next.high)
}

// find is the cell that holds the value of this rank (the smallest has rank 1),
// and its rank among the values there.
func find(cells []cell, rank int64) (cell, int64) {
	for _, c := range cells {
		if rank <= c.count {
			return c, rank
		}
		rank -= c.count
	}
	return cell{}, 0
}

// fine is how many bits after the first tell the cell of a length. Lengths come
// in multiples of a grain, so that up to 256 grains no two share a cell, and a
// percentile is found without a look at the extents again.
const fine = 8

// lengths counts extents by length, in cells that grow with it, so that all of
// int64 fits into half a megabyte.
type lengths struct {
	least []int64   // extents by cell that have the least length of it, as nearly all do, until settle
	cells []cell    // the other ones
	bytes [64]int64 // in these, of 1<<i bytes and more, up to twice that
}

func newLengths() *lengths {
	return &lengths{least: make([]int64, 63<<fine), cells: make([]cell, 63<<fine)}
}

func (l *lengths) add(ext []Extent) {
	for _, e := range ext {
		scale := bits.Len64(uint64(e.Length)) - 1
		after := uint64(e.Length) << (64 - scale) // what follows the first bit
		i := scale<<fine | int(after>>(64-fine))
		if after<<fine == 0 {
			l.least[i]++
			continue
		}
		l.cells[i].add(e.Length)
		l.bytes[scale] += e.Length
	}
}

// append takes in what was counted of other extents.
func (l *lengths) append(next *lengths) {
	for i, n := range next.least {
		l.least[i] += n
	}
	for i, c := range next.cells {
		l.cells[i].append(c)
	}
	for i, n := range next.bytes {
		l.bytes[i] += n
	}
}

// settle puts into the cells all that was counted.
func (l *lengths) settle() {
	for i, n := range l.least {
		if n == 0 {
			continue
		}
		scale, length := i>>fine, int64(1<<fine|i&(1<<fine-1)) // in 1/256 of 1<<scale bytes
		if scale < fine {
			length >>= fine - scale
		} else {
			length <<= scale - fine
		}
		l.cells[i].append(cell{n, length, length})
		l.bytes[scale] += n * length
	}
	clear(l.least)
}

func (l *lengths) histogram() []Bin {
	var bins []Bin
	for scale := range 63 {
		bin := Bin{From: 1 << scale, To: math.MaxInt64, Bytes: l.bytes[scale]}
		if scale < 62 {
			bin.To = 2 << scale
		}
		for _, c := range l.cells[scale<<fine : (scale+1)<<fine] {
			bin.Extents += c.count
		}
		if bin.Extents > 0 || bins != nil {
			bins = append(bins, bin)
		}
	}
	for len(bins) > 0 && bins[len(bins)-1].Extents == 0 {
		bins = bins[:len(bins)-1]
	}
	return bins
}

// sizes sums up the lengths that were counted for s.
func (m *Map) sizes(ctx context.Context, s Stats, l *lengths) (z Sizes, err error) {
	n := s.Extents
	if n == 0 {
		return Sizes{}, nil
	}
	first, _ := find(l.cells, 1)
	last, _ := find(l.cells, n)
	z.Min, z.Max = first.low, last.high
	z.Mean = s.Sum.Changed / n
	if rest := s.Sum.Changed % n; rest >= n-rest {
		z.Mean++
	}
	if z.Median, err = m.ranked(ctx, s.Range, l.cells, nearestRank(n, 50)); err != nil {
		return Sizes{}, err
	}
	z.P95, err = m.ranked(ctx, s.Range, l.cells, nearestRank(n, 95))
	return z, err
}

// nearestRank is the rank of a percentile among n values, rounded up. The number
// of extents is far from where this could overflow: each takes eight bytes.
func nearestRank(n, percent int64) int64 { return (n*percent + 99) / 100 }

// windowCells is how many cells a closer look has.
const windowCells = 1 << 14

// ranked is the length of this rank, the smallest being 1. Where lengths that
// differ share a cell it looks at them again, more closely.
func (m *Map) ranked(ctx context.Context, r Extent, cells []cell, rank int64) (int64, error) {
	c, rank := find(cells, rank)
	for c.low < c.high {
		window := make([]cell, windowCells)
		shift := max(0, bits.Len64(uint64(c.high-c.low))-bits.Len(windowCells-1))
		err := m.batches(ctx, r.Start, r.End(), func(ext []Extent) {
			for _, e := range ext {
				if c.low <= e.Length && e.Length <= c.high {
					window[(e.Length-c.low)>>shift].add(e.Length)
				}
			}
		})
		if err != nil {
			return 0, err
		}
		c, rank = find(window, rank)
	}
	return c.low, nil
}
