package capture

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"math"

	"github.com/klauspost/compress/gzip"

	"cbtmap/fetch/extent"
)

// level is that of gzip. Those above it take several times as long for a file that
// is hardly smaller, or not at all.
const level = 6

// flushEvery is how many bytes of text are packed at once: a file of which the
// end is missing lacks at most these.
const flushEvery = 1 << 20

// errClosed is what a Writer answers after Close.
var errClosed = errors.New("the capture is closed: make another one")

// Writer writes one capture. It is for one goroutine. After an error every
// further call gives the same one.
type Writer struct {
	zip      *gzip.Writer
	sum      hash.Hash // of all lines so far
	capacity int64
	line     []byte
	packed   int // bytes of text since the last flush
	pages    int
	extents  int64
	err      error
}

// NewWriter begins a capture with its header. What it writes is complete only
// after Close, which does not close w.
func NewWriter(w io.Writer, h Header) (*Writer, error) {
	line, err := encodeHeader(h)
	if err != nil {
		return nil, err
	}
	zip, err := gzip.NewWriterLevel(w, level)
	if err != nil {
		return nil, err
	}
	c := &Writer{zip: zip, sum: sha256.New(), capacity: h.Capacity}
	if c.capacity <= 0 {
		c.capacity = math.MaxInt64
	}
	c.write(line)
	return c, c.err
}

// Page writes what a page says of the disk, as extent.Map.Add takes it: its
// extents in any order, overlapping, or reaching out of it. One of very many
// extents becomes several. The error is an *extent.PageError, after which the
// Writer goes on, or one of the writer below.
func (w *Writer) Page(p extent.Page) error {
	if w.err != nil {
		return w.err
	}
	m := extent.New(w.capacity)
	if err := m.Add(p); err != nil {
		return err
	}
	for q := range m.Replies(maxExtents) {
		w.line = appendPage(w.line[:0], q)
		w.write(w.line)
		w.pages++
		w.extents += int64(len(q.Extents))
	}
	return w.err
}

// Close writes the footer and all that is held back. Pages and Extents of f are
// counted by the Writer.
func (w *Writer) Close(f Footer) error {
	if w.err != nil {
		return w.err
	}
	f.Pages, f.Extents = w.pages, w.extents
	line, err := encodeFooter(f, hex.EncodeToString(w.sum.Sum(nil)))
	if err != nil {
		return err
	}
	w.write(line)
	if w.err == nil {
		w.err = w.zip.Close()
	}
	if w.err != nil {
		return w.err
	}
	w.err = errClosed
	return nil
}

// write packs a line.
func (w *Writer) write(line []byte) {
	if w.err != nil {
		return
	}
	w.sum.Write(line)
	if _, w.err = w.zip.Write(line); w.err != nil {
		return
	}
	if w.packed += len(line); w.packed >= flushEvery {
		w.packed = 0
		w.err = w.zip.Flush()
	}
}
