package render

import (
	"testing"

	"pgregory.net/rapid"
)

// checkCurve goes along the layout of a size and counts its steps to diagonal
// neighbours; any other step but to a neighbour fails.
func checkCurve(t fataler, cols, rows int) (diagonal int) {
	t.Helper()
	l := HilbertLayout(cols, rows)
	seen := make([]bool, cols*rows)
	for i := range cols * rows {
		cell := l.Cell(i)
		if cell < 0 || cell >= len(seen) || seen[cell] {
			t.Fatalf("%dx%d: sample %d in cell %d, which is none or taken", cols, rows, i, cell)
		}
		seen[cell] = true
		if i == 0 {
			continue
		}
		before := l.Cell(i - 1)
		dx, dy := apart(cell%cols, before%cols), apart(cell/cols, before/cols)
		if max(dx, dy) != 1 {
			t.Fatalf("%dx%d: step %d goes %d across and %d down", cols, rows, i, dx, dy)
		}
		diagonal += dx * dy
	}
	return diagonal
}

func apart(a, b int) int { return max(a, b) - min(a, b) }

// Every small size there is: each cell once, from neighbour to neighbour.
func TestHilbertGoesThroughEachCellOnce(t *testing.T) {
	const most = 48
	for cols := 1; cols <= most; cols++ {
		for rows := 1; rows <= most; rows++ {
			may := 0
			if longer, shorter := max(cols, rows), min(cols, rows); longer%2 == 1 && shorter%2 == 0 {
				may = 1
			}
			if got := checkCurve(t, cols, rows); got > may {
				t.Errorf("%dx%d: %d diagonal steps, want %d at most", cols, rows, got, may)
			}
			if first := HilbertLayout(cols, rows).Cell(0); first != 0 {
				t.Errorf("%dx%d: begins at cell %d", cols, rows, first)
			}
		}
	}
}

func TestHilbertOfScreensAndMore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cols, rows := rapid.IntRange(1, 400).Draw(t, "cols"), rapid.IntRange(1, 240).Draw(t, "rows")
		if got := checkCurve(t, cols, rows); got > 1 {
			t.Fatalf("%dx%d: %d diagonal steps", cols, rows, got)
		}
	})
}

// A cell is found in either direction without the layout, by descent.
func TestDescentAgreesWithTheLayout(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cols, rows := rapid.IntRange(1, 120).Draw(t, "cols"), rapid.IntRange(1, 120).Draw(t, "rows")
		l, p := HilbertLayout(cols, rows), wholePatch(cols, rows)
		for range 50 {
			i := rapid.IntRange(0, cols*rows-1).Draw(t, "sample")
			x, y := p.at(i)
			if got := y*cols + x; got != l.Cell(i) {
				t.Fatalf("%dx%d: sample %d is in cell %d, at says %d", cols, rows, i, l.Cell(i), got)
			}
			if got := p.index(x, y); got != i {
				t.Fatalf("%dx%d: cell %d,%d holds sample %d, index says %d", cols, rows, x, y, i, got)
			}
		}
	})
}

// Near on the disk is near in the picture: that is what the curve is for. Row by
// row, a sixteenth of the disk is a band across the whole width.
func TestHilbertKeepsNeighboursTogether(t *testing.T) {
	for _, size := range [][2]int{{200, 120}, {110, 60}, {64, 64}, {79, 31}} {
		cols, rows := size[0], size[1]
		l := HilbertLayout(cols, rows)
		part := cols * rows / 16
		for begin := 0; begin+part <= cols*rows; begin += part {
			left, right := cols, 0
			for i := begin; i < begin+part; i++ {
				left, right = min(left, l.Cell(i)%cols), max(right, l.Cell(i)%cols)
			}
			if across := right - left + 1; across > cols*2/3 {
				t.Errorf("%dx%d: samples %d to %d spread over %d columns", cols, rows, begin, begin+part, across)
			}
		}
	}
}

func TestLayoutGoesToCellsAndBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cols, rows := rapid.IntRange(1, 40).Draw(t, "cols"), rapid.IntRange(1, 40).Draw(t, "rows")
		l := Layout{}
		if rapid.Bool().Draw(t, "hilbert") {
			l = HilbertLayout(cols, rows)
		}
		levels := drawLevels(t, cols*rows, "levels")
		cells, back := make([]Level, len(levels)), make([]Level, len(levels))
		l.ToCells(cells, levels)
		l.FromCells(back, cells)
		for i := range levels {
			if back[i] != levels[i] || cells[l.Cell(i)] != levels[i] {
				t.Fatalf("%dx%d: sample %d is lost", cols, rows, i)
			}
		}
	})
}

func TestLayoutOfNothingIsOneCell(t *testing.T) {
	if got := HilbertLayout(0, -3).Cell(0); got != 0 {
		t.Errorf("the only cell is %d", got)
	}
}
