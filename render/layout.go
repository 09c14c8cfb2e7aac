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
	whole := wholePatch(cols, rows)
	return Layout{cols, rows, whole.walk(make([]int32, 0, cols*rows), cols)}
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

// Cell is the cell of the i-th sample: row*cols + col.
func (l Layout) Cell(i int) int {
	if l.cells == nil {
		return i
	}
	return int(l.cells[i])
}

// ToCells writes levels that are in the order of addresses to the cells that the
// layout has them in, row by row. Both slices have the layout's size and do not
// overlap.
func (l Layout) ToCells(cells, levels []Level) {
	if l.cells == nil {
		copy(cells, levels)
		return
	}
	for i, cell := range l.cells {
		cells[cell] = levels[i]
	}
}

// FromCells is the reverse of ToCells: it brings the cells of a picture into the
// order of their addresses.
func (l Layout) FromCells(levels, cells []Level) {
	if l.cells == nil {
		copy(levels, cells)
		return
	}
	for i, cell := range l.cells {
		levels[i] = cells[cell]
	}
}
