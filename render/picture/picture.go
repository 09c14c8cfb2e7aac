package picture

import (
	"errors"
	"fmt"
	"io"

	"cbtmap/fetch/extent"
	"cbtmap/render"
)

// Picture is what is to be drawn. Texts are cleaned before they are, and cut with
// an ellipsis where there is no room for all of them. The Picture only reads, but
// nobody else may use its Map meanwhile.
type Picture struct {
	Map    *extent.Map
	Failed []extent.Extent // ranges asked for in vain, by address

	Title    []string // the disk, as the names of what it is in, and its own
	Subtitle string   // the interval
	Totals   []string // sentences below the map, the most important first

	// Noun is what an extent of the map is, as one word of the legend:
	// "changed" if empty, or "allocated".
	Noun string

	// Partial is why a map may not tell of the whole disk although it has no gap, as a
	// sentence below it: nobody said how large the disk is, or a file is still being
	// read. It is empty if no reason is known.
	Partial string
	// Unknown is what the legend calls what is not known: "not asked" if empty,
	// which is a server's word, or "not known".
	Unknown string

	Width, Height int // in pixels; DefaultWidth and DefaultHeight if zero

	// Lo and Hi are the range in view, in bytes: [Lo, Hi), or from Lo to the end
	// of the disk if Hi is 0. Whole rows are shown, so a little more than that.
	Lo, Hi  int64
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

// MostSamples is the most samples that a map is drawn with; a larger picture has
// larger ones. It bounds the memory that drawing takes besides the map's, less than
// 64 MiB for the largest picture: some 30 bytes a sample, and 64 rows of pixels.
const MostSamples = 1 << 20

// ErrNoMap says that there is nothing to draw.
var ErrNoMap = errors.New("no change map to draw: open a file or fetch one first")

// SizeError is a size that no picture can have.
type SizeError struct{ Width, Height int }

func (e *SizeError) Error() string {
	return fmt.Sprintf("no picture can have %d × %d pixels: choose a size between %d × %d and %d × %d",
		e.Width, e.Height, LeastWidth, LeastHeight, MostWidth, MostHeight)
}

// RangeError is a view that shows no byte of the disk.
type RangeError struct{ Lo, Hi, Capacity int64 }

func (e *RangeError) Error() string {
	return fmt.Sprintf("no byte from %d to %d can be shown of a disk of %d bytes: choose a range on the disk",
		e.Lo, e.Hi, e.Capacity)
}

// WritePNG draws it in pixels. The error is ErrNoMap, a *SizeError, a *RangeError
// or the writer's.
func (p Picture) WritePNG(w io.Writer) error {
	s, err := p.scene()
	if err != nil {
		return err
	}
	return s.writePNG(w)
}

// WriteSVG draws the same in shapes and text, with the errors of WritePNG. The
// file stands alone: it runs and fetches nothing.
func (p Picture) WriteSVG(w io.Writer) error {
	s, err := p.scene()
	if err != nil {
		return err
	}
	return s.writeSVG(w)
}

// ready fills in what was left out, cleans the texts and says what is wrong.
func (p Picture) ready() (Picture, error) {
	if p.Map == nil {
		return p, ErrNoMap
	}
	if p.Width == 0 {
		p.Width = DefaultWidth
	}
	if p.Height == 0 {
		p.Height = DefaultHeight
	}
	if p.Width < LeastWidth || p.Height < LeastHeight || p.Width > MostWidth || p.Height > MostHeight {
		return p, &SizeError{p.Width, p.Height}
	}
	capacity := min(p.Map.Capacity(), render.MaxCapacity)
	asked := RangeError{p.Lo, p.Hi, capacity}
	if p.Hi == 0 || p.Hi > capacity {
		p.Hi = capacity
	}
	if p.Lo < 0 || p.Lo > 0 && p.Lo >= capacity || p.Hi <= p.Lo && capacity > 0 {
		return p, &asked
	}
	if p.Noun == "" {
		p.Noun = "changed"
	}
	p.Partial, p.Unknown = render.Clean(p.Partial), render.Clean(p.Unknown)
	p.Subtitle, p.Noun = render.Clean(p.Subtitle), render.Clean(p.Noun)
	p.Title, p.Totals = cleaned(p.Title), cleaned(p.Totals)
	return p, nil
}
