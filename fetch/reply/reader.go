package reply

import (
	"errors"
	"io"

	"cbtmap/fetch/extent"
)

// ErrUnexpected is a reply that may be sound, and has a shape that is not read
// here: a decoder that knows any shape shall look at it.
var ErrUnexpected = errors.New("the reply has a shape that needs another decoder")

// Reader reads one reply after another with the same memory. It is not safe for
// use by several goroutines at once.
type Reader struct {
	seen []byte
}

// SOAP reads a reply in an envelope into page, whose Extents are written over
// from the first on and grow as needed. An error other than ErrUnexpected says
// what was wrong with the body, or is the body's own.
func (r *Reader) SOAP(body io.Reader, page *extent.Page) error { return ErrUnexpected }

// JSON reads a reply of VI JSON in the same way.
func (r *Reader) JSON(body io.Reader, page *extent.Page) error { return ErrUnexpected }

// Seen is all that was read of the body by the last call, which ended with
// ErrUnexpected; false if it is too much to have been kept. It is valid until
// the next call.
func (r *Reader) Seen() ([]byte, bool) { return r.seen, true }
