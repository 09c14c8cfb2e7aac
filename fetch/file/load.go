package file

import (
	"context"
	"io"
	"sync"
	"time"

	"cbtmap/fetch"
	"cbtmap/fetch/capture"
	"cbtmap/fetch/extent"
	"cbtmap/fetch/formats"
)

// Options say how a file is read. The zero value is good.
type Options struct {
	Capacity int64         // bytes of the disk, where the file does not say; 0 if not known
	Every    time.Duration // least time between two batches; fetch.DefaultEvery if zero, below a millisecond each page is one
	Size     int64         // bytes of the file, for Share; 0 if not known
}

// Load is a file that is being read in the background.
type Load struct {
	outer  context.Context // of whoever wants it
	ctx    context.Context // of the reading, which also ends by itself
	cancel context.CancelFunc
	every  time.Duration
	size   int64
	format formats.Format

	audit *audit // of the goroutine that reads
	start time.Time

	mu      sync.Mutex
	pending fetch.Batch // what Next will hand on
	extents int         // in its pages
	header  capture.Header
	footer  *capture.Footer
	offset  int64
	doubted []extent.Extent // once all is read
	spare   spares

	news chan struct{} // something is pending; one is enough
	room chan struct{} // what was pending is taken

	last time.Time     // when Next handed something on
	lent []extent.Page // that the last batch has
	over bool          // it handed the last batch on
}

// mostPending is how many extents wait for Next at most, 4 MiB, before no more
// are read: whoever draws them may be slower than the disk they lie on.
const mostPending = 1 << 18

// Open recognises what r holds and begins to read it. It closes r, if that can be
// closed, when the Load is over. The caller must call Next until it says so, or
// Cancel. The error explains itself.
func Open(ctx context.Context, r io.Reader, o Options) (*Load, error) {
	closing := sync.OnceFunc(func() {
		if c, ok := r.(io.Closer); ok {
			_ = c.Close() // nothing was written to it
		}
	})
	reader, err := recognise(ctx, r, o)
	if err != nil {
		closing()
		return nil, err
	}
	l := &Load{
		every:  o.Every,
		size:   o.Size,
		format: reader.Format(),
		header: reader.Header(),
		audit:  newAudit(reader),
		start:  time.Now(),
		news:   make(chan struct{}, 1),
		room:   make(chan struct{}, 1),
	}
	if l.every == 0 {
		l.every = fetch.DefaultEvery
	}
	l.outer = ctx
	l.ctx, l.cancel = context.WithCancel(ctx)
	context.AfterFunc(l.ctx, closing) // also to wake up a reader that waits for more
	go func() {
		defer l.cancel()
		l.read(reader)
	}()
	return l, nil
}

// recognise waits for the first bytes of a file no longer than ctx: standard input
// may never have any.
func recognise(ctx context.Context, r io.Reader, o Options) (*formats.Reader, error) {
	type answer struct {
		reader *formats.Reader
		err    error
	}
	answers := make(chan answer, 1)
	go func() {
		reader, err := formats.NewReader(r, formats.Options{Capacity: o.Capacity})
		answers <- answer{reader, err}
	}()
	select {
	case a := <-answers:
		return a.reader, a.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Format is the file's.
func (l *Load) Format() formats.Format { return l.format }

// Header is what has been read so far of where the map comes from: all of it after
// the last batch.
func (l *Load) Header() capture.Header {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.header
}

// Footer is what a capture says of its map as a whole; ok is false for all other
// files, and before the last batch.
func (l *Load) Footer() (f capture.Footer, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.footer == nil {
		return capture.Footer{}, false
	}
	return *l.footer, true
}

// doubts are the ranges that the file contradicts itself about: none before the last
// batch.
func (l *Load) doubts() []extent.Extent {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.doubted
}

// Share is how much of the file has been read, 0 to 1, for progress; below zero
// if its size is not known.
func (l *Load) Share() float64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.size <= 0 {
		return -1
	}
	return min(float64(l.offset)/float64(l.size), 1)
}

// Cancel ends the reading; what has been read can still be had with Next. It may
// be called more than once.
func (l *Load) Cancel() { l.cancel() }

// Next waits for the next batch; ok is false after the last one. It returns
// promptly after a cancel, even if the file does not. It is for one goroutine at a
// time. The extents of a batch are not to be looked at after the next call: their
// memory is used again.
//
// The capacity of its progress may grow from batch to batch where the file does
// not say how large the disk is: extent.Map.Grow comes before its pages.
func (l *Load) Next() (b fetch.Batch, ok bool) {
	l.takeBack()
	for !l.over {
		if err := l.wait(); err != nil {
			return l.take(err), true
		}
		if b := l.take(nil); b.Done || len(b.Pages) > 0 { // else the news were of what was taken before
			return b, true
		}
	}
	return fetch.Batch{}, false
}

// wait returns when there are news, and it is time for them: at once for the first
// and the last ones, and where no more are read until these are taken.
func (l *Load) wait() error {
	select {
	case <-l.news:
	case <-l.ctx.Done():
		return l.ctx.Err()
	}
	if l.last.IsZero() || l.urgent() {
		return nil
	}
	later := time.NewTimer(l.every - time.Since(l.last))
	defer later.Stop()
	for {
		select {
		case <-later.C:
			return nil
		case <-l.news:
			if l.urgent() {
				return nil
			}
		case <-l.ctx.Done():
			return l.ctx.Err()
		}
	}
}

// urgent tells whether what is pending is not to wait any longer.
func (l *Load) urgent() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.pending.Done || l.full()
}

// full tells whether no more is read before what is pending is taken. The caller
// holds the lock.
func (l *Load) full() bool {
	return len(l.pending.Pages) > 0 && (l.extents >= mostPending || l.every < time.Millisecond)
}

// take hands on what is pending, and ends with an error if there is one.
func (l *Load) take(err error) fetch.Batch {
	l.mu.Lock()
	defer l.mu.Unlock()
	b := l.pending
	if err != nil && !b.Done {
		b.Done, b.Err, b.Progress.State = true, err, fetch.Over
	}
	l.pending.Pages, l.extents = nil, 0
	l.over, l.last, l.lent = b.Done, time.Now(), b.Pages
	signal(l.room)
	return b
}

// signal tells what is waited for; told twice is told once.
func signal(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}
