package main

import (
	"image"
	"image/color"
	"image/draw"
	"slices"

	uv "github.com/charmbracelet/ultraviolet"
	"golang.org/x/image/font"
	"golang.org/x/image/math/fixed"

	"cbtmap/render/picture"
)

// faces are the letters: regular and bold, of the size whose advance is a cell.
type faces struct {
	regular, bold font.Face
	baseline      int // pixels from the top of a cell
}

func newFaces(cellWidth int) (f faces, err error) {
	if f.regular, err = picture.Face(cellWidth, false); err != nil {
		return faces{}, err
	}
	if f.bold, err = picture.Face(cellWidth, true); err != nil {
		return faces{}, err
	}
	m := f.regular.Metrics()
	spare := fixed.I(2*cellWidth) - m.Ascent - m.Descent
	f.baseline = (m.Ascent + spare/2).Round()
	return f, nil
}

// draw sets a rune in the cell that begins at a point. Joiners and variation
// selectors have no picture.
func (f *faces) draw(img *image.RGBA, at image.Point, char rune, ink color.RGBA, bold bool) {
	if char == ' ' || invisible(char) {
		return
	}
	face := f.regular
	if bold {
		face = f.bold
	}
	dr, mask, from, _, ok := face.Glyph(fixed.P(at.X, at.Y+f.baseline), char)
	if !ok {
		dr, mask, from, _, _ = face.Glyph(fixed.P(at.X, at.Y+f.baseline), placeholder)
	}
	draw.DrawMask(img, dr, image.NewUniform(ink), image.Point{}, mask, from, draw.Over)
}

// placeholder stands for what the font lacks.
const placeholder = '□'

func invisible(char rune) bool {
	return char == '\u200c' || char == '\u200d' || char >= '\ufe00' && char <= '\ufe0f'
}

// Missing lists, in order, the characters of a screen that would be painted as
// empty squares, since they are no shape and the font lacks them.
func (p *Painter) Missing(scr uv.ScreenBuffer) []rune {
	var missing []rune
	for y := range scr.Height() {
		for x := range scr.Width() {
			c := scr.CellAt(x, y)
			if c == nil {
				continue
			}
			for _, char := range c.Content {
				if !p.paints(char) {
					missing = append(missing, char)
				}
			}
		}
	}
	slices.Sort(missing)
	return slices.Compact(missing)
}

// paints tells whether there is a shape or a glyph for a rune.
func (p *Painter) paints(char rune) bool {
	if char == ' ' || invisible(char) || hasShape(char) {
		return true
	}
	_, ok := p.faces.regular.GlyphAdvance(char)
	return ok
}
