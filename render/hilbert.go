package render

// patch is a rectangle of cells that the generalised Hilbert curve fills: it
// enters at (x, y) and leaves at the far end of the edge a. The edges a and b lie
// along the axes, at right angles; their lengths are the cells that the patch is
// long and wide.
//
// The idea is Jakub Červený's (gilbert): a patch much longer than wide is two
// patches end to end; any other is three, up along b, over along a and back down,
// cut at even lengths so that the ends meet.
//
//	b ┌──────────────┐
//	  │ ╭────2─────╮ │
//	  ├─┼────────┬─┼─┤
//	  │ 1        │ 3 │
//	  └─┴────────┴─┴─┘
//	 in ─────────▶ out   a
type patch struct{ x, y, ax, ay, bx, by int }

// wholePatch is the patch of all cells, entered at the top left. The curve goes along
// the longer side, and leaves at its other end.
func wholePatch(cols, rows int) patch {
	if cols >= rows {
		return patch{ax: cols, by: rows}
	}
	return patch{ay: rows, bx: cols}
}

// long and wide are the lengths of the edges.
func (p patch) long() int { return abs(p.ax + p.ay) }
func (p patch) wide() int { return abs(p.bx + p.by) }
func (p patch) area() int { return p.long() * p.wide() }

// line tells whether the patch is one cell thin, and then gives the step from
// each of its cells to the next.
func (p patch) line() (dx, dy int, ok bool) {
	switch {
	case p.wide() == 1:
		return sign(p.ax), sign(p.ay), true
	case p.long() == 1:
		return sign(p.bx), sign(p.by), true
	}
	return 0, 0, false
}

// holds tells whether a cell lies in the patch.
func (p patch) holds(x, y int) bool {
	return within(x-p.x, p.ax+p.bx) && within(y-p.y, p.ay+p.by)
}

// within tells whether a cell lies on an edge of so many cells in its direction.
func within(at, edge int) bool {
	if edge < 0 {
		return at <= 0 && at > edge
	}
	return at >= 0 && at < edge
}

// split cuts a patch that is no line into the parts that the curve goes through
// one after the other. The third is empty where there are two.
func (p patch) split() [3]patch {
	dax, day, dbx, dby := sign(p.ax), sign(p.ay), sign(p.bx), sign(p.by)
	if 2*p.long() > 3*p.wide() {
		ax, ay := half(p.ax, p.long()), half(p.ay, p.long())
		return [3]patch{
			{p.x, p.y, ax, ay, p.bx, p.by},
			{p.x + ax, p.y + ay, p.ax - ax, p.ay - ay, p.bx, p.by},
		}
	}
	ax, ay := p.ax/2, p.ay/2
	bx, by := half(p.bx, p.wide()), half(p.by, p.wide())
	return [3]patch{
		{p.x, p.y, bx, by, ax, ay},
		{p.x + bx, p.y + by, p.ax, p.ay, p.bx - bx, p.by - by},
		{p.x + p.ax - dax + bx - dbx, p.y + p.ay - day + by - dby, -bx, -by, ax - p.ax, ay - p.ay},
	}
}

// half is the part of an edge of n cells before the cut: half of them, or one
// more if that is odd, for a curve over an odd number ends on the wrong side.
func half(edge, n int) int {
	h := edge / 2
	if (n/2)%2 == 1 && n > 2 {
		h += sign(edge)
	}
	return h
}

// at is the cell that the curve comes to after i others, for i in [0, area).
func (p patch) at(i int) (x, y int) {
	for {
		if dx, dy, ok := p.line(); ok {
			return p.x + i*dx, p.y + i*dy
		}
		for _, part := range p.split() {
			if i < part.area() {
				p = part
				break
			}
			i -= part.area()
		}
	}
}

// index is the number of cells that the curve goes through before it comes to
// one of the patch's: the inverse of at.
func (p patch) index(x, y int) int {
	before := 0
	for {
		if _, _, ok := p.line(); ok {
			return before + abs(x-p.x) + abs(y-p.y)
		}
		for _, part := range p.split() {
			if part.holds(x, y) {
				p = part
				break
			}
			before += part.area()
		}
	}
}

// walk appends the cells of the patch in the order of the curve, each as
// y*cols+x.
func (p patch) walk(dst []int32, cols int) []int32 {
	if dx, dy, ok := p.line(); ok {
		for i := range p.area() {
			dst = append(dst, int32((p.y+i*dy)*cols+p.x+i*dx))
		}
		return dst
	}
	for _, part := range p.split() {
		if part.area() > 0 {
			dst = part.walk(dst, cols)
		}
	}
	return dst
}

func abs(n int) int { return max(n, -n) }

func sign(n int) int { return min(max(n, -1), 1) }
