package fetch_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"cbtmap/fetch"
	"cbtmap/fetch/extent"
)

// script is a Source whose replies are given by a function. It keeps what it
// was asked.
type script struct {
	capacity int64
	reply    func(ctx context.Context, call int, offset int64) (extent.Page, error)

	mu    sync.Mutex
	asked []int64
}

func (s *script) Capacity() int64 { return s.capacity }

func (s *script) Areas(ctx context.Context, offset int64) (extent.Page, error) {
	s.mu.Lock()
	s.asked = append(s.asked, offset)
	call := len(s.asked) - 1
	s.mu.Unlock()
	return s.reply(ctx, call, offset)
}

// drain reads a fetch to its end.
func drain(f *fetch.Fetch) (pages []extent.Page, last fetch.Batch) {
	for {
		b, ok := f.Next()
		if !ok {
			return pages, last
		}
		pages = append(pages, b.Pages...)
		last = b
	}
}

// TestAnyPaging is the law of the paging loop: however a server cuts, repeats
// or shifts its replies, a fetch that ends without error knows every byte, and
// nothing is ever asked at or past the capacity.
func TestAnyPaging(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		capacity := rapid.Int64Range(0, 400).Draw(t, "capacity")
		changed := make([]bool, capacity)
		for i := range changed {
			changed[i] = rapid.Bool().Draw(t, "changed")
		}
		src := &script{capacity: capacity}
		src.reply = func(_ context.Context, _ int, offset int64) (extent.Page, error) {
			lo := max(0, offset-rapid.Int64Range(0, 20).Draw(t, "before"))
			hi := min(capacity, offset+rapid.Int64Range(1, 60).Draw(t, "length"))
			p := extent.Page{Start: lo, Length: hi - lo}
			for i := lo; i < hi; i++ {
				if changed[i] {
					p.Extents = append(p.Extents, extent.Extent{Start: i, Length: 1})
				}
			}
			if hi == capacity { // a length beyond the disk does no harm
				p.Length += rapid.Int64Range(0, 50).Draw(t, "beyond")
			}
			return p, nil
		}
		m, err := fetch.Collect(context.Background(), src, fetch.Options{Every: 1}, nil)
		if err != nil {
			t.Fatalf("Collect: %v", err)
		}
		if !m.Complete() {
			t.Fatalf("known %d of %d bytes", m.Known(), capacity)
		}
		for i, want := range changed {
			if got := m.Sum(int64(i), int64(i)+1).Changed == 1; got != want {
				t.Fatalf("byte %d: changed = %v, want %v", i, got, want)
			}
		}
		for _, offset := range src.asked {
			if offset < 0 || offset >= capacity {
				t.Fatalf("asked at %d of a disk of %d bytes", offset, capacity)
			}
		}
	})
}

func TestEmptyPageIsNotTheEnd(t *testing.T) {
	src := &script{capacity: 300, reply: func(_ context.Context, _ int, offset int64) (extent.Page, error) {
		p := extent.Page{Start: offset, Length: 100}
		if offset == 200 {
			p.Extents = []extent.Extent{{Start: 250, Length: 10}}
		}
		return p, nil
	}}
	m, err := fetch.Collect(context.Background(), src, fetch.Options{}, nil)
	if err != nil || m.Changed() != 10 || !m.Complete() {
		t.Fatalf("changed %d, complete %v, err %v; want 10, true, nil", m.Changed(), m.Complete(), err)
	}
	if want := []int64{0, 100, 200}; !slices.Equal(src.asked, want) {
		t.Errorf("asked at %v, want %v", src.asked, want)
	}
}

// TestStalled: a reply that does not cover the byte asked about ends the fetch
// with what it has, and names the gap.
func TestStalled(t *testing.T) {
	good := extent.Page{Start: 0, Length: 100, Extents: []extent.Extent{{Start: 10, Length: 5}}}
	for name, bad := range map[string]extent.Page{
		"zero length":     {Start: 100, Length: 0},
		"negative length": {Start: 100, Length: -100},
		"least length":    {Start: 100, Length: -1 << 63},
		"elsewhere":       {Start: 200, Length: 100},
		"known again":     {Start: 0, Length: 100},
		"past the disk":   {Start: 1000, Length: 100},
		"before the disk": {Start: -500, Length: 100},
	} {
		t.Run(name, func(t *testing.T) {
			src := &script{capacity: 300, reply: func(_ context.Context, call int, _ int64) (extent.Page, error) {
				if call == 0 {
					return good, nil
				}
				return bad, nil
			}}
			pages, last := drain(fetch.Start(context.Background(), src, fetch.Options{}))
			var stalled *fetch.StalledError
			if !errors.As(last.Err, &stalled) || stalled.Offset != 100 || stalled.Length != bad.Length {
				t.Fatalf("err = %v, want a stall at byte 100", last.Err)
			}
			if len(src.asked) != 3 {
				t.Errorf("asked %d times, want once, and twice in vain", len(src.asked))
			}
			if len(pages) == 0 || pages[0].Start != good.Start || last.Progress.Known < 100 {
				t.Errorf("lost what had arrived: %v, %d bytes known", pages, last.Progress.Known)
			}
			if len(last.Failed) != 1 || last.Failed[0].Range.Start != 100 || last.Failed[0].Range.Length <= 0 {
				t.Errorf("failed gap = %v, want it to begin at 100", last.Failed)
			}
		})
	}
}

