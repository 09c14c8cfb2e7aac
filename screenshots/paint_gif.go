package main

import (
	"errors"
	"image"
	"image/color"
	"image/gif"
	"io"
	"time"
)

// Shot is one picture of an animation and how long it stands.
type Shot struct {
	Image *image.RGBA
	For   time.Duration // to the nearest hundredth of a second
}

// clearIndex is the index of the colour that leaves a pixel as it was.
const clearIndex = 0

// EncodeGIF writes an animation that repeats for ever. All shots have the size of
// the first one. They share one palette, and each holds only the rectangle that
// changed, with what did not change in it left clear. Shots that change nothing
// lengthen the one before. The same shots give the same bytes.
func EncodeGIF(w io.Writer, shots []Shot) error {
	if len(shots) == 0 {
		return errors.New("an animation needs at least one shot")
	}
	images := make([]*image.RGBA, len(shots))
	for i, s := range shots {
		if images[i] = s.Image; s.Image.Bounds() != shots[0].Image.Bounds() {
			return errors.New("all shots of an animation must have the same size")
		}
	}
	palette := sharedPalette(images)
	index := newIndexer(palette)
	bounds := images[0].Bounds()
	out := &gif.GIF{Config: image.Config{ColorModel: palette, Width: bounds.Dx(), Height: bounds.Dy()}}
	var before *image.Paletted
	for _, s := range shots {
		now := index.convert(s.Image)
		delay := int((s.For + 5*time.Millisecond) / (10 * time.Millisecond))
		if before == nil {
			out.Image, out.Delay = append(out.Image, now), append(out.Delay, delay)
		} else if changed := changedRect(before, now); changed.Empty() {
			out.Delay[len(out.Delay)-1] += delay
		} else {
			out.Image, out.Delay = append(out.Image, difference(before, now, changed)), append(out.Delay, delay)
		}
		before = now
	}
	out.Disposal = make([]byte, len(out.Image))
	for i := range out.Disposal {
		out.Disposal[i] = gif.DisposalNone
	}
	return gif.EncodeAll(w, out)
}

// changedRect is the least rectangle that holds every pixel that differs.
func changedRect(a, b *image.Paletted) image.Rectangle {
	var changed image.Rectangle
	r := a.Bounds()
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if a.ColorIndexAt(x, y) != b.ColorIndexAt(x, y) {
				changed = changed.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return changed
}

// difference is a rectangle of the second picture, clear where the first has the
// same.
func difference(a, b *image.Paletted, r image.Rectangle) *image.Paletted {
	out := image.NewPaletted(r, b.Palette)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if i := b.ColorIndexAt(x, y); i != a.ColorIndexAt(x, y) {
				out.SetColorIndex(x, y, i)
			}
		}
	}
	return out
}

// indexer finds the nearest colours of a palette, each colour once.
type indexer struct {
	palette color.Palette
	known   map[color.RGBA]uint8
}

func newIndexer(p color.Palette) *indexer {
	return &indexer{palette: p, known: make(map[color.RGBA]uint8)}
}

// convert is a picture in the palette's colours, without dithering: that would
// show as noise on flat ground.
func (x *indexer) convert(img *image.RGBA) *image.Paletted {
	out := image.NewPaletted(img.Bounds(), x.palette)
	for i := range out.Pix {
		c := color.RGBA{img.Pix[4*i], img.Pix[4*i+1], img.Pix[4*i+2], 0xff}
		n, ok := x.known[c]
		if !ok {
			n = uint8(1 + x.palette[1:].Index(c)) // never clear
			x.known[c] = n
		}
		out.Pix[i] = n
	}
	return out
}
