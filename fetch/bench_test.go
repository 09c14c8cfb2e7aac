package fetch_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sort"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"cbtmap/fetch"
	"cbtmap/fetch/extent"
)

// shape is a change map that a server would page: no more than so many areas a
// reply, each reply as far as they reach.
type shape struct {
	capacity int64
	starts   []int64 // of areas of 64 KiB
	areas    int     // in a reply, at most
	takes    time.Duration
	calls    atomic.Int64
}

func (s *shape) Capacity() int64 { return s.capacity }

func (s *shape) end(at int64) int64 {
	i := sort.Search(len(s.starts), func(i int) bool { return s.starts[i]+cell > at })
	if i += s.areas; i < len(s.starts) {
		return s.starts[i]
	}
	return s.capacity
}

func (s *shape) Areas(ctx context.Context, at int64) (extent.Page, error) {
	s.calls.Add(1)
	select {
	case <-time.After(s.takes):
	case <-ctx.Done():
		return extent.Page{}, ctx.Err()
	}
	return extent.Page{Start: at, Length: s.end(at) - at}, nil
}

// least is how many calls a client makes that asks one by one.
func (s *shape) least() (n int) {
	for at := int64(0); at < s.capacity; at = s.end(at) {
		n++
	}
	return n
}

// shapes are change maps of about 500 pages on a disk of 2 TiB.
func shapes() map[string]*shape {
	const capacity, pages, areas = 2 << 40, 500, 20
	r := rand.New(rand.NewPCG(1, 2))
	list := map[string]*shape{}
	add := func(name string, place func(i int) int64) {
		s := &shape{capacity: capacity, areas: areas, takes: 200 * time.Millisecond}
		for i := range pages * areas {
			s.starts = append(s.starts, place(i)/cell*cell)
		}
		sort.Slice(s.starts, func(i, j int) bool { return s.starts[i] < s.starts[j] })
		list[name] = s
	}
	add("uniform", func(i int) int64 { return int64(i) * (capacity / (pages * areas)) })
	var centres [12]int64
	for i := range centres {
		centres[i] = r.Int64N(capacity - 1<<30)
	}
	add("clustered", func(i int) int64 { return centres[r.IntN(len(centres))] + r.Int64N(8<<30) })
	add("sparse", func(int) int64 { return int64(float64(capacity) * r.Float64() * r.Float64() * r.Float64()) })
	return list
}

// TestPagingFigures is 500 pages with 200 ms a call, in virtual time: how long
// it takes, and how many calls are made beyond those of a client that asks one
// by one. Read it with -v.
func TestPagingFigures(t *testing.T) {
	for _, name := range []string{"uniform", "clustered", "sparse"} {
		for _, parallel := range []int{1, 4, 8} {
			s := shapes()[name]
			var took time.Duration
			synctest.Test(t, func(t *testing.T) {
				begin := time.Now()
				if _, last := drain(fetch.Start(t.Context(), s, fetch.Options{Parallel: parallel})); last.Err != nil {
					t.Fatal(last.Err)
				}
				took = time.Since(begin)
			})
			calls, least := int(s.calls.Load()), s.least()
			plain := time.Duration(least) * s.takes
			t.Logf("%-9s parallel %d: %5.1f s (plain %.1f s, ×%.2f), %d calls, %d more than the least",
				name, parallel, took.Seconds(), plain.Seconds(), plain.Seconds()/took.Seconds(), calls, calls-least)
			if parallel == 1 && calls != least {
				t.Errorf("%s: %d calls one by one, want %d", name, calls, least)
			}
			if calls > least*110/100+parallel {
				t.Errorf("%s, %d side by side: %d calls, %d would do", name, parallel, calls, least)
			}
			if took > plain*13/10/time.Duration(parallel) {
				t.Errorf("%s, %d side by side: %s, one by one %s", name, parallel, took, plain)
			}
		}
	}
}

// TestLookFigures is how long it takes until a view of 4 GiB near the end of the
// disk is wholly known.
func TestLookFigures(t *testing.T) {
	for _, name := range []string{"uniform", "clustered", "sparse"} {
		for _, parallel := range []int{1, 4} {
			for _, look := range []bool{false, true} {
				s := shapes()[name]
				lo := s.starts[len(s.starts)*9/10]
				view := extent.Extent{Start: lo, Length: 4 << 30}
				synctest.Test(t, func(t *testing.T) {
					begin := time.Now()
					f := fetch.Start(t.Context(), s, fetch.Options{Parallel: parallel, Every: time.Millisecond})
					defer f.Cancel()
					if look {
						f.Look(view.Start, view.End())
					}
					m := extent.New(s.capacity)
					for m.Sum(view.Start, view.End()).Known < view.Length {
						b, ok := f.Next()
						if !ok {
							t.Fatal("over before the view was known")
						}
						for _, p := range b.Pages {
							if err := m.Add(p); err != nil {
								t.Fatal(err)
							}
						}
					}
					t.Logf("%-9s parallel %d, look %-5v: %5.1f s, %d calls", name, parallel, look, time.Since(begin).Seconds(), s.calls.Load())
					if look && time.Since(begin) > 10*time.Second {
						t.Errorf("the view took %s", time.Since(begin))
					}
					f.Cancel()
				})
			}
		}
	}
}

// BenchmarkFetch is what a page costs beside the call itself: 100,000 pages of a
// source that answers at once.
func BenchmarkFetch(b *testing.B) {
	const pages = 100_000
	for _, parallel := range []int{1, 4, 8} {
		b.Run(fmt.Sprintf("parallel=%d", parallel), func(b *testing.B) {
			src := &script{capacity: pages << 20, reply: func(_ context.Context, _ int, at int64) (extent.Page, error) {
				return extent.Page{Start: at, Length: 1 << 20}, nil
			}}
			for b.Loop() {
				src.asked = src.asked[:0]
				if _, last := drain(fetch.Start(b.Context(), src, fetch.Options{Parallel: parallel})); last.Err != nil {
					b.Fatal(last.Err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/pages, "ns/page")
			b.ReportMetric(float64(len(src.asked))/pages, "calls/page")
		})
	}
}
