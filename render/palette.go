package render

import "image/color"

// Profile is the set of colours a terminal has.
type Profile uint8

// The colour profiles, best first.
const (
	TrueColor Profile = iota // 24 bits
	ANSI256                  // the xterm palette
	ANSI16                   // the user's own 16 colours: drawn as NoColor for now
	NoColor                  // glyph density carries the level
)

// Palette writes levels in one profile on a dark or a light ground.
type Palette struct{}

// NewPalette returns the palette for a profile and a ground.
func NewPalette(p Profile, dark bool) *Palette { return &Palette{} }

// Color is the fill of a sample of a level.
func (p *Palette) Color(l Level) color.Color { return color.Black }

// Ground is the colour the palette was chosen against: the terminal's own
// background is assumed to be near it.
func (p *Palette) Ground() color.Color { return color.Black }

// Line appends one line of text that shows two rows of samples, one a cell.
func (p *Palette) Line(dst []byte, upper, lower []Level) []byte { return dst }

// StripLine appends one line of text that shows one row of samples, one a cell.
func (p *Palette) StripLine(dst []byte, levels []Level) []byte { return dst }

// Swatch is a legend's square of a level, two columns wide.
func (p *Palette) Swatch(l Level) string { return "  " }
