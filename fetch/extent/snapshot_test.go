package extent

import (
	"sync"
	"testing"

	"pgregory.net/rapid"
)

func TestSnapshotStaysAsItWas(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		edge := edges(t)
		m, o, _ := filled(t, edge)
		s := m.Snapshot()
		for _, p := range pages(t, edge) {
			if err := m.Add(p); err != nil {
				t.Fatalf("Add(%v): %v", p, err)
			}
		}
		sound(t, m)
		sound(t, s)
		same(t, s, o)
		if got, want := (Sum{s.Changed(), s.Known()}), o.sum(0, o.capacity()); got != want {
			t.Fatalf("snapshot moved to %+v from %+v", got, want)
		}
	})
}

// Readers of one snapshot and an Add to the original get in nobody's way: the
// race detector watches.
func TestSnapshotIsReadWhileTheOriginalGrows(t *testing.T) {
	const pages, size = 64, 1 << 20
	m := New(pages * size)
	var readers sync.WaitGroup
	for i := range int64(pages) {
		at := (i * 37 % pages) * size
		if err := m.Add(Page{at, size, []Extent{{at + 4096, 4096}, {at + size - 4096, 4096}}}); err != nil {
			t.Fatal(err)
		}
		s := m.Snapshot()
		for range 2 {
			readers.Go(func() {
				if got := s.Snapshot().Sum(0, s.Capacity()); got != (Sum{(i + 1) * 8192, (i + 1) * size}) {
					t.Errorf("snapshot %d says %+v", i, got)
				}
				if n := s.Count(0, s.Capacity()); n != s.Extents() {
					t.Errorf("snapshot %d counts %d of %d extents", i, n, s.Extents())
				}
				for e := range s.All(0, s.Capacity()) {
					if got, ok := s.At(e.Start); !ok || got != e {
						t.Errorf("snapshot %d: %v at the start of %v", i, got, e)
					}
				}
			})
		}
	}
	readers.Wait()
}
