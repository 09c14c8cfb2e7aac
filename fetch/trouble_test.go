package fetch_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"cbtmap/fetch"
	"cbtmap/fetch/extent"
	"cbtmap/fetch/fault"
)

const mib = 1 << 20

var (
	errDropped = judged{what: "connection dropped", temporary: true}
	errGone    = judged{what: "the snapshot is gone", final: true}
)

// page answers for one MiB.
func page(at int64) extent.Page { return extent.Page{Start: at, Length: mib} }

// times keeps when a source was asked, and where.
type times struct {
	*script
	begin time.Time
	log   []string
}

func newTimes(capacity int64, reply func(ctx context.Context, call int, at int64) (extent.Page, error)) *times {
	s := &times{begin: time.Now()}
	s.script = &script{capacity: capacity, reply: func(ctx context.Context, call int, at int64) (extent.Page, error) {
		s.mu.Lock()
		s.log = append(s.log, fmt.Sprintf("%d@%v", at/mib, time.Since(s.begin)))
		s.mu.Unlock()
		return reply(ctx, call, at)
	}}
	return s
}

func (s *times) want(t *testing.T, want string) {
	t.Helper()
	if got := strings.Join(s.log, " "); got != want {
		t.Errorf("asked at %s\nwant     %s", got, want)
	}
}

// A transient error is asked again at the same byte, after pauses that double,
// and the reader is told.
func TestBackoff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newTimes(3*mib, func(_ context.Context, call int, at int64) (extent.Page, error) {
			time.Sleep(10 * time.Millisecond)
			if 1 <= call && call <= 3 {
				return extent.Page{}, errDropped
			}
			return page(at), nil
		})
		f := fetch.Start(t.Context(), s, fetch.Options{Parallel: 1}.WithRandom(1))
		var states []string
		for {
			b, ok := f.Next()
			if !ok {
				break
			}
			p := b.Progress
			states = append(states, fmt.Sprintf("%d %d %v %v", p.State, p.Known/mib, p.Trouble, p.RetryIn))
			if b.Done && (b.Err != nil || p.Calls != 6 || p.Retries != 3) {
				t.Errorf("%v, %+v", b.Err, p)
			}
		}
		s.want(t, "0@0s 1@10ms 1@520ms 1@1.53s 1@3.54s 2@3.55s")
		want := []string{"0 1 <nil> 0s", "1 1 connection dropped 410ms", "1 1 connection dropped 1s", "1 1 connection dropped 2s", "0 2 <nil> 0s", "3 3 <nil> 0s"}
		if fmt.Sprint(states) != fmt.Sprint(want) {
			t.Errorf("told %q\nwant %q", states, want)
		}
	})
}

// A pause is a random part of what it may be, and what it may be has a bound.
func TestBackoffIsRandom(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newTimes(mib, func(context.Context, int, int64) (extent.Page, error) { return extent.Page{}, errDropped })
		_, last := drain(fetch.Start(t.Context(), s, fetch.Options{Backoff: 20 * time.Second, Patience: 4 * time.Minute}.WithRandom(0.5)))
		// 10, then 15 for ever, and the last try when patience ends
		s.want(t, "0@0s 0@10s 0@25s 0@40s 0@55s 0@1m10s 0@1m25s 0@1m40s 0@1m55s "+
			"0@2m10s 0@2m25s 0@2m40s 0@2m55s 0@3m10s 0@3m25s 0@3m40s 0@3m55s 0@4m0s")
		if last.Err == nil || last.Err.Error() != "tried for 4m0s: connection dropped" {
			t.Errorf("err = %v", last.Err)
		}
		late, ok := errors.AsType[*fetch.PatienceError](last.Err)
		if !ok || late.Tries != 18 || len(last.Failed) != 1 || last.Failed[0].Range.Length != mib {
			t.Errorf("%+v, failed %v", late, last.Failed)
		}
	})
}

