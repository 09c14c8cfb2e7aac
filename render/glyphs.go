package render

import "fmt"

// Glyphs is the set of characters that a map is drawn with.
type Glyphs uint8

// The glyph sets. The zero Glyphs is Half.
const (
	Half  Glyphs = iota // half blocks: two samples a cell, each in its own colour
	Space               // coloured spaces: one sample a cell, exact in any font
	ASCII               // the density of characters, coloured where there are colours
)

var glyphNames = [...]string{Half: "half", Space: "space", ASCII: "ascii"}

// String is the set's name, as ParseGlyphs reads it.
func (g Glyphs) String() string {
	if int(g) < len(glyphNames) {
		return glyphNames[g]
	}
	return fmt.Sprintf("glyphs %d", uint8(g))
}

// ParseGlyphs reads the name of a glyph set: half, space or ascii.
func ParseGlyphs(s string) (Glyphs, error) {
	for g, name := range glyphNames {
		if s == name {
			return Glyphs(g), nil
		}
	}
	return Half, fmt.Errorf("no glyphs are named %q: use half, space or ascii", Cut(Clean(s), 40))
}
