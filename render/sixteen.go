package render

import (
	"image/color"

	"github.com/charmbracelet/x/ansi"
)

// The sixteen colours are the user's own. Only a few can be told to rise in
// lightness whatever palette is set: cyan, bright cyan, white on a dark ground,
// bright red, red, black on a light one (blue would be the cooler beginning, but
// is too dark on black in half of the palettes in use). Shades of one over the
// next fill the steps between, so that shape and colour both tell a level.
const (
	black       = ansi.Black
	red         = ansi.Red
	magenta     = ansi.Magenta
	cyan        = ansi.Cyan
	brightRed   = ansi.BrightRed
	brightCyan  = ansi.BrightCyan
	brightWhite = ansi.BrightWhite
)

// darkShades and lightShades are the levels 1 to 7 in sixteen colours.
var (
	darkShades = [...]brush{
		{" ", nil, cyan},
		{"░", brightCyan, cyan},
		{"▒", brightCyan, cyan},
		{"▓", brightCyan, cyan},
		{"░", brightWhite, brightCyan},
		{"▓", brightWhite, brightCyan},
		{" ", nil, brightWhite},
	}
	lightShades = [...]brush{
		{" ", nil, brightRed},
		{"▒", red, brightRed},
		{" ", nil, red},
		{"░", black, red},
		{"▒", black, red},
		{"▓", black, red},
		{" ", nil, black},
	}
	// The same for characters on the ground, which have shapes of their own.
	darkInks  = [...]color.Color{cyan, cyan, brightCyan, brightCyan, brightCyan, brightWhite, brightWhite}
	lightInks = [...]color.Color{brightRed, brightRed, red, red, red, black, black}
)

// sixteen is the brush of a level in sixteen colours. What is no change has the
// terminal's own colours, which are the only ones sure to be legible.
func (p *Palette) sixteen(l Level) brush {
	shades, inks, alarm := darkShades, darkInks, brightRed
	if !p.dark {
		shades, inks, alarm = lightShades, lightInks, magenta
	}
	b := brush{glyph: densities[l : l+1]}
	switch {
	case l.Changed() && p.glyphs == Half:
		return shades[l-Slightest]
	case l.Changed():
		b.fore = inks[l-Slightest]
	case p.glyphs == Half && hatches[l] != "":
		b.glyph = hatches[l]
	}
	if l == Failed {
		b.fore = alarm
	}
	return b
}
