package picture

import (
	"image"

	"github.com/charmbracelet/x/ansi"

	"cbtmap/render"
)

// legend explains the levels: a swatch and its words each, and below these how
// many samples have the level.
type legend struct {
	items  []item
	counts bool
	letter int
}

// item is the place of a level in a legend, relative to its upper left corner.
type item struct {
	level render.Level
	words string
	x     int
	row   int
}

// newLegend places the levels in rows of a width.
func (p Picture) newLegend(l layout, width int) legend {
	palette := render.NewPalette(render.TrueColor, p.Dark) // for its swatches, which no picture needs
	most := len(render.Count(int64(p.Width / l.square() * (p.Height / l.square()))))
	leg := legend{counts: l.counts, letter: l.letter}
	x, row := 0, 0
	for _, e := range render.LegendEntries(palette, p.Rule, [render.Levels]int{}, len(p.Failed) > 0) {
		if e.Level == render.Unknown && p.Map.Complete() {
			continue // nothing can be
		}
		words := e.Words
		if words == "changed" { // under the rule that tells only whether
			words = render.Cut(p.Noun, 20)
		}
		if e.Level == render.Unknown && p.Unknown != "" {
			words = render.Cut(p.Unknown, 20)
		}
		columns := ansi.StringWidth(words)
		if leg.counts {
			columns = max(columns, most)
		}
		wide := leg.indent() + columns*l.letter
		if x > 0 && x+wide > width {
			x, row = 0, row+1
		}
		leg.items = append(leg.items, item{e.Level, words, x, row})
		x += wide + 2*l.letter
	}
	return leg
}

// indent is where the words begin, behind a swatch.
func (l legend) indent() int { return l.swatch() + l.letter/2 + 1 }

// swatch is the side of a swatch.
func (l legend) swatch() int { return l.letter * 3 / 2 }

// rowHeight is that of a row of items.
func (l legend) rowHeight() int {
	if l.counts {
		return 4 * l.letter
	}
	return 2 * l.letter
}

func (l legend) height() int { return (l.items[len(l.items)-1].row + 1) * l.rowHeight() }

// draw puts the legend at a point of a scene.
func (l legend) draw(s *scene, at image.Point, counts [render.Levels]int) {
	for _, it := range l.items {
		corner := at.Add(image.Pt(it.x, it.row*l.rowHeight()))
		s.fields = append(s.fields, field{
			at:   corner.Add(image.Pt(0, (2*l.letter-l.swatch())/2)),
			cell: image.Pt(l.swatch(), l.swatch()), cols: 1, levels: []render.Level{it.level},
		})
		words := corner.Add(image.Pt(l.indent(), baseline(l.letter)))
		s.texts = append(s.texts, text{at: words, s: it.words, letter: l.letter, ink: plain})
		if l.counts {
			n := render.Count(int64(counts[it.level]))
			s.texts = append(s.texts, text{at: words.Add(image.Pt(0, 2*l.letter-l.letter/4)), s: n, letter: l.letter, ink: dim})
		}
	}
}

// baseline is how far below the top of a line its letters stand.
func baseline(letter int) int { return letter * 3 / 2 }