// No pause takes more than an eighth of patience, so that many short errors in a
// row, as one long login makes them, do not use it up with one long pause.
func TestPausesFitIntoPatience(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newTimes(mib, func(context.Context, int, int64) (extent.Page, error) { return extent.Page{}, errDropped })
		drain(fetch.Start(t.Context(), s, fetch.Options{Patience: 16 * time.Second}.WithRandom(1)))
		s.want(t, "0@0s 0@500ms 0@1.5s 0@3.5s 0@5.5s 0@7.5s 0@9.5s 0@11.5s 0@13.5s 0@15.5s 0@16s")
	})
}

// Any reply gives patience a new start.
func TestPatienceIsAboutSilence(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newTimes(50*mib, func(_ context.Context, call int, at int64) (extent.Page, error) {
			if call%3 > 0 {
				return extent.Page{}, errDropped
			}
			return page(at), nil
		})
		_, last := drain(fetch.Start(t.Context(), s, fetch.Options{Patience: 2 * time.Second, Parallel: 1}.WithRandom(1)))
		if last.Err != nil || last.Progress.Elapsed < 40*time.Second {
			t.Errorf("%v after %s", last.Err, last.Progress.Elapsed)
		}
	})
}

func TestNoPatience(t *testing.T) {
	s := &script{capacity: 3 * mib, reply: func(context.Context, int, int64) (extent.Page, error) { return extent.Page{}, errDropped }}
	_, last := drain(fetch.Start(t.Context(), s, fetch.Options{Patience: -1}))
	if last.Err != errDropped || len(s.asked) != 1 || len(last.Failed) != 1 {
		t.Errorf("%v after %d calls, failed %v", last.Err, len(s.asked), last.Failed)
	}
}

type busy struct {
	judged
	after time.Duration
}

func (b busy) RetryAfter() time.Duration { return b.after }

func TestRetryAfter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newTimes(mib, func(_ context.Context, call int, at int64) (extent.Page, error) {
			switch call {
			case 0:
				return extent.Page{}, busy{errDropped, 7 * time.Second}
			case 1:
				return extent.Page{}, busy{errDropped, time.Hour}
			}
			return page(at), nil
		})
		_, last := drain(fetch.Start(t.Context(), s, fetch.Options{}.WithRandom(1)))
		s.want(t, "0@0s 0@7s 0@2m7s")
		if last.Err != nil {
			t.Error(last.Err)
		}
	})
}

// While a server minds there is one call at a time, and for long afterwards.
func TestBackToOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var now, most atomic.Int64
		var counts []int64 // calls under way at the end of each
		src := &script{capacity: 400 * mib}
		src.reply = func(_ context.Context, call int, at int64) (extent.Page, error) {
			n := now.Add(1)
			defer now.Add(-1)
			most.Store(max(most.Load(), n))
			time.Sleep(time.Duration(100+call%7) * time.Millisecond)
			src.mu.Lock()
			defer src.mu.Unlock()
			counts = append(counts, now.Load())
			if 20 <= call && call < 24 {
				return extent.Page{}, errDropped
			}
			return page(at), nil
		}
		_, last := drain(fetch.Start(t.Context(), src, fetch.Options{}))
		if last.Err != nil || most.Load() != 4 {
			t.Fatalf("%v, %d side by side", last.Err, most.Load())
		}
		for i := 28; i < 28+60; i++ {
			if counts[i] != 1 {
				t.Fatalf("call %d of %d ended with %d under way: %v", i, len(counts), counts[i], counts)
			}
		}
		if counts[150] < 2 {
			t.Errorf("after a long run of good replies: %v", counts)
		}
		if last.Progress.Calls != len(src.asked) || last.Progress.Retries == 0 {
			t.Errorf("%+v of %d calls", last.Progress, len(src.asked))
		}
	})
}

