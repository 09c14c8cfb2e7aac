package extent

import (
	"fmt"
	"runtime"
	"slices"
	"testing"
)

// batched is the workload in pages of n extents, as a file may hand them out.
func (w *workload) batched(n int) (pages []Page) {
	var all []Extent
	for _, p := range w.pages {
		all = append(all, p.Extents...)
	}
	lo := int64(0)
	for some := range slices.Chunk(all, n) {
		hi := some[len(some)-1].End()
		pages = append(pages, Page{lo, hi - lo, some})
		lo = hi
	}
	return pages
}

// An Add leaves behind what the map keeps and next to nothing besides, so that a
// map never takes much more than nine bytes an extent, also while it is loaded.
func TestMemoryOfAMap(t *testing.T) {
	const n = 400_000
	w := load(n)
	for _, size := range []int{1000, 1024, benchPage, 2048, maxExtents, 50_000, n} {
		t.Run(fmt.Sprint(size), func(t *testing.T) {
			pages := w.batched(size)
			var before, added, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			m := New(w.capacity)
			for _, p := range pages {
				if err := m.Add(p); err != nil {
					t.Fatal(err)
				}
			}
			runtime.ReadMemStats(&added)
			m.sync()
			runtime.GC()
			runtime.ReadMemStats(&after)
			runtime.KeepAlive(pages)
			kept := float64(int64(after.HeapAlloc)-int64(before.HeapAlloc)) / n
			made := float64(added.TotalAlloc-before.TotalAlloc) / n
			if kept > 8.6 {
				t.Errorf("%.2f bytes an extent are kept", kept)
			}
			if made > kept+0.1 {
				t.Errorf("%.2f bytes an extent were allocated to keep %.2f", made, kept)
			}
			if m.Extents() != n {
				t.Errorf("%d extents, want %d", m.Extents(), n)
			}
		})
	}
}
