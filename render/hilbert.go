package render

// patch is a rectangle of cells that the generalised Hilbert curve fills: it
// enters at the cell (x, y), in a corner, and leaves at the other end of the side
// that runs along a from there. The other side runs along b.
//
// The idea is Jakub Červený's (gilbert): a patch much longer than wide is two
// patches end to end; any other is three, out along b, over along a and back, cut
// at even lengths so that the ends meet.
//
//	b ┌─────────────┐
//	│ │ ╭────2────╮ │
//	│ ├─┼────┬────┼─┤
//	│ │ 1    │    3 │
//	  └─┴────┴────┴─┘
//	  in ─────────▶ out   a
type patch struct {
	x, y       int
	a, b       step
	long, wide int // cells along a and along b
}

// step goes from a cell to one beside it.
type step struct{ dx, dy int }

// wholePatch is the patch of all cells, entered at the top left. The curve goes
// along the longer side, and leaves at its other end.
func wholePatch(cols, rows int) patch {
	right, down := step{dx: 1}, step{dy: 1}
	if cols >= rows {
		return patch{a: right, b: down, long: cols, wide: rows}
	}
	return patch{a: down, b: right, long: rows, wide: cols}
}

func (p *patch) area() int { return p.long * p.wide }

// corner is the cell that lies u cells along a and v along b from the entry.
func (p *patch) corner(u, v int) (x, y int) {
	return p.x + u*p.a.dx + v*p.b.dx, p.y + u*p.a.dy + v*p.b.dy
}

// holds tells whether a cell lies in the patch.
func (p *patch) holds(x, y int) bool {
	x, y = x-p.x, y-p.y
	u, v := x*p.a.dx+y*p.a.dy, x*p.b.dx+y*p.b.dy
	return u >= 0 && u < p.long && v >= 0 && v < p.wide
}

// line tells whether the patch is one cell thin, and which way the curve goes
// then.
func (p *patch) line() (way step, ok bool) {
	if p.wide == 1 {
		return p.a, true
	}
	return p.b, p.long == 1
}

// split cuts a patch that is no line into the parts that the curve goes through
// one after the other. The third is empty where there are two.
func (p *patch) split() (parts [3]patch) {
	if 2*p.long > 3*p.wide {
		n := half(p.long)
		x, y := p.corner(n, 0)
		parts[0] = patch{p.x, p.y, p.a, p.b, n, p.wide}
		parts[1] = patch{x, y, p.a, p.b, p.long - n, p.wide}
		return parts
	}
	n, m := p.long/2, half(p.wide)
	over, overY := p.corner(0, m)
	back, backY := p.corner(p.long-1, m-1)
	parts[0] = patch{p.x, p.y, p.b, p.a, m, n}
	parts[1] = patch{over, overY, p.a, p.b, p.long, p.wide - m}
	parts[2] = patch{back, backY, p.b.turned(), p.a.turned(), m, p.long - n}
	return parts
}

func (s step) turned() step { return step{-s.dx, -s.dy} }

// half is where a side of n cells is cut: in the middle, or one further where that
// is odd, for a curve over an odd number of cells ends on the wrong side.
func half(n int) int {
	h := n / 2
	if n > 2 {
		h += h % 2
	}
	return h
}

// at is the cell that the curve comes to after i others, for i in [0, area).
func (p patch) at(i int) (x, y int) {
	for {
		if way, ok := p.line(); ok {
			return p.x + i*way.dx, p.y + i*way.dy
		}
		parts := p.split()
		next := &parts[0]
		for n := 1; i >= next.area(); n++ {
			i -= next.area()
			next = &parts[n]
		}
		p = *next
	}
}

// index is the number of cells that the curve goes through before it comes to
// one of the patch's: the inverse of at.
func (p patch) index(x, y int) int {
	before := 0
	for {
		if way, ok := p.line(); ok {
			return before + (x-p.x)*way.dx + (y-p.y)*way.dy
		}
		parts := p.split()
		next := &parts[0]
		for n := 1; !next.holds(x, y); n++ {
			before += next.area()
			next = &parts[n]
		}
		p = *next
	}
}

// walk appends the cells of the patch in the order of the curve, each as
// y*cols+x.
func (p *patch) walk(dst []int32, cols int) []int32 {
	if way, ok := p.line(); ok {
		cell, by := p.y*cols+p.x, way.dy*cols+way.dx
		for range p.area() {
			dst = append(dst, int32(cell))
			cell += by
		}
		return dst
	}
	if p.long == 2 && p.wide == 2 { // most are: out, over and back at once
		entry, out, over := p.y*cols+p.x, p.b.dy*cols+p.b.dx, p.a.dy*cols+p.a.dx
		return append(dst, int32(entry), int32(entry+out), int32(entry+out+over), int32(entry+over))
	}
	parts := p.split()
	for i := range parts {
		if parts[i].area() > 0 {
			dst = parts[i].walk(dst, cols)
		}
	}
	return dst
}
