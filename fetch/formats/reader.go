package formats

import (
	"errors"
	"io"

	"cbtmap/fetch/capture"
	"cbtmap/fetch/extent"
)

// Options are what a file may not say of itself.
type Options struct {
	Capacity int64 // bytes of the disk; 0 to take what the file says
}

// Reader reads one file, page by page, in bounded memory. It is for one goroutine.
type Reader struct{}

// NewReader recognises what r holds by its content. It reads no more than it has
// to. The error explains itself (fault.Explainer): it is an *UnknownError if no
// format fits.
func NewReader(r io.Reader, o Options) (*Reader, error) { return nil, errors.ErrUnsupported }

// Format is the file's.
func (r *Reader) Format() Format { return Format{} }

// Header is what the file says of where it comes from: what has been read of it so
// far, and all of it after the last page. Its Capacity is 0 until it is known.
func (r *Reader) Header() capture.Header { return capture.Header{} }

// Capacity is the size of the disk in bytes as far as it is known: the end of
// what the pages so far speak for, until said is true. After the last page it is
// what to take.
func (r *Reader) Capacity() (bytes int64, said bool) { return 0, false }

// Next returns the next page: valid until the call after it. After the last one
// the error is io.EOF. Any other error explains itself, says where the file is
// wrong, and is the end: the pages before it stand for what they speak for, unless
// Sound says that they do not.
func (r *Reader) Next() (extent.Page, error) { return extent.Page{}, io.EOF }

// Sound tells after an error whether the pages before it may be used: not where
// what followed could have changed what they say.
func (r *Reader) Sound() bool { return true }

// Notes is what was odd, after the last page or an error.
func (r *Reader) Notes() []Note { return nil }

// Footer is that of a capture, after its last page; ok is false for other formats
// and for a capture that was cut off.
func (r *Reader) Footer() (f capture.Footer, ok bool) { return capture.Footer{}, false }

// Offset is the number of bytes read so far of the file as it lies on disk, for
// progress.
func (r *Reader) Offset() int64 { return 0 }
