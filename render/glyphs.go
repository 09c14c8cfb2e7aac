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

// hatches are the glyphs of whole cells of these levels.
var hatches = [Levels]string{Unknown: "╱", Failed: "╳"}

// densities are the characters of the levels: more ink is more change. (The usual
// " .:-=+*#%@" is not in that order: a hyphen has half the ink of a colon.) The dot
// is kept for a change, and a blank claims that there was none; the tilde is an
// editor's sign for what is behind the end.
const densities = " .:*=%#@/x~"

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
