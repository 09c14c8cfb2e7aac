package fetch_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"cbtmap/fetch"
	"cbtmap/fetch/extent"
)

// slow answers for one MiB in a second.
func slow(mibs int64) *times {
	return newTimes(mibs*mib, func(ctx context.Context, _ int, at int64) (extent.Page, error) {
		select {
		case <-time.After(time.Second):
			return page(at), nil
		case <-ctx.Done():
			return extent.Page{}, ctx.Err()
		}
	})
}

func one() fetch.Options { return fetch.Options{Parallel: 1}.WithRandom(1) }

// While paused nothing is asked, what was under way counts, and the pause is no
// part of the pace.
func TestPause(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := slow(6)
		f := fetch.Start(t.Context(), s, one())
		go func() {
			time.Sleep(2500 * time.Millisecond)
			f.Pause()
			f.Pause()
			time.Sleep(time.Minute)
			f.Resume()
			f.Resume()
		}()
		paused := false
		for {
			b, ok := f.Next()
			if !ok {
				break
			}
			rate, _ := b.Progress.Rate()
			left, _ := b.Progress.Left()
			paused = paused || b.Progress.State == fetch.Paused && b.Progress.Known == 3*mib
			if b.Progress.Known == 4*mib && (rate < 0.95*mib || left > 2200*time.Millisecond) {
				t.Errorf("%.2f MiB/s, %s left", rate/mib, left)
			}
		}
		s.want(t, "0@0s 1@1s 2@2s 3@1m2.5s 4@1m3.5s 5@1m4.5s")
		if !paused {
			t.Error("nobody was told of the pause, or the page under way was lost")
		}
	})
}

// The range in view comes first, from its rounded begin on, and then the rest.
func TestLook(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := slow(8)
		f := fetch.Start(t.Context(), s, one())
		go func() {
			time.Sleep(500 * time.Millisecond)
			f.Look(5*mib+100, 6*mib+1)
			time.Sleep(3 * time.Second)
			f.Look(-5, 1<<62) // all of it
		}()
		if _, last := drain(f); last.Err != nil {
			t.Error(last.Err)
		}
		s.want(t, "0@0s 5@1s 6@2s 1@3s 2@4s 3@5s 4@6s 7@7s")
	})
}

// Retry cuts a wait short.
func TestRetryNow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newTimes(mib, func(_ context.Context, call int, at int64) (extent.Page, error) {
			if call == 0 {
				return extent.Page{}, errDropped
			}
			return page(at), nil
		})
		opts := one()
		opts.Backoff = 20 * time.Second
		f := fetch.Start(t.Context(), s, opts)
		go func() {
			time.Sleep(3 * time.Second)
			if !f.Retry() {
				t.Error("over")
			}
		}()
		if _, last := drain(f); last.Err != nil {
			t.Error(last.Err)
		}
		s.want(t, "0@0s 0@3s")
		if f.Retry() {
			t.Error("not over")
		}
	})
}

// Retry asks again for what failed, while the rest is fetched; the audit then
// knows of no failure any more.
func TestRetryFailed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		broken := errors.New("damaged")
		s := newTimes(4*mib, func(_ context.Context, call int, at int64) (extent.Page, error) {
			time.Sleep(time.Second)
			if call == 1 {
				return extent.Page{}, broken
			}
			return page(at), nil
		})
		f := fetch.Start(t.Context(), s, one())
		seen := false
		go func() {
			time.Sleep(2500 * time.Millisecond)
			f.Retry()
		}()
		for {
			b, ok := f.Next()
			if !ok {
				break
			}
			if len(b.Failed) > 0 {
				seen = true
				if got := kinds(b.Audit)[fetch.Failed]; b.Failed[0].Range.Start != mib || got.Count != 1 || got.Start != mib {
					t.Errorf("failed %v, %+v", b.Failed, b.Audit)
				}
			}
			if b.Done && (b.Err != nil || b.Audit.Verdict != fetch.Trustworthy) {
				t.Errorf("%v, %+v", b.Err, b.Audit)
			}
		}
		if !seen {
			t.Error("nobody was told of the failure")
		}
		s.want(t, "0@0s 1@1s 2@2s 1@3s 3@4s")
	})
}

