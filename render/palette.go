package render

import (
	"image/color"
	"strconv"

	"github.com/charmbracelet/x/ansi"
)

// Profile is the set of colours a terminal has.
type Profile uint8

// The colour profiles, best first.
const (
	TrueColor Profile = iota // 24 bits
	ANSI256                  // the xterm palette
	ANSI16                   // the user's own colours: drawn as NoColor
	NoColor                  // the density of glyphs carries the level
)

// Palette writes levels in one profile on a dark or a light ground. It is
// immutable: build one with [NewPalette] and share it.
type Palette struct {
	profile Profile
	ramp    *ramp
	fills   [Levels]color.Color
	hatch   [Levels]color.Color // of levels drawn as a hatch; nil for the rest
	pens    pens
}

// NewPalette returns the palette for a profile and a ground. An unknown profile
// counts as NoColor.
func NewPalette(p Profile, dark bool) *Palette {
	if p > NoColor {
		p = NoColor
	}
	pal := &Palette{profile: p, ramp: rampFor(dark)}
	for l := range Level(Levels) {
		pal.fills[l] = pal.colour(pal.ramp.fills[l])
	}
	pal.fills[Outside] = nil
	pal.hatch[Unknown] = pal.colour(pal.ramp.hatchUnknown)
	pal.hatch[Failed] = pal.colour(pal.ramp.hatchFailed)
	pal.pens = pal.newPens()
	return pal
}

// colour is a tone in the palette's profile. Profiles without colours of their
// own give true colours, for the pictures that are not terminals.
func (p *Palette) colour(t tone) color.Color {
	if p.profile == ANSI256 {
		return ansi.IndexedColor(t.index)
	}
	return color.RGBA{R: uint8(t.rgb >> 16), G: uint8(t.rgb >> 8), B: uint8(t.rgb), A: 0xff}
}

// Color is the fill of a level, for styles and pictures: a truecolor value, or an
// index of the xterm palette in the profile ANSI256. Outside has the ground's.
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
// range, the one level that is drawn as text; glyph is 0 for every other level.
func (p *Palette) Hatch(l Level) (glyph rune, c color.Color) {
	switch l {
	case Unknown, Failed:
		return []rune(hatches[l])[0], p.hatch[l]
	}
	return 0, nil
}

// hatches are the glyphs of whole cells of these levels.
var hatches = [Levels]string{Unknown: "╱", Failed: "╳"}

// densities are the glyphs of the levels without colour: heavier is more. The
// dot is kept for a change, and a blank claims that there was none; the tilde
// is an editor's sign for what is behind the end.
const densities = " .:-=+*#/x~"

// strength orders the levels for one glyph that stands for two samples: a change
// outdoes everything, and what is not known outdoes what is.
var strength = [Levels]int{
	Outside: 0, Unchanged: 1, Unknown: 2, Failed: 3,
	1: 4, 2: 5, 3: 6, 4: 7, 5: 8, 6: 9, 7: 10,
}

// stronger is the level that one glyph shows for two samples.
func stronger(a, b Level) Level {
	if strength[b] > strength[a] {
		return b
	}
	return a
}

// Swatch is a legend's square of a level: two columns, drawn as the map draws it.
func (p *Palette) Swatch(l Level) string {
	return string(p.StripLine(nil, []Level{l, l}))
}

// sgr returns the parameters that set a colour as the foreground (base 38) or the
// background (base 48).
func (p *Palette) sgr(base int, c color.Color) string {
	switch c := c.(type) {
	case ansi.IndexedColor:
		return strconv.Itoa(base) + ";5;" + strconv.Itoa(int(c))
	case color.RGBA:
		return strconv.Itoa(base) + ";2;" + strconv.Itoa(int(c.R)) + ";" +
			strconv.Itoa(int(c.G)) + ";" + strconv.Itoa(int(c.B))
	}
	return strconv.Itoa(base + 1) // the terminal's own
}
