package main

import (
	"image"
	"image/color"
)

// paintShape draws a rune that is a shape rather than a letter, and tells whether
// it is one. Shapes fill their cell to its edges, so that neighbours meet.
func paintShape(img *image.RGBA, r image.Rectangle, char rune, ink color.RGBA) bool {
	switch {
	case len(blocks[char]) > 0:
		for _, b := range blocks[char] {
			fill(img, b.in(r), ink)
		}
	case shades[char] > 0:
		for y := r.Min.Y; y < r.Max.Y; y++ {
			for x := r.Min.X; x < r.Max.X; x++ {
				img.SetRGBA(x, y, blend(img.RGBAAt(x, y), ink, shades[char]))
			}
		}
	case arms[char] != [4]int{}:
		paintArms(img, r, arms[char], ink)
	case curves[char] != nil:
		paintCurve(img, r, curves[char], ink)
	case char > braille && char <= braille+0xff:
		paintBraille(img, r, char, ink)
	default:
		return false
	}
	return true
}

// hasShape tells whether paintShape draws a rune.
func hasShape(char rune) bool {
	return paintShape(image.NewRGBA(image.Rect(0, 0, 8, 16)), image.Rect(0, 0, 8, 16), char, color.RGBA{})
}

// block is a rectangle in eighths of a cell.
type block struct{ x0, y0, x1, y1 int }

// in is the block's pixels in a cell. Borders are rounded, both cells' alike, so
// that two blocks with a common border neither overlap nor part.
func (b block) in(r image.Rectangle) image.Rectangle {
	at := func(from, size, eighths int) int { return from + (size*eighths+4)/8 }
	return image.Rect(
		at(r.Min.X, r.Dx(), b.x0), at(r.Min.Y, r.Dy(), b.y0),
		at(r.Min.X, r.Dx(), b.x1), at(r.Min.Y, r.Dy(), b.y1))
}

// The quadrants of a cell.
var (
	upperLeft, upperRight = block{0, 0, 4, 4}, block{4, 0, 8, 4}
	lowerLeft, lowerRight = block{0, 4, 4, 8}, block{4, 4, 8, 8}
)

// blocks are Unicode's block elements, U+2580 to U+259F, but for the shades.
var blocks = map[rune][]block{
	'▀': {{0, 0, 8, 4}}, '▐': {{4, 0, 8, 8}}, '▔': {{0, 0, 8, 1}}, '▕': {{7, 0, 8, 8}}, '█': {{0, 0, 8, 8}},
	'▁': {{0, 7, 8, 8}}, '▂': {{0, 6, 8, 8}}, '▃': {{0, 5, 8, 8}}, '▄': {{0, 4, 8, 8}},
	'▅': {{0, 3, 8, 8}}, '▆': {{0, 2, 8, 8}}, '▇': {{0, 1, 8, 8}},
	'▉': {{0, 0, 7, 8}}, '▊': {{0, 0, 6, 8}}, '▋': {{0, 0, 5, 8}}, '▌': {{0, 0, 4, 8}},
	'▍': {{0, 0, 3, 8}}, '▎': {{0, 0, 2, 8}}, '▏': {{0, 0, 1, 8}},
	'▘': {upperLeft}, '▝': {upperRight}, '▖': {lowerLeft}, '▗': {lowerRight},
	'▚': {upperLeft, lowerRight}, '▞': {upperRight, lowerLeft},
	'▙': {upperLeft, lowerLeft, lowerRight}, '▟': {upperRight, lowerLeft, lowerRight},
	'▛': {upperLeft, upperRight, lowerLeft}, '▜': {upperLeft, upperRight, lowerRight},
}

// shades are even mixtures of ink and ground, in 256ths of ink.
var shades = map[rune]int{'░': 64, '▒': 128, '▓': 192}

// braille is the empty pattern; the low byte of a pattern has a bit for each dot.
const braille = '\u2800'

// brailleDots are the column and row of each bit's dot.
var brailleDots = [8]image.Point{{0, 0}, {0, 1}, {0, 2}, {1, 0}, {1, 1}, {1, 2}, {0, 3}, {1, 3}}

// paintBraille draws the dots of a pattern as squares; the font has none.
func paintBraille(img *image.RGBA, r image.Rectangle, char rune, ink color.RGBA) {
	side := max(r.Dx()/4, 1)
	for bit, dot := range brailleDots {
		if (char-braille)>>bit&1 == 0 {
			continue
		}
		at := r.Min.Add(image.Pt(
			r.Dx()*(2*dot.X+1)/4-side/2,
			r.Dy()*(2*dot.Y+1)/8-side/2))
		fill(img, image.Rectangle{Min: at, Max: at.Add(image.Pt(side, side))}, ink)
	}
}
