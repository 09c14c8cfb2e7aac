package render

// Layout is the order in which the samples of a map fill its cells. The zero
// Layout is row by row, for any size; [HilbertLayout] makes the other one, which
// is worth keeping: it is computed once for a size.
type Layout struct {
	cols, rows int
	cells      []int32 // the cell of each sample, row*cols+col; nil: the same
}

// HilbertLayout returns the layout along a generalised Hilbert curve: samples
// that are near on the disk are near in the picture. It begins at the top left,
// covers any number of columns and rows, goes through each cell once and from
// each to one that touches it: by its side, except for one step to a diagonal
// neighbour where the longer side is odd and the shorter even. Sizes below one
// count as one.
func HilbertLayout(cols, rows int) Layout {
	cols, rows = max(cols, 1), max(rows, 1)
	cells := make([]int32, 0, cols*rows)
	return Layout{cols, rows, wholePatch(cols, rows).walk(cells, cols)}
}

// layout is the grid's layout; old is kept if it is that.
func (g Grid) layout(old Layout) Layout {
	switch {
	case !g.Hilbert:
		return Layout{}
	case old.cells != nil && old.cols == g.Cols && old.rows == g.Rows:
		return old
	}
	return HilbertLayout(g.Cols, g.Rows)
}

// Cell is the place of the i-th sample in row-major numbers: row*cols + col.
func (l Layout) Cell(i int) int {
	if l.cells == nil {
		return i
	}
	return int(l.cells[i])
}

// Place writes to dst, sample after sample in the order of their addresses, the
// levels where the layout has them. Both have the same length and do not overlap.
func (l Layout) Place(dst, levels []Level) {
	if l.cells == nil {
		copy(dst, levels)
		return
	}
	for i, cell := range l.cells {
		dst[cell] = levels[i]
	}
}

// Order is the reverse of Place: the levels of the cells of a picture in the
// order of their samples' addresses.
func (l Layout) Order(dst, cells []Level) {
	if l.cells == nil {
		copy(dst, cells)
		return
	}
	for i, cell := range l.cells {
		dst[i] = cells[cell]
	}
}