// A fetch that is continued before its end was read loses nothing that came.
func TestContinueEarly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := slow(6)
		f := fetch.Start(t.Context(), s, one())
		time.Sleep(3500 * time.Millisecond)
		f = f.Continue(t.Context())
		pages, last := drain(f)
		if len(pages) != 6 || last.Err != nil || last.Progress.Known != 6*mib || last.Progress.Calls != 3 {
			t.Errorf("%d pages, %v, %+v", len(pages), last.Err, last.Progress)
		}
		s.want(t, "0@0s 1@1s 2@2s 3@3s 3@3.5s 4@4.5s 5@5.5s")
	})
}

// What was kept is there at once, in pieces, and only the rest is asked for.
func TestStore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const kept, all = 300, 304
		store := &shelf{room: kept + 2}
		for i := range int64(kept) {
			if err := store.Keep(i*mib, page(i*mib)); err != nil {
				t.Fatal(err)
			}
		}
		s := slow(all)
		opts := one()
		opts.Store = store
		f := fetch.Start(t.Context(), s, opts)
		warnings, pages := 0, 0
		for {
			b, ok := f.Next()
			if !ok {
				break
			}
			p := b.Progress
			if pages += len(b.Pages); pages <= kept && (p.Elapsed > 0 || len(b.Pages) > 64) {
				t.Errorf("%d pages, %d in all, after %s", len(b.Pages), pages, p.Elapsed)
			}
			if b.Warning != nil {
				if warnings++; b.Warning != errShelf {
					t.Error(b.Warning)
				}
			}
			if rate, _ := p.Rate(); p.Known > kept*mib && (p.Kept != kept*mib || rate > 1.1*mib) {
				t.Errorf("%.1f MiB/s: %+v", rate/mib, p)
			}
			if b.Done && (b.Err != nil || p.Calls != all-kept || b.Audit.Verdict != fetch.Trustworthy) {
				t.Errorf("%v, %+v, %+v", b.Err, p, b.Audit)
			}
		}
		s.want(t, "300@0s 301@1s 302@2s 303@3s")
		if pages != all || warnings != 1 || len(store.pages) != kept+2 {
			t.Errorf("%d pages, %d warnings, %d on the shelf", pages, warnings, len(store.pages))
		}
	})
}

// When all is known, nobody waits for a call that can tell nothing new.
func TestOverAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newTimes(64*mib, func(ctx context.Context, call int, at int64) (extent.Page, error) {
			switch {
			case call == 0:
				return page(at), nil
			case at == mib:
				time.Sleep(time.Second)
				return extent.Page{Start: at, Length: 63 * mib}, nil
			}
			<-ctx.Done()
			return extent.Page{}, ctx.Err()
		})
		_, last := drain(fetch.Start(t.Context(), s, fetch.Options{}))
		synctest.Wait() // for what was cut short
		if last.Err != nil || last.Progress.Elapsed != time.Second || len(s.log) != 5 {
			t.Errorf("%v after %s, %v", last.Err, last.Progress.Elapsed, s.log)
		}
	})
}

// sluggish is a store that takes a minute for a page and minds being hurried.
type sluggish struct {
	shelf
	busy bool
}

func (s *sluggish) Keep(asked int64, p extent.Page) error {
	if s.busy {
		panic("two pages at once")
	}
	s.busy = true
	time.Sleep(time.Minute)
	s.busy = false
	return s.shelf.Keep(asked, p)
}

// A store that hangs holds up neither a cancel nor the news of it, and never
// hears from two fetches at once.
func TestSluggishStore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, store := slow(3), &sluggish{shelf: shelf{room: 10}}
		opts := one()
		opts.Store = store
		f := fetch.Start(t.Context(), s, opts)
		time.Sleep(2 * time.Second)
		f.Cancel()
		begin := time.Now()
		_, last := drain(f)
		if !errors.Is(last.Err, context.Canceled) || time.Since(begin) > 0 {
			t.Errorf("%v after %s", last.Err, time.Since(begin))
		}
		pages, last := drain(f.Continue(t.Context()))
		if last.Err != nil || len(pages) != 3 {
			t.Errorf("%v, %d pages", last.Err, len(pages))
		}
	})
}
