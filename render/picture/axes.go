package picture

import (
	"image"

	"cbtmap/render"
)

// gutter is the width of the addresses at the left of the map, with their marks.
func (l *layout) gutter() int {
	columns := 0
	if l.strip {
		columns = len(stripLabel)
	}
	if l.addressed() {
		scale, _ := l.labels()
		columns = max(columns, scale.Width(l.grid.End()))
	}
	if columns == 0 {
		return 0
	}
	return columns*l.letter + l.beside()
}

// beside is the room between the words of the gutter and the map.
func (l *layout) beside() int { return l.tick() + l.letter/2 }

// addressed tells whether rows have addresses.
func (l *layout) addressed() bool { return !l.grid.Hilbert && l.grid.Capacity > 0 }

// labels says how addresses are written, and which rows have one: those whose
// number on the disk is a multiple of every, so that the addresses are round. If
// there is none in view, every is 0 and the first row has one.
func (l *layout) labels() (scale render.Scale, every int64) {
	for every = 1; every*int64(l.side) < int64(l.line*5/4); every *= 2 {
	}
	first := l.grid.Origin / l.grid.RowBytes
	if (first+every-1)/every*every >= first+int64(l.grid.Rows) {
		return l.grid.Scale(1), 0
	}
	return l.grid.Scale(int(every)), every
}

// drawGutter writes the addresses of rows, each beside a mark at its first byte.
func (l *layout) drawGutter(s *scene, p Picture) {
	if l.area.Min.X == l.margin || !l.addressed() {
		return
	}
	scale, every := l.labels()
	first := l.grid.Origin / l.grid.RowBytes
	for row := range l.grid.Rows {
		if every == 0 && row > 0 || every > 0 && (first+int64(row))%every != 0 {
			continue
		}
		addr, _ := l.grid.Sample(row, 0)
		at := image.Pt(l.area.Min.X, l.area.Min.Y+row*l.side)
		s.bars = append(s.bars, bar{image.Rect(at.X-l.tick(), at.Y, at.X-l.stroke(), at.Y+l.stroke()), dim})
		s.texts = append(s.texts, text{
			at: at.Add(image.Pt(-l.beside(), l.letter/2)), s: scale.Format(addr), letter: l.letter, ink: dim, end: true,
		})
	}
}

// drawRuler writes how far into each row its columns lie, each label over a mark.
func (l *layout) drawRuler(s *scene) {
	if !l.ruler {
		return
	}
	bottom := l.area.Min.Y
	for _, t := range render.Ticks(l.grid, l.side, l.letter) {
		x := l.area.Min.X + t.Col*l.side
		s.bars = append(s.bars, bar{image.Rect(x, bottom-l.tick(), x+l.stroke(), bottom-l.stroke()), dim})
		s.texts = append(s.texts, text{
			at: image.Pt(x, bottom-l.tick()-l.line+baseline(l.letter)), s: t.Label, letter: l.letter, ink: dim,
		})
	}
}

// stripLabel stands at the left of the overview strip.
const stripLabel = "disk"

// drawStrip draws the whole disk in a row, as wide as the map, and marks the view
// below it unless that is all of it.
func (l *layout) drawStrip(s *scene, p Picture, y int) {
	cols := l.grid.Cols
	f := field{at: image.Pt(l.area.Min.X, y), cell: image.Pt(l.side, l.stripHeight()), cols: cols}
	f.levels = p.Rule.Strip(p.Map, p.Failed, cols, nil)
	s.fields = append(s.fields, f)
	if l.area.Min.X > l.margin {
		s.texts = append(s.texts, text{
			at: image.Pt(f.at.X-l.beside(), y+(l.stripHeight()-l.line)/2+baseline(l.letter)), s: stripLabel, letter: l.letter, ink: dim, end: true,
		})
	}
	if !p.partial() {
		return
	}
	from, to := render.StripSpan(l.grid.Capacity, l.grid.Start(), l.grid.End(), cols)
	x0, x1 := f.at.X+from*l.side, f.at.X+to*l.side
	thick := 2 * l.stroke()
	top, bottom := f.bounds().Max.Y+l.stroke(), f.bounds().Max.Y+l.stroke()+l.tick()
	s.bars = append(s.bars,
		bar{image.Rect(x0, top, x0+l.stroke(), bottom), accent},
		bar{image.Rect(x1-l.stroke(), top, x1, bottom), accent},
		bar{image.Rect(x0, bottom, x1, bottom+thick), accent})
}
