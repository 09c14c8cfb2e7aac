package fetch_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"cbtmap/fetch"
	"cbtmap/fetch/extent"
)

const cell = 64 << 10 // changes are tracked in these, and replies are cut between them

// judged is an error that says what it means for the fetch.
type judged struct {
	what             string
	temporary, final bool
}

func (e judged) Error() string   { return e.what }
func (e judged) Temporary() bool { return e.temporary }
func (e judged) Final() bool     { return e.final }

// weather is a server of which everything may be expected while it is sick. It
// never lies about what changed: all else that can go wrong does. What it does
// depends on the seed, the place and how often it was asked there.
type weather struct {
	capacity int64
	changed  []bool // cells
	seed     uint64
	parallel int // calls side by side that it stands

	mu     sync.Mutex
	sick   bool
	final  bool // it may say that nothing will ever be answered
	bad    []extent.Extent
	asked  map[int64]int
	now    int         // calls under way
	known  []time.Time // since when the reader knows a cell, zero if it does not
	broken error       // the first promise that was not kept
}

func (w *weather) Capacity() int64 { return w.capacity }

func (w *weather) fail(format string, args ...any) {
	if w.broken == nil {
		w.broken = fmt.Errorf(format, args...)
	}
}

func (w *weather) Areas(ctx context.Context, at int64) (extent.Page, error) {
	w.mu.Lock()
	w.asked[at]++
	w.now++
	r := rand.New(rand.NewPCG(w.seed, uint64(at)*31+uint64(w.asked[at])))
	sick, final := w.sick, w.final
	switch {
	case at < 0 || at >= w.capacity:
		w.fail("asked at %d of %d", at, w.capacity)
	case !w.known[at/cell].IsZero() && w.known[at/cell].Before(time.Now()): // a call begins a moment after it was decided on
		w.fail("asked at %d, which is known", at)
	case w.now > w.parallel:
		w.fail("%d calls side by side", w.now)
	}
	w.mu.Unlock()
	defer func() {
		w.mu.Lock()
		w.now--
		w.mu.Unlock()
	}()
	pause := time.NewTimer(time.Duration(1+r.IntN(300)) * time.Millisecond)
	defer pause.Stop()
	select {
	case <-pause.C:
	case <-ctx.Done():
		return extent.Page{}, ctx.Err()
	}
	lo, hi := at/cell*cell, at+1+r.Int64N(20*cell)
	if sick {
		for _, b := range w.bad {
			if b.Start <= at && at < b.End() {
				return extent.Page{}, judged{what: "damaged"}
			}
		}
		switch r.IntN(25) {
		case 0:
			return extent.Page{}, judged{what: "dropped", temporary: true}
		case 1:
			<-ctx.Done()
			return extent.Page{}, ctx.Err()
		case 2:
			if final {
				return extent.Page{}, judged{what: "the snapshot is gone", final: true}
			}
		case 3:
			hi = lo // covers nothing
		case 4:
			lo += (r.Int64N(11) - 5) * cell
			hi = lo + r.Int64N(10*cell)
		}
	}
	return w.page(r, max(lo, 0), min((hi+cell-1)/cell*cell, w.capacity), sick), nil
}

// page is the truth about a range, in whatever shape.
func (w *weather) page(r *rand.Rand, lo, hi int64, sick bool) extent.Page {
	p := extent.Page{Start: lo, Length: hi - lo}
	for c := lo / cell; c*cell < hi; c++ {
		if w.changed[c] {
			p.Extents = append(p.Extents, extent.Extent{Start: c * cell, Length: min(cell, w.capacity-c*cell)})
		}
	}
	if sick && r.IntN(4) == 0 {
		p.Extents = append(p.Extents, p.Extents...)
		r.Shuffle(len(p.Extents), func(i, j int) { p.Extents[i], p.Extents[j] = p.Extents[j], p.Extents[i] })
		p.Extents = append(p.Extents, extent.Extent{Start: hi, Length: cell}, extent.Extent{Start: -10, Length: 5}, extent.Extent{Start: lo, Length: -7})
		if hi == w.capacity {
			p.Length += r.Int64N(3 * cell)
		}
	}
	return p
}

