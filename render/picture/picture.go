// Package picture draws a change map as a picture for a ticket or a report: the
// map as on the screen, with title, legend, ruler and totals.
package picture

import (
	"errors"
	"io"

	"cbtmap/fetch/extent"
	"cbtmap/render"
)

// Picture is what is to be drawn. Texts are cleaned before they are.
type Picture struct {
	Map    *extent.Map
	Failed []extent.Extent // ranges asked for in vain, by address

	Title    string   // the disk
	Subtitle string   // the interval
	Totals   []string // sentences below the map

	Width, Height int // in pixels; DefaultWidth and DefaultHeight if zero

	Lo, Hi  int64 // range in view, in bytes; the whole disk if Hi is 0
	Dark    bool
	Ramp    string // as in render.PaletteOptions
	Rule    render.Rule
	Hilbert bool
}

// Sizes of a picture in pixels.
const (
	DefaultWidth, DefaultHeight = 1280, 800
	LeastWidth, LeastHeight     = 320, 200
	MostWidth, MostHeight       = 16384, 16384
)

// WritePNG draws it in pixels.
func (p Picture) WritePNG(w io.Writer) error { return errors.ErrUnsupported }

// WriteSVG draws the same in shapes and text.
func (p Picture) WriteSVG(w io.Writer) error { return errors.ErrUnsupported }
