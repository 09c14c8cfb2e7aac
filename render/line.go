package render

// pen is what one cell is drawn with: indices of colours, and a glyph.
type pen struct {
	fore, back uint8 // 0: leave as it is
	glyph      string
}

// The colours of pens: a level's fill is 1 + level, and these. A background of
// groundColour is the terminal's own.
const (
	keep         = 0
	groundColour = 1 + uint8(Outside)
	hatchUnknown = groundColour + 1
	hatchFailed  = groundColour + 2
	colours      = groundColour + 3
)

// pens is all that Line needs to draw a cell, looked up by its two levels.
type pens struct {
	cells      [Levels][Levels]pen
	fore, back [colours]string // SGR parameters
}

func (p *Palette) newPens() pens {
	var t pens
	for l := range Level(Levels) {
		t.fore[1+l] = p.sgr(38, p.fills[l])
		t.back[1+l] = p.sgr(48, p.fills[l])
	}
	t.fore[hatchUnknown] = p.sgr(38, p.hatch[Unknown])
	t.fore[hatchFailed] = p.sgr(38, p.hatch[Failed])
	for u := range Level(Levels) {
		for l := range Level(Levels) {
			t.cells[u][l] = p.newPen(u, l)
		}
	}
	return t
}

// newPen chooses the glyph and the colours of a cell with these two samples.
func (p *Palette) newPen(upper, lower Level) pen {
	switch {
	case p.profile >= ANSI16:
		l := stronger(upper, lower)
		return pen{glyph: densities[l : l+1]}
	case upper == lower && upper == Unknown:
		return pen{fore: hatchUnknown, back: groundColour, glyph: hatches[Unknown]}
	case upper == lower && upper == Failed:
		return pen{fore: hatchFailed, back: groundColour, glyph: hatches[Failed]}
	case upper == lower:
		return pen{back: 1 + uint8(upper), glyph: " "}
	case upper == Outside: // the ground is no foreground: it is not known
		return pen{fore: 1 + uint8(lower), back: groundColour, glyph: "▄"}
	}
	return pen{fore: 1 + uint8(upper), back: 1 + uint8(lower), glyph: "▀"}
}

// Line appends one line of text that shows two rows of samples, a column for each
// pair: half blocks in the colours of both, or, where there are no colours, the
// glyph of the stronger of the two. It writes colours only where they change and
// ends with a reset. A row that is shorter than the other is filled up with
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
