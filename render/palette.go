package render

import (
	"image/color"

	"github.com/charmbracelet/x/ansi"
)

// Profile is the set of colours a terminal has.
type Profile uint8

// The colour profiles, best first.
const (
	TrueColor Profile = iota // 24 bits
	ANSI256                  // the xterm palette
	ANSI16                   // the user's own sixteen: few colours, and shades of them
	NoColor                  // the density of characters carries the level
)

// PaletteOptions choose a palette. The zero value is for a terminal with true
// colours and a light ground.
type PaletteOptions struct {
	Profile Profile
	Dark    bool // the ground
	Glyphs  Glyphs
	Ramp    string // one of [Ramps]; any other is the first of them
}

// Palette writes levels in one profile on a dark or a light ground. It is
// immutable: build one with [NewPalette] or [NewPaletteWith] and share it.
//
// What it draws depends on the profile and the glyph set:
//
//	            Half                 Space                ASCII
//	TrueColor   half blocks, ╱ ╳     coloured spaces      coloured characters
//	ANSI256     half blocks, ╱ ╳     coloured spaces      coloured characters
//	ANSI16      shades ░ ▒ ▓, ╱ ╳    coloured characters  coloured characters
//	NoColor     characters           characters           characters
type Palette struct {
	profile Profile
	glyphs  Glyphs // Half with ANSI16 means shades
	dark    bool
	ramp    *ramp
	fills   [Levels]color.Color
	hatch   [Levels]color.Color // of levels drawn as a hatch; nil for the rest
	pens    pens
}

// NewPalette returns the palette of half blocks for a profile and a ground, in
// the default ramp.
func NewPalette(p Profile, dark bool) *Palette {
	return NewPaletteWith(PaletteOptions{Profile: p, Dark: dark})
}

// NewPaletteWith returns the palette for the options. An unknown profile counts
// as NoColor, unknown glyphs count as Half.
func NewPaletteWith(o PaletteOptions) *Palette {
	p := &Palette{profile: min(o.Profile, NoColor), glyphs: o.Glyphs, dark: o.Dark, ramp: rampFor(o.Ramp, o.Dark)}
	switch {
	case p.profile == NoColor, p.profile == ANSI16 && p.glyphs == Space:
		p.glyphs = ASCII
	case p.glyphs > ASCII:
		p.glyphs = Half
	}
	for l := range Level(Levels) {
		p.fills[l] = p.colour(p.ramp.fills[l])
	}
	p.fills[Outside] = nil
	p.hatch[Unknown] = p.colour(p.ramp.hatchUnknown)
	p.hatch[Failed] = p.colour(p.ramp.hatchFailed)
	p.pens = p.newPens()
	return p
}

// SamplesPerLine is the number of rows of samples that a line of text shows as
// they are: 2, or 1. With 1, Line wants the same row twice, or [Palette.StripLine]
// does it; two different ones it draws as the stronger of each pair.
func (p *Palette) SamplesPerLine() int {
	if p.glyphs == Half && p.profile <= ANSI256 {
		return 2
	}
	return 1
}

// colour is a tone in the palette's profile. Profiles without colours of their
// own give true colours, for the pictures that are not terminals.
func (p *Palette) colour(t tone) color.Color {
	if p.profile == ANSI256 {
		return ansi.IndexedColor(t.index)
	}
	return color.RGBA{R: uint8(t.rgb >> 16), G: uint8(t.rgb >> 8), B: uint8(t.rgb), A: 0xff}
}

// Color is the fill of a level, for styles and pictures: an index of the xterm
// palette in the profile ANSI256, else a truecolor value, also where the palette
// itself writes shades or characters. Outside has the ground's.
func (p *Palette) Color(l Level) color.Color {
	if l >= Outside {
		return p.Ground()
	}
	return p.fills[l]
}

// Ground is the colour that the palette was chosen against. Lines never paint it:
// they leave the terminal its own.
func (p *Palette) Ground() color.Color { return p.colour(p.ramp.fills[Outside]) }

// Hatch is the glyph and the colour of a cell that is all of an unasked or failed
// range, the one level that is drawn as text in half blocks; glyph is 0 for every
// other level.
func (p *Palette) Hatch(l Level) (glyph rune, c color.Color) {
	switch l {
	case Unknown, Failed:
		return []rune(hatches[l])[0], p.hatch[l]
	}
	return 0, nil
}

// Swatch is a legend's square of a level: two columns, drawn as the map draws it.
func (p *Palette) Swatch(l Level) string {
	return string(p.StripLine(nil, []Level{l, l}))
}
