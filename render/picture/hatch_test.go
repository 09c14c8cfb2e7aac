package picture

import (
	"testing"

	"cbtmap/render"
)

// Wherever a sample lies, strokes go through it and leave some ground, and those
// of what failed leave less.
func TestStrokesGoThroughEverySample(t *testing.T) {
	for letter := leastLetter; letter <= 60; letter++ {
		for side := 4; side <= 24; side++ {
			h := newHatch(letter, side)
			for at := range h.period {
				unknown, failed := h.strokes(render.Unknown, at, side), h.strokes(render.Failed, at, side)
				if unknown < 1 || failed < unknown || failed >= side*side {
					t.Fatalf("%+v, a sample of %d pixels at %d: %d pixels of strokes, %d if failed", h, side, at, unknown, failed)
				}
			}
		}
	}
}

// strokes is how many pixels of a sample at (at, 0) strokes go through.
func (h hatch) strokes(l render.Level, at, side int) int {
	n := 0
	for y := range side {
		for x := range side {
			if h.on(l, at+x, y) {
				n++
			}
		}
	}
	return n
}
