package fetch

import (
	"context"
	"errors"
	"time"

	"cbtmap/fetch/extent"
)

// ahead is how many pages may wait for a reader that is busy drawing.
const ahead = 16

// Fetch is a running fetch. One goroutine asks; the caller reads batches.
type Fetch struct {
	every  time.Duration
	ctx    context.Context
	cancel context.CancelFunc
	pages  chan arrival
	err    error         // written before pages is closed, as are the next two
	failed extent.Extent // the gap that was asked about when err came
	vain   *arrival      // the last reply, if it told nothing new

	auditor *Auditor

	started  time.Time
	last     time.Time // of the last batch
	progress Progress
	over     bool
}

// arrival is a page with what was asked, and the progress that it made.
type arrival struct {
	asked int64
	page  extent.Page
	known int64
}

// Start begins to ask src for its whole disk, in the background, until it is
// known, fails, or ctx ends. The caller must call Next until it says that the
// fetch is over, or Cancel.
func Start(ctx context.Context, src Source, opts Options) *Fetch {
	opts = opts.filled()
	ctx, cancel := context.WithCancel(ctx)
	f := &Fetch{
		every:    opts.Every,
		ctx:      ctx,
		cancel:   cancel,
		pages:    make(chan arrival, ahead),
		started:  time.Now(),
		auditor:  NewAuditor(src.Capacity()),
		progress: Progress{Capacity: src.Capacity()},
	}
	go func() {
		defer close(f.pages)
		f.err = f.ask(ctx, src, opts.Timeout)
	}()
	return f
}

// Cancel ends the fetch; what has arrived can still be read with Next. It may
// be called at any time, from any goroutine, and more than once.
func (f *Fetch) Cancel() { f.cancel() }

// Look names the range [lo, hi) in view, in bytes: what is missing there is
// asked for first. It may be called at any time, from any goroutine; an empty
// range is no view.
func (f *Fetch) Look(lo, hi int64) {}

// Pause makes no new calls until Resume; those under way finish and count.
func (f *Fetch) Pause() {}

// Resume goes on after a pause.
func (f *Fetch) Resume() {}

// Retry makes what has failed work again, gives patience a new start and cuts
// the wait after a transient error short. It is false when the fetch is over.
func (f *Fetch) Retry() bool { return false }

// Continue is a new fetch of what is missing, after the last batch of this one:
// coverage, audit and view go on. The store is not read again.
func (f *Fetch) Continue(ctx context.Context) *Fetch { return f }

// Next waits for the next batch; ok is false after the last one. It returns
// promptly after a cancel, even if the source does not.
func (f *Fetch) Next() (b Batch, ok bool) {
	if f.over {
		return Batch{}, false
	}
	var due <-chan time.Time // nil, so never, until there is a page to tell of
	for {
		select {
		case a, more := <-f.pages:
			if !more {
				if f.vain != nil {
					f.auditor.Reply(f.vain.asked, f.vain.page)
				}
				f.auditor.End(f.err, f.failed)
				if f.failed.Length > 0 {
					b.Failed = []Failure{{Range: f.failed, Err: f.err}}
				}
				return f.finish(b, f.err), true
			}
			f.take(&b, a)
		case <-due:
			return f.deliver(b), true
		case <-f.ctx.Done():
			for len(f.pages) > 0 { // what has arrived is kept
				if a, more := <-f.pages; more {
					f.take(&b, a)
				}
			}
			return f.finish(b, f.ctx.Err()), true
		}
		if due == nil {
			wait := f.every - time.Since(f.last)
			if wait <= 0 {
				return f.deliver(b), true
			}
			timer := time.NewTimer(wait)
			defer timer.Stop()
			due = timer.C
		}
	}
}

func (f *Fetch) take(b *Batch, a arrival) {
	f.auditor.Reply(a.asked, a.page)
	b.Pages = append(b.Pages, a.page)
	f.progress.Known = a.known
	f.progress.Pages++
	f.progress.Extents += int64(len(a.page.Extents))
}

func (f *Fetch) deliver(b Batch) Batch {
	f.last = time.Now()
	f.progress.Elapsed = f.last.Sub(f.started)
	b.Progress = f.progress
	b.Audit = f.auditor.Audit()
	return b
}

func (f *Fetch) finish(b Batch, err error) Batch {
	f.over = true
	f.cancel()
	b = f.deliver(b)
	b.Done = true
	if !f.progress.Complete() {
		b.Err = err
	}
	return b
}

// ask is the paging loop: while a gap is left, ask at its start.
func (f *Fetch) ask(ctx context.Context, src Source, timeout time.Duration) error {
	covered := coverage{capacity: src.Capacity()}
	for {
		gap, ok := covered.gap()
		if !ok {
			return nil
		}
		page, err := call(ctx, src, gap.Start, timeout)
		if err != nil {
			if ctx.Err() == nil {
				f.failed = gap
			}
			if late := (*TimeoutError)(nil); errors.As(err, &late) {
				late.Known = covered.bytes()
			}
			return err
		}
		// The reply counts for the range it names, wherever that is: adding up
		// lengths instead is how peers skipped parts of disks.
		fresh := covered.add(page)
		a := arrival{gap.Start, page, covered.bytes()}
		if fresh > 0 {
			select {
			case f.pages <- a:
			case <-ctx.Done():
				return ctx.Err()
			}
		} else {
			f.vain = &a
		}
		if next, ok := covered.gap(); ok && next.Start == gap.Start {
			f.failed = next
			return &StalledError{Offset: gap.Start, Start: page.Start, Length: page.Length, Known: covered.bytes()}
		}
	}
}

func call(ctx context.Context, src Source, offset int64, timeout time.Duration) (extent.Page, error) {
	limited, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	page, err := src.Areas(limited, offset)
	switch {
	case ctx.Err() != nil:
		return extent.Page{}, ctx.Err()
	case err != nil && errors.Is(limited.Err(), context.DeadlineExceeded):
		return extent.Page{}, &TimeoutError{Offset: offset, After: timeout, Err: err}
	}
	return page, err
}
