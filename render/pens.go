package render

import (
	"image/color"
	"strconv"

	"github.com/charmbracelet/x/ansi"
)

// brush is what one cell is drawn with. A colour that is nil is the terminal's
// own: its text's or its ground.
type brush struct {
	glyph      string
	fore, back color.Color
}

// pen is a brush made ready: colours as indices into the palette's SGR
// parameters.
type pen struct {
	fore, back uint8
	glyph      string
}

// keep is the index of a colour that a pen does not care about.
const keep = 0

// colours is room for all that one palette uses, with keep: a fill and a hatch of
// each level, and the terminal's own, are more than any does.
const colours = 1 + 2*Levels + 1

// pens is all that Line needs to draw a cell, looked up by its two levels.
type pens struct {
	cells      [Levels][Levels]pen
	fore, back [colours]string // SGR parameters
}

func (p *Palette) newPens() pens {
	var t pens
	fore, back := []string{keep: ""}, []string{keep: ""}
	for u := range Level(Levels) {
		for l := range Level(Levels) {
			b := p.brush(u, l)
			ready := pen{glyph: b.glyph}
			if p.profile != NoColor {
				ready.back = intern(&back, sgr(40, b.back))
				if b.glyph != " " {
					ready.fore = intern(&fore, sgr(30, b.fore))
				}
			}
			t.cells[u][l] = ready
		}
	}
	copy(t.fore[:], fore)
	copy(t.back[:], back)
	return t
}

// intern returns the index of a string in a table, which it is added to if it is
// new.
func intern(table *[]string, s string) uint8 {
	for i, have := range *table {
		if i != keep && have == s {
			return uint8(i)
		}
	}
	*table = append(*table, s)
	return uint8(len(*table) - 1)
}

// sgr returns the parameters that set a colour as the foreground (base 30) or the
// background (base 40).
func sgr(base int, c color.Color) string {
	switch c := c.(type) {
	case ansi.BasicColor:
		if c >= 8 {
			return strconv.Itoa(base + 60 + int(c) - 8)
		}
		return strconv.Itoa(base + int(c))
	case ansi.IndexedColor:
		return strconv.Itoa(base+8) + ";5;" + strconv.Itoa(int(c))
	case color.RGBA:
		return strconv.Itoa(base+8) + ";2;" + strconv.Itoa(int(c.R)) + ";" +
			strconv.Itoa(int(c.G)) + ";" + strconv.Itoa(int(c.B))
	}
	return strconv.Itoa(base + 9) // the terminal's own
}

// brush chooses the glyph and the colours of a cell with these two samples.
func (p *Palette) brush(upper, lower Level) brush {
	if p.SamplesPerLine() == 2 {
		return p.halves(upper, lower)
	}
	l := stronger(upper, lower)
	switch {
	case p.glyphs == Space:
		return brush{" ", nil, p.fills[l]}
	case p.profile == ANSI16:
		return p.sixteen(l)
	}
	return brush{densities[l : l+1], p.ink(l), nil}
}

// halves is the brush of two samples in half blocks.
func (p *Palette) halves(upper, lower Level) brush {
	switch {
	case upper == lower && hatches[upper] != "":
		return brush{hatches[upper], p.hatch[upper], nil}
	case upper == lower:
		return brush{" ", nil, p.fills[upper]}
	case upper == Outside: // the ground is no foreground: it is not known
		return brush{"▄", p.fills[lower], nil}
	}
	return brush{"▀", p.fills[upper], p.fills[lower]}
}

// ink is the colour of a level drawn as a character on the ground.
func (p *Palette) ink(l Level) color.Color {
	switch {
	case p.hatch[l] != nil:
		return p.hatch[l]
	case l == Outside:
		return p.hatch[Unknown]
	}
	return p.fills[l]
}
