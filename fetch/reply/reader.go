package reply

import (
	"errors"
	"fmt"
	"io"

	"cbtmap/fetch/extent"
)

// ErrUnexpected is a reply that may be sound, and has a shape that is not read
// here: a decoder that knows any shape shall look at it.
var ErrUnexpected = errors.New("the reply has a shape that needs another decoder")

// ErrTooMany is a reply with more extents than MaxExtents.
var ErrTooMany = fmt.Errorf("the reply holds more than %d extents", MaxExtents)

// MaxExtents is how many extents a reply may have: a server sends some 2,000, and
// what holds millions was not made by one. Sixteen bytes each are 256 MiB.
const MaxExtents = 1 << 24

// Reader reads one reply after another with the same memory: a window of up to
// MaxSeen bytes, and the pages that it is given. Its zero value is ready. It is
// not safe for use by several goroutines at once.
type Reader struct {
	window window
	tags   tags
	usual  usual
}

// SOAP reads a reply in an envelope into page, whose Extents are written over
// from the first on and grow as needed. The body is read to its end.
//
// The error is ErrUnexpected, ErrTooMany, a Damage, or io.ErrUnexpectedEOF for a body
// that ends before the reply does, or the body's own. Only without one does page hold
// anything.
func (r *Reader) SOAP(body io.Reader, page *extent.Page) error {
	r.window.open(body)
	s := soap{window: &r.window, tags: &r.tags, usual: &r.usual}
	s.tags.reset()
	return r.finish(page, s.read)
}

// JSON reads a reply of VI JSON in the same way.
func (r *Reader) JSON(body io.Reader, page *extent.Page) error {
	r.window.open(body)
	j := json{window: &r.window, usual: &r.usual}
	return r.finish(page, j.read)
}

// finish reads a reply into a page that is empty before, and after an error.
func (r *Reader) finish(page *extent.Page, read func(*extent.Page)) error {
	r.usual.reset()
	*page = extent.Page{Extents: page.Extents[:0]}
	read(page)
	r.window.end()
	if r.window.err != nil {
		*page = extent.Page{Extents: page.Extents[:0]}
	}
	return r.window.err
}

// Seen is all that was read of the body by the last call, which ended with
// ErrUnexpected; false if that is more than MaxSeen. What is left is still in the
// body. It is valid until the next call.
func (r *Reader) Seen() ([]byte, bool) {
	if r.window.gone > 0 {
		return nil, false
	}
	return r.window.buf[:r.window.filled], true
}

// count gives a reply up that has too many extents.
func (w *window) count(page *extent.Page) {
	if len(page.Extents) > MaxExtents {
		w.fail(ErrTooMany)
	}
}
