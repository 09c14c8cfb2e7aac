package render

import (
	"math/bits"
	"slices"
)

// MaxCapacity is the largest disk a [Grid] can show, 4 EiB; a capacity above it
// is cut to it. (vSphere's largest virtual disk has 62 TiB.)
const MaxCapacity = 1 << 62

// minSample is the fewest bytes a sample may stand for: one sector, the finest
// that a server speaks of.
const minSample = 512

// Grid is the geometry of a map: which bytes of a disk each of its samples
// stands for. It holds no colours and no data.
//
// Rows are rows of samples; a line of text in half blocks shows two of them.
// Row r holds the RowBytes bytes from Origin + r*RowBytes, and its Cols samples
// divide these by integer arithmetic, so that they may differ by one byte.
// Samples behind the end of the disk are empty.
//
// With Hilbert set the samples are the same, and so is the range of bytes in
// view, but they fill the cells along a curve instead of row by row: a row is then
// the next Cols samples along it. Sample, Locate and what draws a grid speak of
// cells as they stand in the picture, under either layout.
//
// Build one with [Fit]; every method keeps Origin a multiple of RowBytes,
// RowBytes a round number (4, 5, 6 or 7 quarters of a power of two), and Hilbert.
type Grid struct {
	Capacity   int64 // bytes of the disk
	Origin     int64 // address of the first byte in view
	RowBytes   int64 // bytes that a row of samples spans
	Cols, Rows int   // samples across and down
	Hilbert    bool  // along a generalised Hilbert curve; see [HilbertLayout]
}

// Fit returns the grid of cols by rows samples that shows the whole disk in the
// smallest round rows that do. Sizes below one count as one; a negative capacity
// as zero.
func Fit(capacity int64, cols, rows int) Grid {
	g := Grid{
		Capacity: min(max(capacity, 0), MaxCapacity),
		Cols:     max(cols, 1),
		Rows:     max(rows, 1),
	}
	perRow := g.Capacity/int64(g.Rows) + 1
	if g.Capacity%int64(g.Rows) == 0 {
		perRow--
	}
	g.RowBytes = roundUp(max(perRow, minSample*int64(g.Cols)))
	return g
}

// roundUp returns the smallest of 4…7 quarters of a power of two that is at
// least n, for n in [4, MaxCapacity].
func roundUp(n int64) int64 {
	shift := bits.Len64(uint64(n)) - 3
	quarters := n >> shift
	if quarters<<shift < n {
		quarters++ // from 7 to 8, which is 4 of the next power
	}
	return quarters << shift
}

// roundDown returns the largest of those that is at most n.
func roundDown(n int64) int64 {
	shift := bits.Len64(uint64(n)) - 3
	return n >> shift << shift
}

// Whole tells whether all of the disk is in view.
func (g Grid) Whole() bool { return g.Origin == 0 && g.End() == g.Capacity }

// Start is the address of the first byte in view.
func (g Grid) Start() int64 { return g.Origin }

// End is the address after the last byte in view, at most the capacity.
func (g Grid) End() int64 { return g.rowStart(g.Rows) }

// rowStart is the address of a row's first byte, cut to the capacity. The row
// may be Rows: then it is the end of the view.
func (g Grid) rowStart(row int) int64 {
	if left := g.Capacity - g.Origin; int64(row) > left/g.RowBytes {
		return g.Capacity
	}
	return g.Origin + int64(row)*g.RowBytes
}

// colStart is the offset in its row of a sample's first byte. The column may be
// Cols: then it is the end of the row.
func (g Grid) colStart(col int) int64 {
	c, n := int64(col), int64(g.Cols)
	return g.RowBytes/n*c + g.RowBytes%n*c/n // the product of both might overflow
}

// Sample returns the bytes [lo, hi) of the sample in a cell, cut to the disk. lo
// equals hi for one outside the disk or the grid.
func (g Grid) Sample(row, col int) (lo, hi int64) {
	if row < 0 || row >= g.Rows || col < 0 || col >= g.Cols {
		return g.Capacity, g.Capacity
	}
	if g.Hilbert {
		i := wholePatch(g.Cols, g.Rows).index(col, row)
		row, col = i/g.Cols, i%g.Cols
	}
	return g.sample(row, col)
}

// sample is Sample in the order of addresses, whatever the layout.
func (g Grid) sample(row, col int) (lo, hi int64) {
	start := g.rowStart(row)
	left := g.Capacity - start
	return start + min(g.colStart(col), left), start + min(g.colStart(col+1), left)
}

// Locate returns the cell of the sample that an address lies in: the inverse of
// Sample. It is not ok if the address is out of view.
func (g Grid) Locate(addr int64) (row, col int, ok bool) {
	row, col, ok = g.locate(addr)
	if ok && g.Hilbert {
		col, row = wholePatch(g.Cols, g.Rows).at(row*g.Cols + col)
	}
	return row, col, ok
}

// locate is Locate in the order of addresses, whatever the layout.
func (g Grid) locate(addr int64) (row, col int, ok bool) {
	if addr < g.Origin || addr >= g.End() {
		return 0, 0, false
	}
	in := addr - g.Origin
	return int(in / g.RowBytes), g.column(in % g.RowBytes), true
}

// column is the sample of a row that holds the byte at an offset in it: the last
// one that starts at or before it, which is the greatest col with
// col*RowBytes < (offset+1)*Cols.
func (g Grid) column(offset int64) int {
	hi, lo := bits.Mul64(uint64(offset)+1, uint64(g.Cols))
	lo, borrow := bits.Sub64(lo, 1, 0)
	col, _ := bits.Div64(hi-borrow, lo, uint64(g.RowBytes))
	return int(col)
}

// Bounds appends to dst[:0] the Rows*Cols+1 ascending borders of all samples, cut
// to the disk: the i-th sample is [b[i], b[i+1]). Row by row that is the order of
// the cells; for any other see [Layout].
func (g Grid) Bounds(dst []int64) []int64 {
	dst = slices.Grow(dst[:0], g.Rows*g.Cols+1)
	for col := range g.Cols {
		dst = append(dst, g.colStart(col))
	}
	offsets := dst // in a row: all rows have the same, and a division is dear
	for row := 1; row < g.Rows; row++ {
		start := g.rowStart(row)
		left := g.Capacity - start
		for _, offset := range offsets {
			dst = append(dst, start+min(offset, left))
		}
	}
	for i, offset := range offsets { // the first row, where they stood
		dst[i] = g.Origin + min(offset, g.Capacity-g.Origin)
	}
	return append(dst, g.End())
}
