package main

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"unicode/utf8"

	uv "github.com/charmbracelet/ultraviolet"
)

// The colours of the terminal that the pictures pretend to be: what a program
// gets when it asks for none.
var (
	groundColour = color.RGBA{0x12, 0x12, 0x18, 0xff}
	inkColour    = color.RGBA{0xd4, 0xd4, 0xdc, 0xff}

	lightGround = color.RGBA{0xfb, 0xfb, 0xfd, 0xff}
	lightInk    = color.RGBA{0x2a, 0x2c, 0x36, 0xff}
)

// Painter draws screens of a terminal as pictures.
//
// A cell is twice as high as wide, so that a half block is a square. Block
// elements and box drawing are exact shapes that meet without seams; everything
// else is set in DejaVu Sans Mono. The same screen gives the same pixels.
type Painter struct {
	cell   image.Point // size of a cell in pixels
	margin int         // of ground around the screen, in pixels
	faces  faces

	ground, ink color.RGBA
}

// NewPainter returns a painter of cells that are width pixels wide. It needs at
// least six, below which letters are not legible.
func NewPainter(width int) (*Painter, error) {
	if width < 6 {
		return nil, fmt.Errorf("cells of %d pixels are too narrow for letters: use 6 or more", width)
	}
	f, err := newFaces(width)
	if err != nil {
		return nil, err
	}
	return &Painter{cell: image.Pt(width, 2*width), margin: width, faces: f, ground: groundColour, ink: inkColour}, nil
}

// OnLight is the painter of a terminal with a light ground.
func (p *Painter) OnLight() *Painter {
	light := *p
	light.ground, light.ink = lightGround, lightInk
	return &light
}

// FromView paints what a terminal of w by h cells shows of a view's content.
func (p *Painter) FromView(content string, w, h int) *image.RGBA {
	return p.Paint(screenOf(content, w, h))
}

// screenOf lays a view's content out in cells.
func screenOf(content string, w, h int) uv.ScreenBuffer {
	scr := uv.NewScreenBuffer(w, h)
	uv.NewStyledString(content).Draw(scr, scr.Bounds())
	return scr
}

// Paint draws a screen, with a margin of one cell's width around it.
func (p *Painter) Paint(scr uv.ScreenBuffer) *image.RGBA {
	size := image.Pt(scr.Width()*p.cell.X, scr.Height()*p.cell.Y).Add(image.Pt(2*p.margin, 2*p.margin))
	img := image.NewRGBA(image.Rectangle{Max: size})
	fill(img, img.Bounds(), p.ground)
	for y := range scr.Height() {
		for x := range scr.Width() {
			if c := scr.CellAt(x, y); c != nil && c.Width > 0 {
				p.paintCell(img, p.cellRect(x, y, c.Width), c)
			}
		}
	}
	return img
}

// cellRect is where a cell of this many columns lies in the picture.
func (p *Painter) cellRect(x, y, columns int) image.Rectangle {
	at := image.Pt(p.margin+x*p.cell.X, p.margin+y*p.cell.Y)
	return image.Rectangle{Min: at, Max: at.Add(image.Pt(columns*p.cell.X, p.cell.Y))}
}

func (p *Painter) paintCell(img *image.RGBA, r image.Rectangle, c *uv.Cell) {
	ink, ground := p.inks(&c.Style)
	fill(img, r, ground)
	bold := c.Style.Attrs&uv.AttrBold != 0
	if c.Style.Attrs&uv.AttrConceal == 0 {
		p.paintContent(img, r, c.Content, ink, bold)
	}
	stroke := lightStroke(p.cell)
	baseline := r.Min.Y + p.faces.baseline
	if c.Style.Underline != uv.UnderlineNone {
		line := ink
		if c.Style.UnderlineColor != nil {
			line = opaque(c.Style.UnderlineColor)
		}
		fill(img, image.Rect(r.Min.X, baseline+stroke+1, r.Max.X, baseline+2*stroke+1), line)
	}
	if c.Style.Attrs&uv.AttrStrikethrough != 0 {
		middle := r.Min.Y + p.cell.Y/2
		fill(img, image.Rect(r.Min.X, middle, r.Max.X, middle+stroke), ink)
	}
}

// paintContent draws a cell's grapheme: a shape if there is one, else its runes
// one over the other, so that combining marks come to lie where they belong.
func (p *Painter) paintContent(img *image.RGBA, r image.Rectangle, content string, ink color.RGBA, bold bool) {
	if first, size := utf8.DecodeRuneInString(content); size == len(content) && paintShape(img, r, first, ink) {
		return
	}
	for _, char := range content {
		p.faces.draw(img, r.Min, char, ink, bold)
	}
}

// inks are the colours of a cell's text and ground after all its attributes.
func (p *Painter) inks(s *uv.Style) (ink, ground color.RGBA) {
	ink, ground = p.ink, p.ground
	if s.Fg != nil {
		ink = opaque(s.Fg)
	}
	if s.Bg != nil {
		ground = opaque(s.Bg)
	}
	if s.Attrs&uv.AttrReverse != 0 {
		ink, ground = ground, ink
	}
	if s.Attrs&uv.AttrFaint != 0 {
		ink = blend(ground, ink, 128)
	}
	return ink, ground
}

// opaque is a colour's 24 bits.
func opaque(c color.Color) color.RGBA {
	r, g, b, _ := c.RGBA()
	return color.RGBA{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8), 0xff}
}

// blend is weight/256 of top over under.
func blend(under, top color.RGBA, weight int) color.RGBA {
	mix := func(a, b uint8) uint8 { return uint8((int(a)*(256-weight) + int(b)*weight + 128) >> 8) }
	return color.RGBA{mix(under.R, top.R), mix(under.G, top.G), mix(under.B, top.B), 0xff}
}

func fill(img *image.RGBA, r image.Rectangle, c color.RGBA) {
	draw.Draw(img, r, image.NewUniform(c), image.Point{}, draw.Src)
}