// shelf is a Store in memory that may be full.
type shelf struct {
	asked []int64
	pages []extent.Page
	room  int
	shut  bool
}

var errShelf = errors.New("the shelf is full")

func (s *shelf) Keep(asked int64, p extent.Page) error {
	if s.shut {
		panic("kept after an error")
	}
	if len(s.pages) >= s.room {
		s.shut = true
		return errShelf
	}
	s.asked, s.pages = append(s.asked, asked), append(s.pages, p)
	return nil
}

func (s *shelf) Replies() iter.Seq2[int64, extent.Page] {
	return func(yield func(int64, extent.Page) bool) {
		for i, p := range slices.Clone(s.pages) {
			if !yield(s.asked[i], p) {
				return
			}
		}
	}
}

// follow reads a fetch to its end and checks each batch.
func (w *weather) follow(f *fetch.Fetch, m *extent.Map) (last fetch.Batch, err error) {
	for !last.Done {
		b, ok := f.Next()
		if !ok {
			return last, errors.New("over without a last batch")
		}
		w.mu.Lock()
		for _, p := range b.Pages {
			if err := m.Add(p); err != nil {
				w.fail("%v", err)
			}
		}
		for i := range w.known {
			at := int64(i) * cell
			if w.known[i].IsZero() && m.Sum(at, at+cell).Known > 0 {
				w.known[i] = time.Now()
			}
		}
		w.mu.Unlock()
		switch p := b.Progress; {
		case len(b.Pages) > 64 && p.Calls == 0:
			return b, fmt.Errorf("%d pages in a batch", len(b.Pages))
		case p.Known != m.Known():
			return b, fmt.Errorf("progress says %d bytes, the map %d", p.Known, m.Known())
		case b.Audit.Verdict == fetch.Trustworthy && !m.Complete():
			return b, errors.New("trustworthy, and not complete")
		case (p.State == fetch.Over) != b.Done, p.Trouble != nil && p.State != fetch.Waiting:
			return b, fmt.Errorf("%+v, done: %v", p, b.Done)
		}
		last = b
	}
	return last, w.broken
}

// judge is the law: the map is the truth about what it knows; either that is
// all, or it is said exactly what is missing.
func (w *weather) judge(m *extent.Map, b fetch.Batch, cancelled bool) error {
	for c, changed := range w.changed {
		lo := int64(c) * cell
		s := m.Sum(lo, min(lo+cell, w.capacity))
		if s.Known > 0 && (s.Changed > 0) != changed {
			return fmt.Errorf("cell %d: changed %v, want %v", c, s.Changed > 0, changed)
		}
	}
	gaps := slices.Collect(m.Gaps(0, w.capacity))
	if (b.Err == nil) != (len(gaps) == 0) {
		return fmt.Errorf("%v, with gaps %v", b.Err, gaps)
	}
	missing := int64(0)
	for _, f := range b.Failed {
		if s := m.Sum(f.Range.Start, f.Range.End()); s.Known > 0 || f.Err == nil {
			return fmt.Errorf("%v failed, of which %d bytes are known", f, s.Known)
		}
		missing += f.Range.Length
	}
	if !cancelled && missing != w.capacity-m.Known() {
		return fmt.Errorf("%v failed, with gaps %v", b.Failed, gaps)
	}
	if _, ok := kinds(b.Audit)[fetch.Failed]; ok && len(b.Failed) == 0 {
		return errors.New("the audit says failed, and nothing has")
	}
	return nil
}

