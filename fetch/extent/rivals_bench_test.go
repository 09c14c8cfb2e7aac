package extent

import (
	"math/rand/v2"
	"runtime"
	"testing"
	"time"
)

// rivalSizes are the numbers of extents that rivals are measured with.
func rivalSizes() map[string]int {
	if testing.Short() {
		return map[string]int{"10k": 10_000}
	}
	return map[string]int{"1M": 1_000_000, "10M": 10_000_000}
}

// BenchmarkRivals measures the map against a sorted slice with prefix sums and a
// B-tree, all doing the same jobs with the same pages of 2,000 extents:
//
//	inorder     ns/page   an empty structure takes in all pages, ascending, and
//	                      then says how much of the whole disk changed
//	outoforder  ns/page   a structure that holds all pages but one, somewhere, takes
//	                      in that one
//	            ns/total  and then says how much of the disk changed: it is asked as
//	                      of any range, for a total that is kept answers this
//	                      question and not one about a cell
//	frame       ns/frame  the sums of 24,000 samples of the whole disk
//	middle      ns/frame  of a thousandth of it, where changes are
//	deep        ns/frame  of one grain a sample
//	next        ns/op     the first extent after a random offset
//	memory      B/extent  heap in use right after all pages came, out of order, and a
//	                      first sum, with the room that a structure holds to grow
func BenchmarkRivals(b *testing.B) {
	jobs := []struct {
		name string
		run  func(b *testing.B, w *workload, empty func(capacity int64) rival)
	}{
		{"inorder", rivalInOrder},
		{"outoforder", rivalOutOfOrder},
		{"frame", func(b *testing.B, w *workload, empty func(int64) rival) { rivalFrame(b, w, empty, 0) }},
		{"middle", func(b *testing.B, w *workload, empty func(int64) rival) { rivalFrame(b, w, empty, 1) }},
		{"deep", func(b *testing.B, w *workload, empty func(int64) rival) { rivalFrame(b, w, empty, 2) }},
		{"next", rivalNext},
		{"memory", rivalMemory},
	}
	for _, job := range jobs {
		b.Run(job.name, func(b *testing.B) {
			for _, r := range rivals {
				b.Run(r.name, func(b *testing.B) {
					for _, name := range []string{"10k", "1M", "10M"} {
						if n, ok := rivalSizes()[name]; ok {
							b.Run(name, func(b *testing.B) { job.run(b, load(n), r.empty) })
						}
					}
				})
			}
		})
	}
}

// fillRival is a structure that holds the given pages.
func fillRival(w *workload, empty func(capacity int64) rival, pages []Page) rival {
	s := empty(w.capacity)
	for _, p := range pages {
		s.add(p)
	}
	return s
}

func rivalInOrder(b *testing.B, w *workload, empty func(int64) rival) {
	for b.Loop() {
		fillRival(w, empty, w.pages).sum(0, w.capacity)
	}
	report(b, b.Elapsed(), b.N*len(w.pages), "ns/page")
}

func rivalOutOfOrder(b *testing.B, w *workload, empty func(int64) rival) {
	s := fillRival(w, empty, w.pages)
	r := rand.New(rand.NewPCG(4, 4))
	var adding, summing time.Duration
	for b.Loop() {
		p := w.pages[r.IntN(len(w.pages))]
		s.drop(p)
		s.sum(0, w.capacity)
		begun := time.Now()
		s.add(p)
		added := time.Now()
		s.sum(0, w.capacity)
		adding += added.Sub(begun)
		summing += time.Since(added)
	}
	report(b, adding, b.N, "ns/page")
	report(b, summing, b.N, "ns/total")
}

func rivalFrame(b *testing.B, w *workload, empty func(int64) rival, view int) {
	s := fillRival(w, empty, w.pages)
	bounds := w.views()[view].bounds
	dst := s.sums(bounds, nil)
	for b.Loop() {
		dst = s.sums(bounds, dst)
	}
	report(b, b.Elapsed(), b.N, "ns/frame")
}

func rivalNext(b *testing.B, w *workload, empty func(int64) rival) {
	s := fillRival(w, empty, w.pages)
	r := rand.New(rand.NewPCG(3, 3))
	s.sum(0, w.capacity)
	for b.Loop() {
		s.next(r.Int64N(w.capacity))
	}
}

func rivalMemory(b *testing.B, w *workload, empty func(int64) rival) {
	pages := w.mixed()
	var bytes int64
	for b.Loop() {
		before := heapInUse()
		s := fillRival(w, empty, pages)
		s.sum(0, w.capacity)
		bytes = heapInUse() - before
		runtime.KeepAlive(s)
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(bytes)/float64(w.extents), "B/extent")
}

// heapInUse is what a garbage collection leaves on the heap, in bytes.
func heapInUse() int64 {
	var s runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&s)
	return int64(s.HeapAlloc)
}

// report gives the time of one of n in place of that of a loop.
func report(b *testing.B, spent time.Duration, n int, unit string) {
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(spent.Nanoseconds())/float64(n), unit)
}
