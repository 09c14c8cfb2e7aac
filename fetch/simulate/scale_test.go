package simulate_test

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"

	"cbtmap/fetch/extent"
	"cbtmap/fetch/simulate"
)

// pageAt asks for one page.
func pageAt(t testing.TB, rt soap.RoundTripper, q types.QueryChangedDiskAreas, offset int64) types.DiskChangeInfo {
	t.Helper()
	q.StartOffset = offset
	res, err := methods.QueryChangedDiskAreas(t.Context(), rt, &q)
	if err != nil {
		t.Fatal(err)
	}
	return res.Returnval
}

// count pages through an answer without keeping it. hash is of all its numbers.
func count(t testing.TB, rt soap.RoundTripper, q types.QueryChangedDiskAreas, capacity int64) (extents, pages int, hash string) {
	t.Helper()
	h := fnv.New64a()
	last := int64(-1)
	for offset := int64(0); offset < capacity; pages++ {
		page := pageAt(t, rt, q, offset)
		end := page.StartOffset + page.Length
		if page.StartOffset != offset || page.Length <= 0 || end > capacity || len(page.ChangedArea) > 2000 {
			t.Fatalf("page [%d, +%d) with %d extents", page.StartOffset, page.Length, len(page.ChangedArea))
		}
		for _, a := range page.ChangedArea {
			if a.Start <= last || a.Length <= 0 || a.Start+a.Length > end {
				t.Fatalf("extent [%d, +%d) after %d in a page up to %d", a.Start, a.Length, last, end)
			}
			last = a.Start + a.Length
		}
		extents += len(page.ChangedArea)
		fmt.Fprintln(h, page.ChangedArea[:min(1, len(page.ChangedArea))], end)
		offset = end
	}
	return extents, pages, fmt.Sprintf("%x", h.Sum64())
}

func TestScaleIsAsLargeAsPromised(t *testing.T) {
	s := start(t, simulate.Options{Scale: true, InMemory: true})
	d := diskOf(t, s, simulate.ScaleVM, "Hard disk 1")
	if d.Capacity != 62<<40 {
		t.Errorf("a disk of %d bytes", d.Capacity)
	}
	extents, pages, hash := count(t, s.Local(), question(d, 1, 2), d.Capacity)
	if extents != simulate.ScaleExtents || pages != 5000 {
		t.Errorf("%d extents in %d pages", extents, pages)
	}
	const want = "de13feddb2e332d6"
	if hash != want {
		t.Errorf("other bytes: %s", hash)
	}
	if extents, _, _ := count(t, s.Local(), question(d, 0, 1), d.Capacity); extents != simulate.ScaleExtents/10 {
		t.Errorf("%d extents in the night before", extents)
	}
}

// TestScaleAgreesWithItsWrites compares pages from anywhere, over TLS and in the
// process, with what was written: in the last night, since the beginning, and in
// both nights.
func TestScaleAgreesWithItsWrites(t *testing.T) {
	s := start(t, simulate.Options{Scale: true, Seed: 3})
	d := diskOf(t, s, simulate.ScaleVM, "Hard disk 1")
	written := [][]extent.Extent{d.Writes(0), d.Writes(1), d.Writes(2)}
	other := login(t, s)
	luck := rand.New(rand.NewPCG(1, 2))
	for _, from := range []int{1, -1, 0} {
		q := question(d, from, 2)
		for range 4 {
			offset := luck.Int64N(d.Capacity)
			page := pageAt(t, s.Local(), q, offset)
			if remote := pageAt(t, other, q, offset); !slices.Equal(remote.ChangedArea, page.ChangedArea) || remote.Length != page.Length {
				t.Fatalf("from %d: two clients that ask at %d are told different things", from, offset)
			}
			var near intervals
			end := offset + page.Length
			for _, writes := range written[from+1:] {
				near.mark(overlapping(writes, offset, end))
			}
			var want []types.DiskChangeExtent
			for _, e := range near.extents(d.Capacity) {
				start, end := max(e.Start, offset), min(e.End(), end)
				if start < end {
					want = append(want, types.DiskChangeExtent{Start: start, Length: end - start})
				}
			}
			if !slices.Equal(page.ChangedArea, want) {
				t.Fatalf("from %d at %d: %d extents, want %d; first difference %s",
					from, offset, len(page.ChangedArea), len(want), difference(page.ChangedArea, want))
			}
		}
	}
}

// overlapping are the writes to blocks of a range.
func overlapping(writes []extent.Extent, start, end int64) (some []extent.Extent) {
	for _, w := range writes {
		if w.End() > start-simulate.Granularity && w.Start < end+simulate.Granularity {
			some = append(some, w)
		}
	}
	return some
}

// BenchmarkScale is the start of a large site, and the first page of its large
// disk. kept-MB is what it takes while it serves.
func BenchmarkScale(b *testing.B) {
	vms := simulate.ScaleVMs
	if testing.Short() {
		vms = 100
	}
	var before, after runtime.MemStats
	var first time.Duration
	for b.Loop() {
		b.StopTimer()
		runtime.GC()
		runtime.ReadMemStats(&before)
		b.StartTimer()
		s, err := simulate.Start(simulate.Options{Scale: true, VMs: vms, InMemory: true})
		if err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		d := diskOf(b, s, simulate.ScaleVM, "Hard disk 1")
		asked := time.Now()
		pageAt(b, s.Local(), question(d, 1, 2), 0)
		first += time.Since(asked)
		runtime.GC()
		runtime.ReadMemStats(&after)
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
	b.ReportMetric(float64(first.Microseconds())/1000/float64(b.N), "ms/first-page")
	b.ReportMetric(float64(int64(after.HeapAlloc)-int64(before.HeapAlloc))/1e6, "kept-MB")
}

// BenchmarkScalePages is the finding of pages of the large disk, without writing
// them down.
func BenchmarkScalePages(b *testing.B) {
	s := start(b, simulate.Options{Scale: true, InMemory: true})
	d := diskOf(b, s, simulate.ScaleVM, "Hard disk 1")
	q := question(d, 1, 2)
	offset, extents := int64(0), 0
	for b.Loop() {
		page := pageAt(b, s.Local(), q, offset)
		extents += len(page.ChangedArea)
		if offset += page.Length; offset == d.Capacity {
			offset = 0
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(extents), "ns/extent")
}
