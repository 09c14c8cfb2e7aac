package extent

import (
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
)

const (
	benchGrain  = 64 << 10
	benchPage   = 2000 // extents a server puts into a reply
	benchFrame  = 24_000
	benchReader = 8
)

// A workload is what a busy guest leaves behind on 62 TiB: bursts of some 200
// short extents, now and then a long one, far apart by heavy-tailed gaps; cut
// into pages as a server cuts them.
type workload struct {
	capacity int64
	extents  int64
	burst    int64 // where a burst in the middle begins
	pages    []Page
}

var workloads = map[int]*workload{}

func load(n int) *workload {
	if w := workloads[n]; w != nil {
		return w
	}
	r := rand.New(rand.NewPCG(1, uint64(n)))
	const capacity = int64(62 << 40)
	all := make([]Extent, 0, n)
	mean := float64(capacity/benchGrain) / float64(n/200+1) / 4
	var at int64
	for len(all) < n {
		at += 1 + int64(min(mean*math.Pow(r.Float64(), -0.6), 200*mean))
		for range min(100+r.IntN(200), n-len(all)) {
			length := 1 + int64(r.ExpFloat64()*2)
			if r.IntN(100) == 0 {
				length += int64(r.IntN(64))
			}
			all = append(all, Extent{at * benchGrain, length * benchGrain})
			at += length + 1 + int64(r.ExpFloat64()*6)
		}
	}
	w := &workload{capacity: max(capacity, at*benchGrain), extents: int64(n), burst: all[n/2].Start}
	lo := int64(0)
	for len(all) > 0 {
		k := min(benchPage, len(all))
		hi := all[k-1].End()
		if k == len(all) {
			hi = w.capacity
		}
		w.pages = append(w.pages, Page{lo, hi - lo, all[:k]})
		lo, all = hi, all[k:]
	}
	workloads[n] = w
	return w
}

// mixed is the order in which readers send pages, each in order within its own
// share of the disk.
func (w *workload) mixed() []Page {
	var readers [][]Page
	for c := range slices.Chunk(w.pages, (len(w.pages)+benchReader-1)/benchReader) {
		readers = append(readers, c)
	}
	r := rand.New(rand.NewPCG(2, 2))
	var mixed []Page
	for len(readers) > 0 {
		i := r.IntN(len(readers))
		mixed = append(mixed, readers[i][0])
		if readers[i] = readers[i][1:]; len(readers[i]) == 0 {
			readers = slices.Delete(readers, i, i+1)
		}
	}
	return mixed
}

func (w *workload) fill(b *testing.B, pages []Page) *Map {
	m := New(w.capacity)
	for _, p := range pages {
		if err := m.Add(p); err != nil {
			b.Fatal(err)
		}
	}
	return m
}

func sizes(b *testing.B, f func(b *testing.B, w *workload)) {
	for _, n := range []int{10_000, 1_000_000, 10_000_000} {
		b.Run(fmt.Sprintf("extents=%d", n), func(b *testing.B) { f(b, load(n)) })
	}
}

func BenchmarkAddInOrder(b *testing.B) {
	sizes(b, func(b *testing.B, w *workload) { benchAdd(b, w, w.pages) })
}

func BenchmarkAddOutOfOrder(b *testing.B) {
	sizes(b, func(b *testing.B, w *workload) { benchAdd(b, w, w.mixed()) })
}

func benchAdd(b *testing.B, w *workload, pages []Page) {
	b.ReportAllocs()
	var m *Map
	for b.Loop() {
		m = w.fill(b, pages)
	}
	each := float64(b.Elapsed().Nanoseconds()) / float64(b.N)
	b.ReportMetric(each/float64(len(pages)), "ns/page")
	b.ReportMetric(each/float64(w.extents), "ns/extent")
	runtime.KeepAlive(m)
	b.ReportMetric(footprint(b, w, pages), "B/extent")
}

// footprint is what a loaded map keeps on the heap, index included, by extent.
func footprint(b *testing.B, w *workload, pages []Page) float64 {
	before := heapInUse()
	m := w.fill(b, pages)
	m.sync()
	after := heapInUse()
	runtime.KeepAlive(m)
	return float64(after-before) / float64(w.extents)
}

// A view is a part of the disk as a screen shows it, in 24,000 samples.
type view struct {
	name   string
	bounds []int64
}

// views are all of the disk, a thousandth of it where changes are, and there again
// one grain a sample.
func (w *workload) views() []view {
	cut := func(name string, lo, span int64) view {
		v := view{name, make([]int64, benchFrame+1)}
		lo = min(lo, w.capacity-span)
		for i := range v.bounds {
			v.bounds[i] = lo + span/benchFrame*int64(i)
		}
		return v
	}
	return []view{
		cut("whole", 0, w.capacity),
		cut("middle", w.burst, w.capacity/1000),
		cut("deepest", w.burst, benchFrame*benchGrain),
	}
}

func BenchmarkFrame(b *testing.B) {
	sizes(b, func(b *testing.B, w *workload) {
		m := w.fill(b, w.pages)
		for _, view := range w.views() {
			dst := make([]Sum, 0, benchFrame)
			b.Run(view.name, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					dst = m.Sums(view.bounds, dst)
				}
			})
		}
	})
}

// BenchmarkFrameWhileLoading draws the whole disk after every page: what the
// index and the totals cost while they move.
func BenchmarkFrameWhileLoading(b *testing.B) {
	sizes(b, func(b *testing.B, w *workload) {
		pages := w.mixed()
		bounds := make([]int64, benchFrame+1)
		for i := range bounds {
			bounds[i] = w.capacity / benchFrame * int64(i)
		}
		var dst []Sum
		b.ReportAllocs()
		for m, i := New(w.capacity), 0; b.Loop(); i++ {
			if i == len(pages) {
				m, i = New(w.capacity), 0
			}
			if err := m.Add(pages[i]); err != nil {
				b.Fatal(err)
			}
			dst = m.Sums(bounds, dst)
		}
	})
}

func BenchmarkNext(b *testing.B) {
	sizes(b, func(b *testing.B, w *workload) {
		m := w.fill(b, w.pages)
		r := rand.New(rand.NewPCG(3, 3))
		b.ReportAllocs()
		for b.Loop() {
			m.Next(r.Int64N(w.capacity))
		}
	})
}

// BenchmarkFirstGap is what a reader pays to learn where to go on.
func BenchmarkFirstGap(b *testing.B) {
	sizes(b, func(b *testing.B, w *workload) {
		m := w.fill(b, w.pages[:len(w.pages)-1])
		b.ReportAllocs()
		for b.Loop() {
			for range m.Gaps(0, w.capacity) {
				break
			}
		}
	})
}

func BenchmarkLongest(b *testing.B) {
	sizes(b, func(b *testing.B, w *workload) {
		m := w.fill(b, w.pages)
		b.ReportAllocs()
		for b.Loop() {
			m.Longest(1, w.capacity-1)
		}
	})
}

func BenchmarkSnapshot(b *testing.B) {
	sizes(b, func(b *testing.B, w *workload) {
		m := w.fill(b, w.mixed())
		b.ReportAllocs()
		for b.Loop() {
			m.Snapshot()
		}
	})
}

func BenchmarkUnion(b *testing.B) {
	sizes(b, func(b *testing.B, w *workload) {
		m := w.fill(b, w.pages)
		other := w.fill(b, w.pages[:len(w.pages)/2+1])
		b.ReportAllocs()
		for b.Loop() {
			Union(m, other)
		}
	})
}