func TestErrorKeepsWhatCame(t *testing.T) {
	gone := errors.New("snapshot is gone")
	src := &script{capacity: 300, reply: func(_ context.Context, call int, offset int64) (extent.Page, error) {
		if offset >= 200 {
			return extent.Page{}, gone
		}
		return extent.Page{Start: offset, Length: 100, Extents: []extent.Extent{{Start: offset, Length: 7}}}, nil
	}}
	m, err := fetch.Collect(context.Background(), src, fetch.Options{}, nil)
	if !errors.Is(err, gone) {
		t.Fatalf("err = %v, want %v", err, gone)
	}
	if m.Known() != 200 || m.Changed() != 14 {
		t.Errorf("known %d, changed %d; want 200, 14", m.Known(), m.Changed())
	}
}

// TestPace: the first page comes at once, and from then on batches come at most
// once per Every, however fast the source is.
func TestPace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		src := &script{capacity: 1000, reply: func(_ context.Context, _ int, offset int64) (extent.Page, error) {
			time.Sleep(7 * time.Millisecond)
			return extent.Page{Start: offset, Length: 1}, nil
		}}
		f := fetch.Start(t.Context(), src, fetch.Options{Every: 100 * time.Millisecond})
		var at []time.Duration
		begin, pages := time.Now(), 0
		for {
			b, ok := f.Next()
			if !ok {
				break
			}
			at = append(at, time.Since(begin))
			pages += len(b.Pages)
		}
		if pages != 1000 {
			t.Errorf("%d pages, want 1000", pages)
		}
		if at[0] != 7*time.Millisecond {
			t.Errorf("first batch after %s, want 7ms", at[0])
		}
		for i := 1; i < len(at)-1; i++ { // the last one may hurry
			if gap := at[i] - at[i-1]; gap < 100*time.Millisecond {
				t.Fatalf("batches %d and %d are %s apart", i-1, i, gap)
			}
		}
		if want := int(at[len(at)-1]/(100*time.Millisecond)) + 3; len(at) > want {
			t.Errorf("%d batches in %s", len(at), at[len(at)-1])
		}
	})
}

// A reader that wants it so gets each page by itself, and then the end.
func TestOnePageABatch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		src := &script{capacity: 20, reply: func(_ context.Context, _ int, offset int64) (extent.Page, error) {
			return extent.Page{Start: offset, Length: 1}, nil
		}}
		f := fetch.Start(t.Context(), src, fetch.Options{Every: 1})
		for n := 0; ; n++ {
			time.Sleep(time.Second) // they pile up
			b, ok := f.Next()
			if !ok {
				t.Fatal("over without an end")
			}
			if b.Done {
				if n != 20 || len(b.Pages) > 0 {
					t.Errorf("the end is batch %d, with %d pages", n, len(b.Pages))
				}
				break
			}
			if len(b.Pages) != 1 {
				t.Fatalf("batch %d has %d pages", n, len(b.Pages))
			}
		}
	})
}

// TestDeadline: a call that never returns by itself is cut off, and the error
// says where and after how long.
func TestDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		src := &script{capacity: 300, reply: func(ctx context.Context, call int, offset int64) (extent.Page, error) {
			if call == 0 {
				return extent.Page{Start: 0, Length: 100}, nil
			}
			<-ctx.Done()
			return extent.Page{}, ctx.Err()
		}}
		begin := time.Now()
		_, last := drain(fetch.Start(t.Context(), src, fetch.Options{Timeout: 5 * time.Second, Patience: -1}))
		var late *fetch.TimeoutError
		if !errors.As(last.Err, &late) || late.Offset != 100 || late.After != 5*time.Second {
			t.Fatalf("err = %v, want a timeout at byte 100", last.Err)
		}
		if took := time.Since(begin); took != 5*time.Second {
			t.Errorf("gave up after %s, want 5s", took)
		}
		if last.Progress.Known != 100 {
			t.Errorf("known %d, want 100", last.Progress.Known)
		}
	})
}

// TestCancel: Next returns at once with what has come, even when the source
// hangs; a cancel is no failure of any range.
func TestCancel(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		release := make(chan struct{})
		src := &script{capacity: 300, reply: func(_ context.Context, call int, offset int64) (extent.Page, error) {
			if call > 0 {
				<-release // deaf to its context
			}
			return extent.Page{Start: offset, Length: 100}, nil
		}}
		f := fetch.Start(t.Context(), src, fetch.Options{})
		first, _ := f.Next()
		synctest.Wait()
		f.Cancel()
		begin := time.Now()
		last, ok := f.Next()
		if !ok || !last.Done || !errors.Is(last.Err, context.Canceled) {
			t.Fatalf("after the cancel: %+v, %v", last, ok)
		}
		if time.Since(begin) != 0 || len(first.Pages) != 1 || len(last.Failed) != 0 {
			t.Errorf("took %s, first batch %v, failed %v", time.Since(begin), first.Pages, last.Failed)
		}
		if _, more := f.Next(); more {
			t.Error("Next after the last batch")
		}
		close(release) // synctest fails if the goroutine does not end now
	})
}

func TestNoBytesNoQuestion(t *testing.T) {
	src := &script{capacity: 0}
	pages, last := drain(fetch.Start(context.Background(), src, fetch.Options{}))
	if len(pages) != 0 || last.Err != nil || len(src.asked) != 0 || !last.Progress.Complete() {
		t.Errorf("pages %v, last %+v, asked %v", pages, last, src.asked)
	}
}

func TestLeft(t *testing.T) {
	p := fetch.Progress{Known: 25, Capacity: 100, Elapsed: time.Second}
	if left, ok := p.Left(); !ok || left != 3*time.Second {
		t.Errorf("Left = %s, %v; want 3s", left, ok)
	}
	if _, ok := (fetch.Progress{Capacity: 100}).Left(); ok {
		t.Error("an estimate from nothing")
	}
}
