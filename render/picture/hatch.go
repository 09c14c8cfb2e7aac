package picture

import "cbtmap/render"

// hatch is how levels that are no share are drawn: strokes that run on from one
// sample to the next, over the ground.
type hatch struct {
	period int // pixels from one stroke to the next, across
	stroke int // pixels that a stroke is wide, across
}

// newHatch is the hatch beside letters of a width, for samples of this side. A
// period is never longer than what crosses each sample.
func newHatch(letter, side int) hatch {
	period := min(max(letter*3/4, 6), 2*side-2)
	return hatch{period, max(period/3, 1)}
}

// hatched tells whether a level is drawn as a hatch.
func hatched(l render.Level) bool { return l == render.Unknown || l == render.Failed }

// on tells whether a stroke of a level goes through a pixel. Failed has strokes
// both ways.
func (h hatch) on(l render.Level, x, y int) bool {
	if (x+y)%h.period < h.stroke {
		return true
	}
	return l == render.Failed && (x-y+h.period*y)%h.period < h.stroke
}
