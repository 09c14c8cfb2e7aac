package fetch_test

import (
	"context"
	"fmt"
	"iter"
	"math/rand/v2"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"cbtmap/fetch"
	"cbtmap/fetch/extent"
)

// poisoner is a source that uses its memory again, and fills it with lies as soon
// as it gets it back. Every even block of its disk is changed. Some calls are deaf:
// they end long after they were left behind, and write their page only then.
type poisoner struct {
	blocks int64

	mu     sync.Mutex
	random *rand.Rand
	free   [][]extent.Extent
	lent   map[*extent.Extent]bool
	back   int
	wrong  string
}

const poisonBlock = int64(1) << 20

func (s *poisoner) Capacity() int64 { return s.blocks * poisonBlock }

func (s *poisoner) page() []extent.Extent {
	s.mu.Lock()
	defer s.mu.Unlock()
	if n := len(s.free) - 1; n >= 0 {
		p := s.free[n]
		s.free = s.free[:n]
		return p
	}
	return make([]extent.Extent, 0, 16)
}

func (s *poisoner) roll(n int) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.random.IntN(n)
}

func (s *poisoner) Areas(ctx context.Context, at int64) (extent.Page, error) {
	deaf, kind := s.roll(40) == 0, s.roll(12)
	p := extent.Page{Start: at, Length: min(16*poisonBlock, s.Capacity()-at), Extents: s.page()[:0]}
	if kind == 0 { // told from before the disk on: it is handed on as a copy
		p.Start, p.Length = -poisonBlock, at+poisonBlock+min(8*poisonBlock, s.Capacity()-at)
	}
	wait := time.Duration(s.roll(300)) * time.Millisecond
	if deaf {
		wait = 90 * time.Second
	}
	time.Sleep(wait)
	for i := max(p.Start, 0) / poisonBlock; i < (p.End()+poisonBlock-1)/poisonBlock; i++ {
		if i%2 == 0 {
			p.Extents = append(p.Extents, extent.Extent{Start: i * poisonBlock, Length: poisonBlock})
		}
	}
	if kind == 0 {
		p.Extents = append(p.Extents, extent.Extent{Start: -poisonBlock, Length: 1})
	}
	if ctx.Err() != nil {
		return extent.Page{}, ctx.Err() // its memory is lost
	}
	if kind == 1 {
		return extent.Page{}, temporaryError{}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lent[&p.Extents[:1][0]] = true
	return p, nil
}

type temporaryError struct{}

func (temporaryError) Error() string   { return "a hiccup" }
func (temporaryError) Temporary() bool { return true }

func (s *poisoner) Recycle(p extent.Page) {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := p.Extents[:cap(p.Extents)]
	if s.back++; !s.lent[&all[0]] {
		s.wrong = fmt.Sprintf("%v is given back, and not lent", p)
	}
	delete(s.lent, &all[0])
	for i := range all {
		all[i] = extent.Extent{Start: 0, Length: s.Capacity()}
	}
	s.free = append(s.free, all[:0])
}

// copies is a store in memory.
type copies struct {
	mu    sync.Mutex
	asked []int64
	pages []extent.Page
}

func (c *copies) Replies() iter.Seq2[int64, extent.Page] {
	return func(yield func(int64, extent.Page) bool) {
		for i, p := range c.pages {
			if !yield(c.asked[i], p) {
				return
			}
		}
	}
}

func (c *copies) Keep(asked int64, p extent.Page) error {
	p.Extents = append([]extent.Extent(nil), p.Extents...)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.asked, c.pages = append(c.asked, asked), append(c.pages, p)
	return nil
}

// Whatever happens, a page is not given back while the reader has it, nor twice,
// and what the map, the store and the audit say is what the source said.
func TestRecycledPages(t *testing.T) {
	for seed := range uint64(60) {
		synctest.Test(t, func(t *testing.T) { recycled(t, seed) })
	}
}

func recycled(t *testing.T, seed uint64) {
	r := rand.New(rand.NewPCG(seed, 1))
	src := &poisoner{blocks: 500 + r.Int64N(2500), random: rand.New(rand.NewPCG(seed, 2)), lent: map[*extent.Extent]bool{}}
	kept := &copies{}
	opts := fetch.Options{Parallel: 1 + r.IntN(8), Timeout: time.Second, Every: []time.Duration{1, 100 * time.Millisecond, 5 * time.Second}[r.IntN(3)]}
	if r.IntN(2) == 0 {
		opts.Store = kept
	}
	truth := func(m *extent.Map) {
		t.Helper()
		for e := range m.All(0, m.Capacity()) {
			if e.Start/poisonBlock%2 != 0 || e.Start%poisonBlock != 0 || e.Length != poisonBlock {
				t.Fatalf("seed %d: %v is called changed", seed, e)
			}
		}
		if m.Complete() && m.Changed() != (src.blocks+1)/2*poisonBlock {
			t.Fatalf("seed %d: %d bytes are called changed", seed, m.Changed())
		}
	}
	m := extent.New(src.Capacity())
	f := fetch.Start(t.Context(), src, opts)
	var last fetch.Batch
	for ends := r.IntN(3); ; ends-- {
		for n := 0; ; n++ {
			b, ok := f.Next()
			if !ok {
				break
			}
			last = b
			time.Sleep(time.Duration(r.IntN(50)) * time.Millisecond) // a reader takes his time
			for _, p := range b.Pages {
				if err := m.Add(p); err != nil {
					t.Fatal(err)
				}
			}
			if ends > 0 && n == 20 {
				f.Cancel()
			}
		}
		truth(m)
		if m.Complete() {
			break
		}
		f = f.Continue(t.Context())
	}
	for _, finding := range last.Audit.Findings {
		if finding.Kind == fetch.Disagree || finding.Kind == fetch.WholeDisk || finding.Kind == fetch.Overlap {
			t.Errorf("seed %d: %+v", seed, finding)
		}
	}
	stored := extent.New(src.Capacity())
	for _, p := range kept.pages {
		if err := stored.Add(p); err != nil {
			t.Fatal(err)
		}
	}
	truth(stored)
	time.Sleep(2 * time.Minute) // for those that were left behind
	src.mu.Lock()
	defer src.mu.Unlock()
	if src.wrong != "" || src.back == 0 {
		t.Errorf("seed %d: %d pages came back. %s", seed, src.back, src.wrong)
	}
}
