package render

import (
	"math/bits"

	"github.com/charmbracelet/x/ansi"
)

// tickColumns is the least distance between two labels of a ruler, and tickGap
// the least space between them, in columns.
const tickColumns, tickGap = 16, 3

// Ruler is the line above a map: how far into each row its columns lie, exactly
// width columns wide, a column a sample. Labels begin at the sample that holds
// their offset, stand at multiples of a power of two, and one that would not fit
// is left out. Along a Hilbert curve columns have no address: the line is blank.
func Ruler(g Grid, width int) string {
	if width <= 0 {
		return ""
	}
	if g.Hilbert {
		return Pad("", width, false)
	}
	tick := tickBytes(g)
	scale := NewScale(g.RowBytes, tick)
	line := make([]byte, 0, width)
	for at := int64(0); at < g.RowBytes; at += tick {
		col := g.column(at)
		label := "+" + scale.Format(at)
		if at == 0 {
			label = "+0"
		}
		if col+len(label) > min(width, g.Cols) {
			break
		}
		for len(line) < col {
			line = append(line, ' ')
		}
		line = append(line, label...)
	}
	return Pad(string(line), width, false)
}

// tickBytes is the least power of two that parts the labels of a ruler.
func tickBytes(g Grid) int64 {
	tick := int64(1) << (bits.Len64(uint64(g.RowBytes)) - 1)
	for tick > 1 {
		next := tick / 2
		label := ansi.StringWidth("+" + NewScale(g.RowBytes, next).Format(g.RowBytes))
		if columns := g.column(next); columns < max(tickColumns, label+tickGap) {
			break
		}
		tick = next
	}
	return tick
}
