package cache_test

import (
	"math/rand/v2"
	"sync"
	"testing"

	"cbtmap/fetch/cache"
)

// TestTogether: any number of runs on one folder, on the same intervals and
// short of room, read only what one of them kept, and nobody is warned of
// damage. Each Cache stands for a process: they share nothing but the folder.
func TestTogether(t *testing.T) {
	dir := t.TempDir()
	var wg sync.WaitGroup
	for p := range 6 {
		wg.Go(func() {
			random := rand.New(rand.NewPCG(1, uint64(p)))
			for range 40 {
				limit := int64(1 << 20)
				if p == 0 {
					limit = 3000
				}
				e, err := cache.Open(dir, limit).Interval(interval(random.IntN(3)))
				if err != nil {
					t.Error(err)
					return
				}
				for asked, page := range e.Replies() {
					if got := (reply{asked, page}); !got.equal(numbered(int(asked >> 30))) {
						t.Errorf("nobody kept %v", got)
					}
				}
				for range random.IntN(8) {
					r := numbered(random.IntN(100))
					if err := e.Keep(r.asked, r.page); err != nil && p != 0 {
						t.Error(err)
					}
				}
				if err := e.Close(); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if bad := files(t, dir, "*.damaged"); len(bad) > 0 {
		t.Errorf("%d files are damaged", len(bad))
	}
}

// TestOneCacheManyEntries: the entries of one Cache share its books.
func TestOneCacheManyEntries(t *testing.T) {
	dir := t.TempDir()
	const limit = 20000
	c := cache.Open(dir, limit)
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			e, err := c.Interval(interval(i % 4))
			if err != nil {
				t.Error(err)
				return
			}
			defer e.Close()
			for n := range 20 {
				if err := e.Keep(numbered(n).asked, numbered(n).page); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if now := size(t, dir); now > limit {
		t.Errorf("%d bytes, and the limit is %d", now, limit)
	}
	for i := range 4 {
		if got, err := kept(t, dir, interval(i)); len(got) != 20 || err != nil {
			t.Errorf("interval %d has %d replies, %v", i, len(got), err)
		}
	}
}
