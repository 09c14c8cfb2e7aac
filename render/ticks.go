package render

import "math/bits"

// Tick is a mark of a ruler: a label and the column of the sample that holds the
// offset it names.
type Tick struct {
	Col   int
	Label string // how far into each row: "+16 GiB"
}

// Ticks are the marks of a [Ruler] where letters and samples differ in width: a
// sample is sample wide, a letter letter, in the same unit, both above 0. Labels
// begin where their sample does, at multiples of a power of two, and none reaches
// over the end of the row. Along a Hilbert curve columns have no address: there
// are none.
func Ticks(g Grid, sample, letter int) []Tick {
	if g.Hilbert || sample < 1 || letter < 1 {
		return nil
	}
	apart := func(tick int64) bool {
		longest := len("+" + NewScale(g.RowBytes, tick).Format(g.RowBytes))
		return g.column(tick)*sample >= max(tickColumns, longest+tickGap)*letter
	}
	tick := int64(1) << (bits.Len64(uint64(g.RowBytes)) - 1)
	for tick > 1 && apart(tick/2) {
		tick /= 2
	}
	scale := NewScale(g.RowBytes, tick)
	var ticks []Tick
	free := 0 // where the next label may begin
	for at := int64(0); at < g.RowBytes; at += tick {
		t := Tick{g.column(at), "+" + scale.Format(at)}
		if at == 0 {
			t.Label = "+0"
		}
		end := t.Col*sample + len(t.Label)*letter
		if t.Col*sample < free || end > g.Cols*sample {
			break
		}
		ticks, free = append(ticks, t), end+letter
	}
	return ticks
}
