package picture

import (
	"image"
	"math"

	"cbtmap/render"
)

// finest is the fewest bytes that a sample of a view may stand for: a sector.
const finest = 512

// Rows are round numbers of bytes, so that seldom as many are needed as there is
// room for: larger samples may fill it better. They grow up to growth times, and
// to double them is worth as much as price hundredths of the room.
const (
	growth = 4
	price  = 25
)

// view is the grid of squares that shows the range in view in a room, and the
// side of a square in pixels, at least side.
func (p Picture) view(room image.Point, side int) (g render.Grid, square int) {
	for room.X/side*(room.Y/side) > MostSamples {
		side++
	}
	best := math.MinInt
	for n := side; n <= min(growth*side, room.X, room.Y); n++ {
		try := p.rowsIn(max(room.X/n, 1), max(room.Y/n, 1))
		worth := 100*try.Rows*n/room.Y - price*(n-side)/side
		if worth > best {
			g, square, best = try, n, worth
		}
	}
	return g, square
}

// rowsIn is the range in view in the smallest round rows of which at most so many
// show it, and no other rows.
func (p Picture) rowsIn(cols, rows int) render.Grid {
	g := render.Fit(p.Map.Capacity(), cols, rows)
	if p.Lo > 0 || p.Hi < g.Capacity {
		g = g.ZoomTo(p.Lo, p.Hi, finest)
	}
	first, last := p.Lo/g.RowBytes, max(p.Hi-1, p.Lo)/g.RowBytes
	g.Rows = int(last - first + 1)
	g = g.Scroll(int(first - g.Origin/g.RowBytes))
	g.Hilbert = p.Hilbert
	return g
}
