package mishap_test

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"runtime/pprof"
	"strings"
	"sync"
	"testing"
	"time"
)

var (
	mixes   = flag.Int("mixes", usual, "how many mixes of mishaps to try")
	mixSeed = flag.Uint64("mixseed", 0, "try this mix only")
	first   = flag.Uint64("firstmix", 1, "the seed of the first mix")
)

// together is how many trials run side by side: they spend their time waiting.
const together = 16

// TestMixes tries mix after mix. After each few of them it looks for goroutines
// that were left behind.
func TestMixes(t *testing.T) {
	identity()
	base := runtime.NumGoroutine()
	if *mixSeed > 0 {
		try(t, *mixSeed)
		noGoroutines(t, base, fmt.Sprintf("-mixseed %d", *mixSeed))
		return
	}
	const batch = 100
	for done := 0; done < *mixes && !t.Failed(); done += batch {
		seeds := make(chan uint64)
		var wg sync.WaitGroup
		for range together {
			wg.Go(func() {
				for seed := range seeds {
					try(t, seed)
				}
			})
		}
		n := min(batch, *mixes-done)
		for i := range n {
			seeds <- *first + uint64(done+i)
		}
		close(seeds)
		wg.Wait()
		noGoroutines(t, base, fmt.Sprintf("-firstmix %d -mixes %d", *first+uint64(done), n))
	}
}

// alone is held to write by a trial that would take the time of all others.
var alone sync.RWMutex

func try(t *testing.T, seed uint64) {
	m := newMix(seed)
	if m.dense {
		alone.Lock()
		defer alone.Unlock()
	} else {
		alone.RLock()
		defer alone.RUnlock()
	}
	dir, err := os.MkdirTemp(t.TempDir(), "")
	if err != nil {
		t.Error(err)
		return
	}
	begin := time.Now()
	if err := run(m, dir); err != nil {
		t.Errorf("%v\n\tin %s\n\t%s\n\tagain: go test ./fetch/mishap -run TestMixes -mixseed %d", err, time.Since(begin).Round(time.Millisecond), m, seed)
	}
}

// noGoroutines waits until no more are there than before.
func noGoroutines(t *testing.T, base int, again string) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); runtime.NumGoroutine() > base; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			var stacks strings.Builder
			pprof.Lookup("goroutine").WriteTo(&stacks, 1)
			t.Errorf("%d goroutines, %d before: go test ./fetch/mishap -run TestMixes %s\n%s", runtime.NumGoroutine(), base, again, &stacks)
			return
		}
	}
}
