package picture

import (
	"image/color"

	"cbtmap/render"
)

// ink is what words and lines are drawn in. The colours of samples are data and
// come from a render.Palette.
type ink uint8

const (
	strong ink = iota // what the eye should find first
	plain
	dim // labels
	accent
	warning

	inks = iota
)

// Each ink has a contrast of at least 4.5:1 to the ground, as text needs.
var (
	inksOnDark  = [inks]uint32{0xf2f3f7, 0xc9ccd6, 0x8b90a0, 0x14c8a7, 0xe3a64f}
	inksOnLight = [inks]uint32{0x15161c, 0x2f313c, 0x5c6070, 0x00766a, 0x8a5a00}
)

// tones are all the colours of a picture.
type tones struct {
	ground color.RGBA
	fills  [render.Levels]color.RGBA // of levels that are no hatch
	hatch  [render.Levels]color.RGBA // of the strokes of those that are, on the ground
	inks   [inks]color.RGBA
}

func newTones(p *render.Palette, dark bool) tones {
	t := tones{ground: opaque(p.Ground())}
	for l := range render.Level(render.Levels) {
		t.fills[l] = opaque(p.Color(l))
		if hatched(l) {
			_, c := p.Hatch(l)
			t.hatch[l] = opaque(c)
		}
	}
	from := inksOnLight
	if dark {
		from = inksOnDark
	}
	for i, rgb := range from {
		t.inks[i] = color.RGBA{uint8(rgb >> 16), uint8(rgb >> 8), uint8(rgb), 0xff}
	}
	return t
}

// opaque is a colour's 24 bits.
func opaque(c color.Color) color.RGBA {
	r, g, b, _ := c.RGBA()
	return color.RGBA{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8), 0xff}
}
