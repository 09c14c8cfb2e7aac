package picture

import (
	"fmt"
	"image"
	"sync"

	"github.com/go-fonts/dejavu/dejavusansmono"
	"github.com/go-fonts/dejavu/dejavusansmonobold"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// emPerAdvance is the em of DejaVu Sans Mono over the advance of its glyphs, 2048
// to 1233 units.
const emPerAdvance = 2048.0 / 1233.0

// placeholder stands for what the font lacks.
const placeholder = '□'

// fonts are the regular and the bold font, read once, when first needed.
var fonts = sync.OnceValues(func() (both [2]*opentype.Font, err error) {
	for i, ttf := range [...][]byte{dejavusansmono.TTF, dejavusansmonobold.TTF} {
		if both[i], err = opentype.Parse(ttf); err != nil {
			return both, fmt.Errorf("read the font: %w", err)
		}
	}
	return both, nil
})

// Face is DejaVu Sans Mono in the size whose letters are so many pixels wide. It
// lacks scripts that are written in wide letters. It is for one goroutine at a
// time.
func Face(letter int, bold bool) (font.Face, error) {
	both, err := fonts()
	if err != nil {
		return nil, err
	}
	parsed := both[0]
	if bold {
		parsed = both[1]
	}
	face, err := opentype.NewFace(parsed, &opentype.FaceOptions{
		Size: float64(letter) * emPerAdvance, DPI: 72, Hinting: font.HintingNone,
	})
	if err != nil {
		return nil, fmt.Errorf("scale the font: %w", err)
	}
	return face, nil
}

// letters draws glyphs, each once. Their dots lie on whole pixels, so that a
// letter looks the same wherever it stands.
type letters struct {
	faces  map[style]font.Face
	glyphs map[glyphKey]glyph
}

// style is a size, as the width of a letter, and a weight.
type style struct {
	letter int
	bold   bool
}

func (t text) style() style { return style{t.letter, t.bold} }

type glyphKey struct {
	style
	char rune
}

// glyph is how much of each pixel a letter covers. Its bounds are relative to the
// start of its baseline.
type glyph = *image.Alpha

func newLetters() *letters {
	return &letters{map[style]font.Face{}, map[glyphKey]glyph{}}
}

// prepare makes the faces of some texts ready, which alone can fail.
func (l *letters) prepare(texts []text) error {
	for _, t := range texts {
		if l.faces[t.style()] != nil {
			continue
		}
		face, err := Face(t.letter, t.bold)
		if err != nil {
			return err
		}
		l.faces[t.style()] = face
	}
	return nil
}

// glyph is a letter in a style that was prepared.
func (l *letters) glyph(s style, char rune) glyph {
	key := glyphKey{s, char}
	g, ok := l.glyphs[key]
	if !ok {
		g = drawn(l.faces[s], char)
		l.glyphs[key] = g
	}
	return g
}

// drawn is a new glyph, that of the placeholder for what the face lacks.
func drawn(face font.Face, char rune) glyph {
	r, mask, from, _, ok := face.Glyph(fixed.Point26_6{}, char)
	if !ok {
		r, mask, from, _, _ = face.Glyph(fixed.Point26_6{}, placeholder)
	}
	g := image.NewAlpha(r)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			g.Set(x, y, mask.At(from.X+x-r.Min.X, from.Y+y-r.Min.Y))
		}
	}
	return g
}
