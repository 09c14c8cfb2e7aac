package main

import (
	"context"
	"sync"
	"time"

	"cbtmap/fetch"
	"cbtmap/fetch/extent"
	"cbtmap/fetch/vcenter"
)

// fetched is what a fetch leaves: the map, the last batch, and whether another
// run can go on from there.
type fetched struct {
	changes *extent.Map
	last    fetch.Batch
	kept    bool
}

// fetch asks for all changed areas of an interval, shows how far it is, and keeps
// what arrives if the options have a store. The error says why the map is not
// complete.
func (p *program) fetch(ctx context.Context, client *vcenter.Client, iv vcenter.Interval, options fetch.Options) (fetched, error) {
	done := fetched{kept: options.Store != nil}
	line := newProgressLine(p.stderr)
	watch := watchFetch(line, newFetchProgress(iv.VM.Name+" "+iv.Disk.Label, client.Server().Host))
	var err error
	done.changes, err = fetch.Collect(ctx, flagging{client.Source(iv), p.accepted}, options, func(b fetch.Batch) {
		done.last = b
		watch.heard(b.Progress)
		if b.Warning != nil {
			done.kept = false
			line.erase()
			p.warn(b.Warning)
		}
	})
	watch.stop()
	return done, err
}

// flagging is a source whose errors name this program's flags, in whatever part
// of a report they end up.
type flagging struct {
	fetch.Source
	accepted string // the certificate of --thumbprint
}

func (s flagging) Areas(ctx context.Context, offset int64) (extent.Page, error) {
	page, err := s.Source.Areas(ctx, offset)
	return page, withFlag(err, s.accepted)
}

// Recycle gives a page back to the source, if it wants it.
func (s flagging) Recycle(p extent.Page) {
	if r, ok := s.Source.(fetch.Recycler); ok {
		r.Recycle(p)
	}
}

// fetchWatch keeps a line of progress true between batches: a wait counts down.
type fetchWatch struct {
	line  *progressLine
	words fetchProgress
	over  chan struct{}
	done  sync.WaitGroup

	mu       sync.Mutex
	progress fetch.Progress
	at       time.Time // of progress; zero before the first
}

func watchFetch(line *progressLine, words fetchProgress) *fetchWatch {
	w := &fetchWatch{line: line, words: words, over: make(chan struct{})}
	if line.out != nil {
		w.done.Go(w.tick)
	}
	return w
}

func (w *fetchWatch) tick() {
	second := time.NewTicker(time.Second)
	defer second.Stop()
	for {
		select {
		case <-second.C:
			w.show()
		case <-w.over:
			return
		}
	}
}

func (w *fetchWatch) heard(p fetch.Progress) {
	w.mu.Lock()
	w.progress, w.at = p, time.Now()
	w.mu.Unlock()
	w.show()
}

func (w *fetchWatch) show() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.at.IsZero() {
		w.line.show(w.words.text(w.progress, time.Since(w.at)))
	}
}

// stop leaves nothing of the line.
func (w *fetchWatch) stop() {
	close(w.over)
	w.done.Wait()
	w.line.erase()
}
