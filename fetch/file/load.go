package file

import (
	"context"
	"errors"
	"io"
	"time"

	"cbtmap/fetch"
	"cbtmap/fetch/capture"
	"cbtmap/fetch/extent"
	"cbtmap/fetch/formats"
)

// What a map may grow to: more than any disk of 62 TiB has in blocks of 512 KiB.
const (
	MostExtents = 1 << 27
	MostPages   = 1 << 22
)

// Options say how a file is read. The zero value is good.
type Options struct {
	Capacity int64         // bytes of the disk, where the file does not say; 0 if not known
	Every    time.Duration // least time between two batches; fetch.DefaultEvery if zero, below a millisecond each page is one
	Size     int64         // bytes of the file, for progress; 0 if not known
}

// Load is a file that is being read in the background.
type Load struct{}

// Open recognises what r holds and begins to read it. It closes r, if that can be
// closed, when the Load is over. The caller must call Next until it says so, or
// Cancel.
func Open(ctx context.Context, r io.Reader, o Options) (*Load, error) {
	return nil, errors.ErrUnsupported
}

// Format is the file's.
func (l *Load) Format() formats.Format { return formats.Format{} }

// Header is what has been read so far of where the map comes from: all of it after
// the last batch.
func (l *Load) Header() capture.Header { return capture.Header{} }

// Next waits for the next batch; ok is false after the last one. The capacity of
// its progress may grow from batch to batch where the file does not say how large
// the disk is: extent.Map.Grow before its pages are added.
func (l *Load) Next() (b fetch.Batch, ok bool) { return fetch.Batch{}, false }

// Footer is what a capture says of its map as a whole; ok is false for all other
// files, and before the last batch.
func (l *Load) Footer() (f capture.Footer, ok bool) { return capture.Footer{}, false }

// Share is how much of the file has been read, 0 to 1, for progress; below zero
// if its size is not known.
func (l *Load) Share() float64 { return -1 }

// Cancel ends the reading; what has been read can still be had with Next.
func (l *Load) Cancel() {}

// Contents is all that a file holds.
type Contents struct {
	Map    *extent.Map
	Last   fetch.Batch // the last one: its audit, what failed, and why the map is not whole
	Header capture.Header
	Format formats.Format
}

// Read reads a whole file. After an error the map holds what the file proves;
// without any, the error says why nothing of it can be used. Each batch is shown
// to watch, if there is one, after its pages are in the map.
func Read(ctx context.Context, r io.Reader, o Options, watch func(*Load, fetch.Batch)) (Contents, error) {
	return Contents{}, errors.ErrUnsupported
}
