package render

import (
	"image/color"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// sixteens are the colours that terminals give the numbers that palettes use, in
// the order 0, 1, 6, 9, 14, 15: as they come out of the box.
var sixteens = map[string][6]uint32{
	"xterm":            {0x000000, 0xcd0000, 0x00cdcd, 0xff0000, 0x00ffff, 0xffffff},
	"Linux console":    {0x000000, 0xaa0000, 0x00aaaa, 0xff5555, 0x55ffff, 0xffffff},
	"Windows console":  {0x000000, 0x800000, 0x008080, 0xff0000, 0x00ffff, 0xffffff},
	"Windows Terminal": {0x0c0c0c, 0xc50f1f, 0x3a96dd, 0xe74856, 0x61d6d6, 0xf2f2f2},
	"Tango":            {0x2e3436, 0xcc0000, 0x06989a, 0xef2929, 0x34e2e2, 0xeeeeec},
	"GNOME":            {0x171421, 0xc01c28, 0x2aa1b3, 0xf66151, 0x33c7de, 0xffffff},
	"PuTTY":            {0x000000, 0xbb0000, 0x00bbbb, 0xff5555, 0x55ffff, 0xffffff},
}

// coverage is the part of a cell that a glyph fills.
var coverage = map[string]float64{" ": 0, "░": 0.25, "▒": 0.5, "▓": 0.75}

// shade is the colour that a cell has from afar, with the palette and the ground
// of a terminal.
func shade(b brush, sixteen [6]uint32, ground uint32) color.Color {
	rgb := func(c color.Color) [3]float64 {
		n := ground
		for i, basic := range []ansi.BasicColor{black, red, cyan, brightRed, brightCyan, brightWhite} {
			if c == basic {
				n = sixteen[i]
			}
		}
		return linear(color.RGBA{uint8(n >> 16), uint8(n >> 8), uint8(n), 0xff})
	}
	fore, back, part := rgb(b.fore), rgb(b.back), coverage[b.glyph]
	var mixed [3]uint16
	for i := range mixed {
		mixed[i] = uint16(0xffff * encoded(part*fore[i]+(1-part)*back[i]))
	}
	return color.RGBA64{mixed[0], mixed[1], mixed[2], 0xffff}
}

// Whatever the terminal's palette, the shades begin where they are seen, run one
// way in lightness, and can be told apart by colour or by glyph.
func TestShadesOfSixteenColours(t *testing.T) {
	for name, sixteen := range sixteens {
		for _, dark := range []bool{true, false} {
			p, ground, toward := NewPalette(ANSI16, dark), sixteen[0], 1.0
			if !dark {
				ground, toward = sixteen[5], -1
			}
			var last float64
			for l := Slightest; l <= Full; l++ {
				b := p.sixteen(l)
				c := shade(b, sixteen, ground)
				if got := contrast(c, shade(brush{glyph: " "}, sixteen, ground)); l == Slightest && got < 3 {
					t.Errorf("%s, dark %v: the first step has a contrast of %.2f, want 3", name, dark, got)
				}
				light := perceived(c, sights["normal"])[0]
				if step := (light - last) * toward; l > Slightest && step < 1.5 {
					t.Errorf("%s, dark %v: lightness steps by %.1f to level %d", name, dark, step, l)
				}
				last = light
				for other := Slightest; other < l; other++ {
					o := p.sixteen(other)
					for sight, matrix := range sights {
						d := distance(perceived(c, matrix), perceived(shade(o, sixteen, ground), matrix))
						if d < 5.5 && b.glyph == o.glyph {
							t.Errorf("%s, dark %v, %s: levels %d and %d are %.1f apart", name, dark, sight, other, l, d)
						}
					}
				}
			}
		}
	}
}

// Characters have shapes of their own, so that colour may repeat but never fall.
func TestInksOfSixteenColoursRunWithTheShades(t *testing.T) {
	for _, inks := range [][7]color.Color{darkInks, lightInks} {
		seen := map[color.Color]bool{}
		for i, c := range inks {
			if i > 0 && c != inks[i-1] && seen[c] {
				t.Errorf("colour %v comes back at level %d", c, i+1)
			}
			seen[c] = true
		}
	}
}
