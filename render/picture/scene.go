package picture

import (
	"image"

	"cbtmap/render"
)

// scene is all that a picture shows. Lengths are pixels, with the origin at the
// top left. Fields, bars and texts do not overlap.
type scene struct {
	width, height int
	title, desc   string // for those who hear it
	tones         tones
	hatch         hatch

	fields []field // the first is the map
	bars   []bar
	texts  []text
}

// field is a rectangle of samples.
type field struct {
	at     image.Point // upper left corner
	cell   image.Point // size of a sample
	cols   int
	levels []render.Level // row by row
}

// rows is how many rows of samples the field has.
func (f field) rows() int { return len(f.levels) / f.cols }

func (f field) bounds() image.Rectangle {
	return image.Rectangle{f.at, f.at.Add(image.Pt(f.cols*f.cell.X, f.rows()*f.cell.Y))}
}

// runs calls do for each run of equal samples in a row: those in [from, to).
func (f field) runs(row int, do func(l render.Level, from, to int)) {
	levels := f.levels[row*f.cols : (row+1)*f.cols]
	for from := 0; from < f.cols; {
		to := from + 1
		for to < f.cols && levels[to] == levels[from] {
			to++
		}
		do(levels[from], from, to)
		from = to
	}
}

// bar is a filled rectangle.
type bar struct {
	rect image.Rectangle
	ink  ink
}

// text is one line of clean text.
type text struct {
	at     image.Point // where its baseline begins or, with end, ends
	s      string
	letter int // width of a letter
	ink    ink
	bold   bool
	end    bool
}