// An error that is final ends all calls, and all that is left has failed.
func TestFinal(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var cut atomic.Int64
		s := newTimes(100*mib, func(ctx context.Context, call int, at int64) (extent.Page, error) {
			if call < 3 {
				time.Sleep(time.Second)
				if call == 2 {
					return extent.Page{}, errGone
				}
				return page(at), nil
			}
			<-ctx.Done()
			cut.Add(1)
			return extent.Page{}, ctx.Err()
		})
		_, last := drain(fetch.Start(t.Context(), s, fetch.Options{}))
		if last.Err != errGone || cut.Load() == 0 || last.Progress.Elapsed > 3*time.Second {
			t.Errorf("%v, %d calls cut short, after %s", last.Err, cut.Load(), last.Progress.Elapsed)
		}
		missing := int64(0)
		for _, f := range last.Failed {
			if missing += f.Range.Length; f.Err != errGone {
				t.Errorf("%v failed", f)
			}
		}
		if missing != 100*mib-last.Progress.Known || last.Progress.Retries != 0 {
			t.Errorf("%d bytes failed, %+v", missing, last.Progress)
		}
	})
}

// A call that heeds nothing is left behind when its time is over.
func TestDeafSource(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		release := make(chan struct{})
		s := newTimes(2*mib, func(_ context.Context, call int, at int64) (extent.Page, error) {
			if call == 1 {
				<-release
			}
			return page(at), nil
		})
		_, last := drain(fetch.Start(t.Context(), s, fetch.Options{Timeout: time.Second, Parallel: 1}.WithRandom(0)))
		s.want(t, "0@0s 1@0s 1@1.1s")
		if last.Err != nil {
			t.Error(last.Err)
		}
		close(release)
	})
}

// Several failures are told by address, and the reason that weighs most is the
// first of them; the last page of the disk is found although four places fail.
func TestFailedPlaces(t *testing.T) {
	src := &script{capacity: 1000, reply: func(_ context.Context, _ int, at int64) (extent.Page, error) {
		if at/100%3 == 1 && at%100 < 50 {
			return extent.Page{}, fmt.Errorf("damaged in %d", at/100)
		}
		return extent.Page{Start: at, Length: 100 - at%100}, nil
	}}
	_, last := drain(fetch.Start(t.Context(), src, fetch.Options{Parallel: 1}))
	if last.Err == nil || last.Err != last.Failed[0].Err || last.Err.Error() != "damaged in 1" {
		t.Errorf("err = %v, failed %v", last.Err, last.Failed)
	}
	for i, f := range last.Failed {
		if i > 0 && f.Range.Start < last.Failed[i-1].Range.End() {
			t.Errorf("not by address: %v", last.Failed)
		}
	}
	if n := kinds(last.Audit)[fetch.Failed]; n.Count != int64(len(last.Failed)) || len(last.Audit.Findings) != 1 {
		t.Errorf("%+v of %v", last.Audit, last.Failed)
	}
}

func TestErrorsExplain(t *testing.T) {
	late := &fetch.TimeoutError{Offset: 1 << 20, After: time.Minute, Err: context.DeadlineExceeded}
	for name, c := range map[string]struct {
		err        error
		kind, what string
	}{
		"stalled":  {&fetch.StalledError{Offset: 1000, Start: 5, Length: 0}, "stalled", "the server stalled at byte 1,000: its reply covers 0 bytes from byte 5 on"},
		"late":     {late, "timeout", "no reply within 1m0s to the question at byte 1,048,576"},
		"patience": {&fetch.PatienceError{Tried: 121 * time.Second, Err: late}, "timeout", "no reply within 1m0s to the question at byte 1,048,576, tried for 2m1s"},
	} {
		f := fault.Of(fmt.Errorf("wrapped: %w", c.err))
		if f.Fault != c.kind || f.What != c.what || f.Meaning == "" || f.Advice == "" {
			t.Errorf("%s: %+v", name, f)
		}
	}
	if !late.Temporary() {
		t.Error("a timeout is for good")
	}
}
