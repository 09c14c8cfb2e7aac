package picture

import (
	"image"
	"image/color"
	"image/png"
	"io"

	"github.com/charmbracelet/x/ansi"

	"cbtmap/render"
)

// bandRows is how many rows of pixels are in memory at once.
const bandRows = 64

// The palette of a picture in pixels: the ground, the fills, the strokes of
// hatches, and each ink in steps from the ground to all of it.
const (
	firstFill  = 1
	firstHatch = firstFill + render.Levels
	firstInk   = firstHatch + render.Levels
	inkSteps   = 15
)

// raster is a scene in pixels: an image that is painted in bands from the top
// down, as it is read.
type raster struct {
	*scene
	letters *letters
	palette color.Palette
	band    *image.Paletted
}

func (s *scene) writePNG(w io.Writer) error {
	r, err := newRaster(s)
	if err != nil {
		return err
	}
	return png.Encode(w, r)
}

func newRaster(s *scene) (*raster, error) {
	l := newLetters()
	if err := l.prepare(s.texts); err != nil {
		return nil, err
	}
	palette := color.Palette{s.tones.ground}
	for _, c := range s.tones.fills {
		palette = append(palette, c)
	}
	for _, c := range s.tones.hatch {
		palette = append(palette, c)
	}
	for _, c := range s.tones.inks {
		for step := 1; step <= inkSteps; step++ {
			palette = append(palette, blend(s.tones.ground, c, step))
		}
	}
	return &raster{s, l, palette, image.NewPaletted(image.Rect(0, 0, s.width, 0), palette)}, nil
}

// blend is step/inkSteps of top over under.
func blend(under, top color.RGBA, step int) color.RGBA {
	mix := func(a, b uint8) uint8 {
		return uint8((int(a)*(inkSteps-step) + int(b)*step + inkSteps/2) / inkSteps)
	}
	return color.RGBA{mix(under.R, top.R), mix(under.G, top.G), mix(under.B, top.B), 0xff}
}

// ColorModel, Bounds, At and ColorIndexAt make it an image.PalettedImage.
func (r *raster) ColorModel() color.Model { return r.palette }

// Bounds are those of the picture.
func (r *raster) Bounds() image.Rectangle { return image.Rect(0, 0, r.width, r.height) }

// At is the colour of a pixel.
func (r *raster) At(x, y int) color.Color { return r.palette[r.ColorIndexAt(x, y)] }

// ColorIndexAt is the colour of a pixel, as its place in the palette.
func (r *raster) ColorIndexAt(x, y int) uint8 {
	b := r.band
	if y < b.Rect.Min.Y || y >= b.Rect.Max.Y {
		r.paint(y)
		b = r.band
	}
	return b.Pix[(y-b.Rect.Min.Y)*b.Stride+x]
}

// paint paints the band that holds a row of pixels.
func (r *raster) paint(y int) {
	top := y - y%bandRows
	rect := image.Rect(0, top, r.width, min(top+bandRows, r.height))
	if n := rect.Dx() * rect.Dy(); len(r.band.Pix) < n {
		r.band.Pix = make([]uint8, n)
	}
	r.band.Rect, r.band.Stride = rect, rect.Dx()
	clear(r.band.Pix)
	for _, f := range r.fields {
		r.paintField(f)
	}
	for _, b := range r.bars {
		at := b.rect.Intersect(rect)
		for y := at.Min.Y; y < at.Max.Y; y++ {
			fill(r.row(y)[at.Min.X:at.Max.X], inkIndex(b.ink, inkSteps))
		}
	}
	for _, t := range r.texts {
		r.paintText(t)
	}
}

// row is a row of pixels of the band.
func (r *raster) row(y int) []uint8 {
	from := (y - r.band.Rect.Min.Y) * r.band.Stride
	return r.band.Pix[from : from+r.band.Stride]
}

func fill(pixels []uint8, index uint8) {
	for i := range pixels {
		pixels[i] = index
	}
}

func inkIndex(i ink, step int) uint8 { return uint8(firstInk + int(i)*inkSteps + step - 1) }

func (r *raster) paintField(f field) {
	at := f.bounds().Intersect(r.band.Rect)
	for y := at.Min.Y; y < at.Max.Y; y++ {
		pixels := r.row(y)[f.at.X:]
		f.runs((y-f.at.Y)/f.cell.Y, func(l render.Level, from, to int) {
			run := pixels[from*f.cell.X : to*f.cell.X]
			switch {
			case l == render.Outside:
			case hatched(l):
				r.paintHatch(run, l, f.at.X+from*f.cell.X, y)
			default:
				fill(run, firstFill+uint8(l))
			}
		})
	}
}

// paintHatch paints the strokes of a level in pixels that begin at (x, y).
func (r *raster) paintHatch(run []uint8, l render.Level, x, y int) {
	for i := range run {
		if r.hatch.on(l, x+i, y) {
			run[i] = firstHatch + uint8(l)
		}
	}
}

// paintText sets a line of text, each letter in the columns that a terminal would
// have it in; what is drawn over the letter before it comes to lie there.
func (r *raster) paintText(t text) {
	rest, x := t.s, t.at.X
	if t.end {
		x -= ansi.StringWidth(t.s) * t.letter
	}
	for len(rest) > 0 {
		cluster, columns := ansi.FirstGraphemeCluster(rest, ansi.GraphemeWidth)
		if cluster == "" {
			return
		}
		for _, char := range cluster {
			if char != ' ' && !invisible(char) {
				r.paintGlyph(r.letters.glyph(t.style(), char), image.Pt(x, t.at.Y), t.ink)
			}
		}
		x += columns * t.letter
		rest = rest[len(cluster):]
	}
}

// paintGlyph paints what lies in the band of a glyph whose baseline begins at a
// point. Where two overlap the stronger one shows.
func (r *raster) paintGlyph(g glyph, dot image.Point, i ink) {
	at := g.Rect.Add(dot).Intersect(r.band.Rect)
	for y := at.Min.Y; y < at.Max.Y; y++ {
		pixels := r.row(y)
		for x := at.Min.X; x < at.Max.X; x++ {
			cover := int(g.AlphaAt(x-dot.X, y-dot.Y).A)
			if step := (cover*inkSteps + 127) / 255; step > 0 {
				pixels[x] = max(pixels[x], inkIndex(i, step))
			}
		}
	}
}

// invisible tells whether a rune has no picture: joiners and variation selectors.
func invisible(char rune) bool {
	return char == '\u200c' || char == '\u200d' || char >= '\ufe00' && char <= '\ufe0f'
}
