package picture

import (
	"image"

	"cbtmap/render"
)

// Sizes of letters: a letter is twice as high as wide. They grow half as fast as
// the picture, and are never too small to read.
const leastLetter = 6

// largestSquare is the side of the smallest samples in pixels, where letters are
// not small; there they are three quarters of a letter.
const largestSquare = 6

// The share of a picture's height that is the map's before any part is, and of its
// width.
const (
	mapHeightNum, mapHeightDen = 2, 5
	mapWidthNum, mapWidthDen   = 1, 2
)

// layout is where the parts of a picture are. Lengths are pixels.
type layout struct {
	parts
	letter int // width of a letter
	line   int // height of a line, with what parts it from the next
	margin int // around everything

	area image.Rectangle // of the map; where its samples are
	grid render.Grid     // in it
	side int             // of a sample

	legend legend
	top    int // where the ruler ends, and with it what is above the map
}

// newLayout gives the map the room that it needs, by dropping parts.
func (p Picture) newLayout() layout {
	letter := max(4+min(4*p.Width/DefaultWidth, 4*p.Height/DefaultHeight), leastLetter)
	l := layout{parts: p.all(), letter: letter, line: 9 * letter / 4, margin: 2 * letter}
	for {
		room := l.arrange(p)
		if room*mapHeightDen >= p.Height*mapHeightNum {
			return l
		}
		less, ok := l.drop()
		if !ok {
			return l
		}
		l.parts = less
	}
}

// arrange places the map between what is above and below it, and returns the
// height that it had room for.
func (l *layout) arrange(p Picture) (room int) {
	width := p.Width - 2*l.margin
	l.legend = p.newLegend(*l, width)
	l.top = l.margin + l.above(p)
	room = p.Height - l.margin - l.below(p) - l.top
	left, right := l.margin, p.Width-l.margin
	for need := left; ; {
		l.grid, l.side = p.view(image.Pt(right-need, max(room, 1)), l.square())
		left, need = need, l.margin+l.gutter()
		if need <= left {
			break
		}
		if (right-need)*mapWidthDen < p.Width*mapWidthNum {
			l.grid, l.side = p.view(image.Pt(right-l.margin, max(room, 1)), l.square())
			left = l.margin
			break
		}
	}
	l.area = image.Rect(left, l.top, left+l.grid.Cols*l.side, l.top+l.grid.Rows*l.side)
	return room
}

// square is the side of the smallest samples.
func (l *layout) square() int { return min(3*l.letter/4, largestSquare) }

// titleLetter is the width of the title's letters.
func (l *layout) titleLetter() int { return l.letter + l.letter/4 }

// above is the height of what is above the map.
func (l *layout) above(p Picture) int {
	height := 2*l.titleLetter() + l.letter
	if l.subtitle {
		height += l.line
	}
	if l.strip {
		height += l.stripHeight() + l.letter
		if p.partial() {
			height += l.letter
		}
	}
	if l.ruler {
		height += l.line + l.tick()
	}
	return height
}

// below is the height of what is below the map.
func (l *layout) below(p Picture) int {
	height := l.letter
	if l.caption {
		height += l.line
	}
	if l.parts.legend {
		height += l.legend.height() + l.letter
	}
	return height + (len(p.lacks(0))+l.totals)*l.line
}

// stripHeight is that of the overview strip.
func (l *layout) stripHeight() int { return l.line * 3 / 4 }

// tick is the length of a mark on an axis, and stroke the thickness of a line.
func (l *layout) tick() int   { return max(l.letter/2, 3) }
func (l *layout) stroke() int { return max(l.letter/8, 1) }

// partial tells whether the view leaves out a part of the disk.
func (p Picture) partial() bool { return p.Lo > 0 || p.Hi < min(p.Map.Capacity(), render.MaxCapacity) }
