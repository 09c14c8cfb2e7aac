package render

// Line appends one line of text that shows two rows of samples, a column for each
// pair: half blocks in the colours of both, or, where a cell shows one sample
// (see [Palette.SamplesPerLine]), the stronger of the two. It writes colours only
// where they change and ends with a reset. A row that is shorter than the other is filled up with
// Outside; levels out of range count as Outside.
func (p *Palette) Line(dst []byte, upper, lower []Level) []byte {
	fore, back := uint8(keep), uint8(keep)
	var cell *pen
	var u, l Level // of the cell before, once there is one
	for i := range max(len(upper), len(lower)) {
		if a, b := levelAt(upper, i), levelAt(lower, i); cell == nil || a != u || b != l {
			u, l = a, b
			cell = &p.pens.cells[u][l]
			dst = p.pens.change(dst, &fore, &back, cell)
		}
		if len(cell.glyph) == 1 {
			dst = append(dst, cell.glyph[0])
		} else {
			dst = append(dst, cell.glyph...)
		}
	}
	return append(dst, "\x1b[m"...)
}

// change appends what turns the colours in force into those of a cell.
func (t *pens) change(dst []byte, fore, back *uint8, cell *pen) []byte {
	newFore := cell.fore != keep && cell.fore != *fore
	newBack := cell.back != keep && cell.back != *back
	if !newFore && !newBack {
		return dst
	}
	dst = append(dst, "\x1b["...)
	if newFore {
		*fore = cell.fore
		dst = append(dst, t.fore[*fore]...)
	}
	if newFore && newBack {
		dst = append(dst, ';')
	}
	if newBack {
		*back = cell.back
		dst = append(dst, t.back[*back]...)
	}
	return append(dst, 'm')
}

// levelAt is a row's level at i, Outside where there is none.
func levelAt(row []Level, i int) Level {
	if i >= len(row) {
		return Outside
	}
	return min(row[i], Outside)
}

// StripLine appends one line of text that shows one row of samples, each a cell
// high; otherwise as Line.
func (p *Palette) StripLine(dst []byte, levels []Level) []byte {
	return p.Line(dst, levels, levels)
}
