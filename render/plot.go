package render

import (
	"math"
	"sort"
	"strings"

	"cbtmap/fetch/extent"
)

// The blocks of one to seven eighths of a cell, from the left and from below.
var (
	leftBlocks  = []rune("▏▎▍▌▋▊▉")
	lowerBlocks = []rune("▁▂▃▄▅▆▇")
)

const fullBlock = '█'

// eighth is the block with n eighths of a cell filled; none and all are the same
// from any side.
func eighth(blocks []rune, n int) rune {
	switch {
	case n <= 0:
		return ' '
	case n >= 8:
		return fullBlock
	}
	return blocks[n-1]
}

// Bar draws a share, 0 to 1, as a bar of eighths of a column in a field of
// exactly width columns. Only nothing is empty and only all is full, as with
// [Share].
func Bar(share float64, width int) string {
	all := 8 * max(width, 0)
	filled := 0
	switch {
	case share >= 1:
		filled = all
	case share > 0:
		filled = min(max(int(math.Round(share*float64(all))), 1), all-1)
	}
	var b strings.Builder
	for i := range max(width, 0) {
		b.WriteRune(eighth(leftBlocks, filled-8*i))
	}
	return b.String()
}

// plotDiagonal is where a Lorenz curve would run if everything had changed evenly.
const plotDiagonal = '·'

// LorenzPlot draws a Lorenz curve into h lines of exactly w columns: from left to
// right the share of the range, most changed first, and upwards the share of the
// changed bytes in it. What lies between the curve and the dotted diagonal is
// filled, so that the area is half of the Gini coefficient. Without a curve only
// the diagonal is there.
func LorenzPlot(curve []extent.Point, w, h int) []string {
	w, h = max(w, 0), max(h, 0)
	if h == 0 {
		return nil
	}
	cells := make([][]rune, h)
	for i := range cells {
		cells[i] = []rune(strings.Repeat(" ", w))
	}
	for x := range w {
		middle := (float64(x) + 0.5) / float64(w)
		even := min(int(middle*float64(h)), h-1) // rows count from below here
		height := int(math.Round(bytesAt(curve, middle) * 8 * float64(h)))
		for y := even; y < h; y++ {
			cells[h-1-y][x] = eighth(lowerBlocks, height-8*y)
		}
		if height <= 8*even || height >= 8*(even+1) {
			cells[h-1-even][x] = plotDiagonal
		}
	}
	lines := make([]string, h)
	for i, row := range cells {
		lines[i] = string(row)
	}
	return lines
}

// bytesAt is the height of a Lorenz curve, 0 without one.
func bytesAt(curve []extent.Point, disk float64) float64 {
	i := sort.Search(len(curve), func(i int) bool { return curve[i].Disk > disk })
	if i == 0 {
		return 0
	}
	a := curve[i-1]
	if i == len(curve) {
		return a.Bytes
	}
	b := curve[i]
	return a.Bytes + (b.Bytes-a.Bytes)*(disk-a.Disk)/(b.Disk-a.Disk)
}
