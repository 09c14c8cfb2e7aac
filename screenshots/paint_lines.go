package main

import (
	"image"
	"image/color"
	"math"
)

// The weights of an arm of a box drawing character.
const (
	none  = 0
	light = 1
	heavy = 2
)

// arms are the weights of the lines that run from the middle of the cell to its
// left, right, upper and lower edge.
var arms = map[rune][4]int{
	'─': {1, 1, 0, 0}, '│': {0, 0, 1, 1}, '━': {2, 2, 0, 0}, '┃': {0, 0, 2, 2},
	'┌': {0, 1, 0, 1}, '┐': {1, 0, 0, 1}, '└': {0, 1, 1, 0}, '┘': {1, 0, 1, 0},
	'├': {0, 1, 1, 1}, '┤': {1, 0, 1, 1}, '┬': {1, 1, 0, 1}, '┴': {1, 1, 1, 0}, '┼': {1, 1, 1, 1},
	'┏': {0, 2, 0, 2}, '┓': {2, 0, 0, 2}, '┗': {0, 2, 2, 0}, '┛': {2, 0, 2, 0},
	'┣': {0, 2, 2, 2}, '┫': {2, 0, 2, 2}, '┳': {2, 2, 0, 2}, '┻': {2, 2, 2, 0}, '╋': {2, 2, 2, 2},
	'┝': {0, 2, 1, 1}, '┥': {2, 0, 1, 1}, '┯': {2, 2, 0, 1}, '┷': {2, 2, 1, 0}, '┿': {2, 2, 1, 1},
	'┠': {0, 1, 2, 2}, '┨': {1, 0, 2, 2}, '┰': {1, 1, 0, 2}, '┸': {1, 1, 2, 0}, '╂': {1, 1, 2, 2},
	'╴': {1, 0, 0, 0}, '╶': {0, 1, 0, 0}, '╵': {0, 0, 1, 0}, '╷': {0, 0, 0, 1},
	'╸': {2, 0, 0, 0}, '╺': {0, 2, 0, 0}, '╹': {0, 0, 2, 0}, '╻': {0, 0, 0, 2},
	'╼': {1, 2, 0, 0}, '╾': {2, 1, 0, 0}, '╽': {0, 0, 1, 2}, '╿': {0, 0, 2, 1},
}

// lightStroke is the thickness of a light line in pixels; a heavy one has double.
func lightStroke(cell image.Point) int { return max((cell.X+4)/9, 1) }

// paintArms draws lines that meet in the middle of a cell, each up to the far
// side of the ones that it meets.
func paintArms(img *image.RGBA, r image.Rectangle, a [4]int, ink color.RGBA) {
	unit := lightStroke(image.Pt(r.Dx(), r.Dy()))
	// band is where a line of this weight lies across a length.
	band := func(from, size, weight int) (int, int) {
		thick := weight * unit
		lo := from + (size-thick)/2
		return lo, lo + thick
	}
	left, right, up, down := a[0], a[1], a[2], a[3]
	midX0, midX1 := band(r.Min.X, r.Dx(), max(up, down, light))
	midY0, midY1 := band(r.Min.Y, r.Dy(), max(left, right, light))
	if left > none {
		y0, y1 := band(r.Min.Y, r.Dy(), left)
		fill(img, image.Rect(r.Min.X, y0, midX1, y1), ink)
	}
	if right > none {
		y0, y1 := band(r.Min.Y, r.Dy(), right)
		fill(img, image.Rect(midX0, y0, r.Max.X, y1), ink)
	}
	if up > none {
		x0, x1 := band(r.Min.X, r.Dx(), up)
		fill(img, image.Rect(x0, r.Min.Y, x1, midY1), ink)
	}
	if down > none {
		x0, x1 := band(r.Min.X, r.Dx(), down)
		fill(img, image.Rect(x0, midY0, x1, r.Max.Y), ink)
	}
}

// curve tells whether a point of a cell of w by h pixels lies on a line of the
// given thickness.
type curve func(x, y, w, h, stroke float64) bool

// curves are the box drawing characters that are not upright.
var curves = map[rune]curve{
	'╱': diagonal(false), '╲': diagonal(true),
	'╳': func(x, y, w, h, stroke float64) bool {
		return diagonal(false)(x, y, w, h, stroke) || diagonal(true)(x, y, w, h, stroke)
	},
	'╭': corner(1, 1), '╮': corner(-1, 1), '╯': corner(-1, -1), '╰': corner(1, -1),
}

// diagonal runs from corner to corner, on into the next cell.
func diagonal(falling bool) curve {
	return func(x, y, w, h, stroke float64) bool {
		if !falling {
			y = h - y
		}
		return math.Abs(x*h-y*w) <= stroke/2*math.Hypot(w, h)
	}
}

// corner is a round corner whose arms run to the right (dx 1) or left and down
// (dy 1) or up, in line with those of upright lines.
func corner(dx, dy float64) curve {
	return func(x, y, w, h, stroke float64) bool {
		// From the middle of the strokes, which are whole pixels.
		midX := math.Floor((w-stroke)/2) + stroke/2
		midY := math.Floor((h-stroke)/2) + stroke/2
		x, y = (x-midX)*dx, (y-midY)*dy
		radius := math.Min(w, h) / 2
		switch {
		case x >= radius: // the arm to the side
			return math.Abs(y) <= stroke/2
		case y >= radius: // the arm up or down
			return math.Abs(x) <= stroke/2
		}
		return math.Abs(math.Hypot(x-radius, y-radius)-radius) <= stroke/2
	}
}

// paintCurve draws a curve with soft edges, from samples on a grid.
func paintCurve(img *image.RGBA, r image.Rectangle, on curve, ink color.RGBA) {
	const grid = 4
	w, h := float64(r.Dx()), float64(r.Dy())
	stroke := float64(lightStroke(r.Size()))
	for py := range r.Dy() {
		for px := range r.Dx() {
			hits := 0
			for i := range grid * grid {
				x := float64(px) + (float64(i%grid)+0.5)/grid
				y := float64(py) + (float64(i/grid)+0.5)/grid
				if on(x, y, w, h, stroke) {
					hits++
				}
			}
			if hits > 0 {
				at := r.Min.Add(image.Pt(px, py))
				img.SetRGBA(at.X, at.Y, blend(img.RGBAAt(at.X, at.Y), ink, hits*256/(grid*grid)))
			}
		}
	}
}
