package render

import (
	"image"
	"strings"
	"testing"

	"github.com/go-fonts/dejavu/dejavusansmono"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

func TestParseGlyphs(t *testing.T) {
	for g := Half; g <= ASCII; g++ {
		if got, err := ParseGlyphs(g.String()); got != g || err != nil {
			t.Errorf("%v is read as %v, %v", g, got, err)
		}
	}
	for _, bad := range []string{"", "Half", "braille", "half ", "\x1b[31m", strings.Repeat("x", 1000)} {
		_, err := ParseGlyphs(bad)
		if err == nil {
			t.Fatalf("%q is read as glyphs", bad)
		}
		if s := err.Error(); len(s) > 200 || strings.ContainsRune(s, '\x1b') || !strings.Contains(s, "half, space or ascii") {
			t.Errorf("%q: %q", bad, s)
		}
	}
}

// ink is how much of a cell a character fills, in the font of the pictures.
func ink(t *testing.T, c byte) float64 {
	t.Helper()
	parsed, err := opentype.Parse(dejavusansmono.TTF)
	if err != nil {
		t.Fatal(err)
	}
	face, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: 48, DPI: 72})
	if err != nil {
		t.Fatal(err)
	}
	canvas := image.NewAlpha(image.Rect(0, 0, 64, 64))
	d := font.Drawer{Dst: canvas, Src: image.Opaque, Face: face, Dot: fixed.P(8, 48)}
	d.DrawString(string(c))
	sum := 0
	for _, a := range canvas.Pix {
		sum += int(a)
	}
	return float64(sum) / 255
}

// Without colour more ink is more change.
func TestDensitiesRiseInInk(t *testing.T) {
	last := ink(t, densities[Unchanged])
	for l := Slightest; l <= Full; l++ {
		now := ink(t, densities[l])
		if now < last*1.1 || now == 0 {
			t.Errorf("level %d, %q, has %.0f of ink after %.0f", l, densities[l], now, last)
		}
		last = now
	}
}

// The sets for plain terminals and fonts keep their word.
func TestGlyphSetsUseOnlyTheirOwn(t *testing.T) {
	levels := []Level{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 8, 8}
	for name, p := range palettes() {
		line := reduced(p.StripLine(nil, levels), terminals[p.profile])
		plain := stripped(line)
		switch {
		case p.profile == NoColor && line != plain+"\x1b[m":
			t.Errorf("%s: colours in %q", name, line)
		case p.glyphs == Space && strings.Trim(plain, " ") != "":
			t.Errorf("%s: not only spaces: %q", name, plain)
		case p.glyphs == ASCII && strings.ContainsFunc(plain, func(r rune) bool { return r < ' ' || r > '~' }):
			t.Errorf("%s: not only ASCII: %q", name, plain)
		}
	}
}

func stripped(line string) string {
	var b strings.Builder
	for len(line) > 0 {
		if rest, ok := strings.CutPrefix(line, "\x1b["); ok {
			_, line, _ = strings.Cut(rest, "m")
			continue
		}
		b.WriteByte(line[0])
		line = line[1:]
	}
	return b.String()
}