// TestLaw is the law of a fetch: whatever goes wrong on the way, and whatever
// is pressed meanwhile.
func TestLaw(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		cells := rapid.Int64Range(1, 300).Draw(rt, "cells")
		w := &weather{
			capacity: cells*cell - 512*rapid.Int64Range(0, 100).Draw(rt, "less"),
			changed:  make([]bool, cells),
			known:    make([]time.Time, cells),
			seed:     rapid.Uint64().Draw(rt, "seed"),
			parallel: rapid.IntRange(1, 6).Draw(rt, "parallel"),
			sick:     rapid.IntRange(0, 4).Draw(rt, "sick") > 0,
			final:    rapid.IntRange(0, 4).Draw(rt, "final") == 0,
			asked:    map[int64]int{},
		}
		r := rand.New(rand.NewPCG(w.seed, 0))
		for i := range w.changed {
			w.changed[i] = r.IntN(3) == 0
		}
		for range rapid.IntRange(0, 3).Draw(rt, "bad places") {
			w.bad = append(w.bad, extent.Extent{Start: r.Int64N(w.capacity), Length: r.Int64N(40 * cell)})
		}
		store := &shelf{room: rapid.SampledFrom([]int{0, 3, 1000}).Draw(rt, "room")}
		opts := fetch.Options{
			Timeout:  time.Second,
			Every:    time.Millisecond,
			Parallel: w.parallel,
			Patience: rapid.SampledFrom([]time.Duration{-1, 3 * time.Second, 0}).Draw(rt, "patience"),
			Store:    store,
		}
		keys := rapid.SliceOfN(rapid.SampledFrom([]string{"look", "look", "pause", "resume", "retry", "cancel"}), 0, 12).Draw(rt, "keys")
		var err error
		synctest.Test(t, func(t *testing.T) { err = w.live(t.Context(), opts, store, keys, r) })
		if err != nil {
			rt.Fatal(err)
		}
	})
}

// live is a fetch in bad weather, what is missing in good weather, and once
// more from what the store has kept.
func (w *weather) live(ctx context.Context, opts fetch.Options, store *shelf, keys []string, r *rand.Rand) error {
	m := extent.New(w.capacity)
	f := fetch.Start(ctx, w, opts)
	pressed := make(chan bool)
	go func() {
		cancelled := false
		for _, key := range keys {
			time.Sleep(time.Duration(r.IntN(1000)) * time.Millisecond)
			switch key {
			case "look":
				lo := r.Int64N(w.capacity)
				f.Look(lo, lo+r.Int64N(20*cell))
			case "pause":
				f.Pause()
			case "resume":
				f.Resume()
			case "retry":
				f.Retry()
			case "cancel":
				f.Cancel()
				cancelled = true
			}
		}
		f.Resume()
		pressed <- cancelled
	}()
	last, err := w.follow(f, m)
	cancelled := <-pressed && errors.Is(last.Err, context.Canceled)
	if err == nil {
		err = w.judge(m, last, cancelled)
	}
	if err != nil {
		f.Cancel()
		return fmt.Errorf("sick: %w", err)
	}
	if f.Retry() {
		return errors.New("retry after the end")
	}

	w.mu.Lock()
	w.sick = false
	w.mu.Unlock()
	f = f.Continue(ctx)
	if last, err = w.follow(f, m); err == nil {
		err = w.judge(m, last, false)
	}
	if err == nil && (last.Err != nil || !m.Complete()) {
		err = fmt.Errorf("not complete, %v", last.Err)
	}
	if err != nil {
		f.Cancel()
		return fmt.Errorf("continued: %w", err)
	}

	again := extent.New(w.capacity)
	clear(w.known)
	for _, p := range store.pages {
		for c := max(p.Start, 0) / cell; c*cell < min(p.End(), w.capacity); c++ {
			w.known[c] = time.Now().Add(-1) // so that it must not be asked for
		}
	}
	store.shut = false
	f = fetch.Start(ctx, w, opts)
	if last, err = w.follow(f, again); err == nil {
		err = w.judge(again, last, false)
	}
	if err != nil || !again.Complete() {
		f.Cancel()
		return fmt.Errorf("from the store: %w", err)
	}
	return nil
}
