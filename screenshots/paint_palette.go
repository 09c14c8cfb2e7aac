package main

import (
	"cmp"
	"image"
	"image/color"
	"slices"
)

// paletteColours is what a GIF has room for beside the clear one.
const paletteColours = 255

// usage is how a colour occurs in pictures.
type usage struct {
	colour color.RGBA
	flat   int // pixels whose right and lower neighbours are the same
	pixels int
}

// sharedPalette is the palette for all the pictures: clear, and then the colours
// in use. If these are too many, the flat ones come first, however rare: a single
// coloured sample must survive, while the soft edges of letters may be nearly
// right.
func sharedPalette(images []*image.RGBA) color.Palette {
	seen := make(map[color.RGBA]*usage)
	for _, img := range images {
		countColours(seen, img)
	}
	all := make([]usage, 0, len(seen))
	for _, u := range seen {
		all = append(all, *u)
	}
	slices.SortFunc(all, func(a, b usage) int {
		return cmp.Or(
			cmp.Compare(b.flat, a.flat),
			cmp.Compare(b.pixels, a.pixels),
			cmp.Compare(a.colour.R, b.colour.R),
			cmp.Compare(a.colour.G, b.colour.G),
			cmp.Compare(a.colour.B, b.colour.B))
	})
	palette := color.Palette{color.RGBA{}}
	for _, u := range all[:min(len(all), paletteColours)] {
		palette = append(palette, u.colour)
	}
	return palette
}

func countColours(seen map[color.RGBA]*usage, img *image.RGBA) {
	r := img.Bounds()
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			c := img.RGBAAt(x, y)
			u := seen[c]
			if u == nil {
				u = &usage{colour: c}
				seen[c] = u
			}
			u.pixels++
			if img.RGBAAt(x+1, y) == c && img.RGBAAt(x, y+1) == c {
				u.flat++
			}
		}
	}
}
