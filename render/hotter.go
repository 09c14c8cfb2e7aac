package render

// Hotter finds the next level, in the order of the slice, that is higher than the
// one at from: a change if there is none there. Where none in all of them is
// higher, it finds the next one that is as high. It never goes to a lower one, nor
// round the end: then it is not ok. forward false searches towards the start.
// A from outside the slice stands just before its start, or behind its end.
func Hotter(levels []Level, from int, forward bool) (index int, ok bool) {
	from = min(max(from, -1), len(levels))
	want := heat(Outside)
	if from >= 0 && from < len(levels) {
		want = heat(levels[from])
	}
	highest := Unchanged
	for _, l := range levels {
		highest = max(highest, heat(l))
	}
	if want < highest {
		want++
	}
	if want == Unchanged {
		return 0, false
	}
	step := 1
	if !forward {
		step = -1
	}
	for i := from + step; i >= 0 && i < len(levels); i += step {
		if heat(levels[i]) >= want {
			return i, true
		}
	}
	return 0, false
}

// heat is a level as a number to compare: nothing but changes has any.
func heat(l Level) Level {
	if l.Changed() {
		return l
	}
	return Unchanged
}

// Hotter is the function Hotter for the levels of a [Frame], in the order of the
// disk under any layout: it returns the first address of the sample found, seen
// from the sample that holds addr.
func (g Grid) Hotter(levels []Level, addr int64, forward bool) (lo int64, ok bool) {
	if len(levels) != g.Cols*g.Rows {
		return 0, false
	}
	ordered := make([]Level, len(levels))
	g.layout(Layout{}).FromCells(ordered, levels)
	from := len(levels)
	if addr < g.Origin {
		from = -1
	} else if row, col, ok := g.locate(addr); ok {
		from = row*g.Cols + col
	}
	i, ok := Hotter(ordered, from, forward)
	if !ok {
		return 0, false
	}
	lo, _ = g.sample(i/g.Cols, i%g.Cols)
	return lo, true
}
