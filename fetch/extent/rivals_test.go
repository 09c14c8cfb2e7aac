package extent

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/tidwall/btree"
)

// A rival is a change map as many would write it. It does less than a Map: pages
// must not overlap, nothing is said of what is known, and neighbours stay apart.
type rival interface {
	add(p Page)                            // a page of which no other has spoken
	drop(p Page)                           // takes it out again, for a benchmark to add it anew
	sum(lo, hi int64) int64                // changed bytes of [lo, hi)
	sums(bounds []int64, dst []Sum) []Sum  // the same between neighbouring bounds, Changed alone counts
	next(off int64) (e Extent, found bool) // the first extent that starts after off
}

var rivals = []struct {
	name  string
	empty func(capacity int64) rival
}{
	{"map", func(capacity int64) rival { return &ours{New(capacity)} }},
	{"slice", func(int64) rival { return &sorted{} }},
	{"btree", func(int64) rival { return newTree() }},
}

// ours is the Map itself.
type ours struct{ m *Map }

func (o *ours) add(p Page) {
	if err := o.m.Add(p); err != nil {
		panic(err)
	}
}

func (o *ours) drop(p Page) {
	i, j := o.m.overlap(p.Start, p.End())
	o.m.splice(i, j, nil)
}

func (o *ours) sum(lo, hi int64) int64                { return o.m.Sum(lo, hi).Changed }
func (o *ours) sums(bounds []int64, dst []Sum) []Sum  { return o.m.Sums(bounds, dst) }
func (o *ours) next(off int64) (e Extent, found bool) { return o.m.Next(off) }

// sorted is one slice in order, with prefix sums that are brought up to date from
// the place of the last change on when somebody asks.
type sorted struct {
	ext    []Extent
	before []int64 // changed bytes before each extent, true for the first clean of them
	clean  int
}

func (s *sorted) add(p Page) {
	i := s.rank(p.Start)
	s.ext = slices.Insert(s.ext, i, p.Extents...)
	s.clean = min(s.clean, i)
}

func (s *sorted) drop(p Page) {
	i, j := s.rank(p.Start), s.rank(p.End())
	s.ext = slices.Delete(s.ext, i, j)
	s.clean = min(s.clean, i)
}

func (s *sorted) sync() {
	if s.clean == len(s.ext) {
		return
	}
	var sum int64
	if i := s.clean - 1; i >= 0 {
		sum = s.before[i] + s.ext[i].Length
	}
	s.before = slices.Grow(s.before[:s.clean], len(s.ext)-s.clean)
	for _, e := range s.ext[s.clean:] {
		s.before = append(s.before, sum)
		sum += e.Length
	}
	s.clean = len(s.ext)
}

// rank is the number of extents that start before off.
func (s *sorted) rank(off int64) int {
	i, _ := slices.BinarySearchFunc(s.ext, off, func(e Extent, off int64) int { return cmp.Compare(e.Start, off) })
	return i
}

// upTo is the number of changed bytes before off, given rank(off).
func (s *sorted) upTo(off int64, rank int) int64 {
	if rank == 0 {
		return 0
	}
	e := s.ext[rank-1]
	return s.before[rank-1] + min(e.Length, off-e.Start)
}

func (s *sorted) sum(lo, hi int64) int64 {
	s.sync()
	return s.upTo(hi, s.rank(hi)) - s.upTo(lo, s.rank(lo))
}

// sums looks for each bound ahead of the last, in strides that double.
func (s *sorted) sums(bounds []int64, dst []Sum) []Sum {
	s.sync()
	dst = dst[:0]
	rank := s.rank(bounds[0])
	last := s.upTo(bounds[0], rank)
	for _, b := range bounds[1:] {
		stride := 1
		for rank+stride <= len(s.ext) && s.ext[rank+stride-1].Start < b {
			rank += stride
			stride *= 2
		}
		for to := min(rank+stride, len(s.ext)); rank < to; {
			if mid := int(uint(rank+to) >> 1); s.ext[mid].Start < b {
				rank = mid + 1
			} else {
				to = mid
			}
		}
		sum := s.upTo(b, rank)
		dst = append(dst, Sum{Changed: sum - last})
		last = sum
	}
	return dst
}

func (s *sorted) next(off int64) (Extent, bool) {
	i := s.rank(off + 1)
	if i == len(s.ext) {
		return Extent{}, false
	}
	return s.ext[i], true
}

// tree is a B-tree of extents. It has no sums for its branches, so every question
// about a range is a walk through it.
type tree struct {
	*btree.BTreeG[Extent]
	hint btree.PathHint
}

func newTree() *tree {
	byStart := func(a, b Extent) bool { return a.Start < b.Start }
	return &tree{BTreeG: btree.NewBTreeGOptions(byStart, btree.Options{NoLocks: true})}
}

func (t *tree) add(p Page) {
	for _, e := range p.Extents {
		t.SetHint(e, &t.hint)
	}
}

func (t *tree) drop(p Page) {
	for _, e := range p.Extents {
		t.DeleteHint(e, &t.hint)
	}
}

// touching yields the extents that may share bytes with [lo, hi).
func (t *tree) touching(lo, hi int64, yield func(Extent)) {
	first := Extent{Start: lo}
	t.Descend(first, func(e Extent) bool {
		first = e
		return false
	})
	t.Ascend(first, func(e Extent) bool {
		if e.Start >= hi {
			return false
		}
		yield(e)
		return true
	})
}

func (t *tree) sum(lo, hi int64) (sum int64) {
	t.touching(lo, hi, func(e Extent) { sum += max(min(e.End(), hi)-max(e.Start, lo), 0) })
	return sum
}

func (t *tree) sums(bounds []int64, dst []Sum) []Sum {
	n := len(bounds) - 1
	dst = slices.Grow(dst[:0], n)[:n]
	clear(dst)
	i := 0 // the first range that does not end before the extent
	t.touching(bounds[0], bounds[n], func(e Extent) {
		for bounds[i+1] <= e.Start {
			i++
		}
		for k := i; k < n && bounds[k] < e.End(); k++ {
			dst[k].Changed += max(min(e.End(), bounds[k+1])-max(e.Start, bounds[k]), 0)
		}
	})
	return dst
}

func (t *tree) next(off int64) (next Extent, found bool) {
	t.Ascend(Extent{Start: off + 1}, func(e Extent) bool {
		next, found = e, true
		return false
	})
	return next, found
}

// What is measured against each other gives the same answers.
func TestRivalsAgree(t *testing.T) {
	w := load(100_000)
	r := rand.New(rand.NewPCG(7, 7))
	var all []rival
	for _, c := range rivals {
		all = append(all, c.empty(w.capacity))
	}
	agree := func() {
		for range 200 {
			a, b := r.Int64N(w.capacity), r.Int64N(w.capacity)
			lo, hi := min(a, b), max(a, b)
			if r.IntN(2) == 0 { // some places are busier than most
				lo = w.burst + r.Int64N(1<<24)
				hi = lo + r.Int64N(1<<26)
			}
			sum := all[0].sum(lo, hi)
			next, found := all[0].next(lo)
			for i, other := range all[1:] {
				if got := other.sum(lo, hi); got != sum {
					t.Fatalf("[%d, %d): %s says %d, the map %d", lo, hi, rivals[i+1].name, got, sum)
				}
				if e, ok := other.next(lo); e != next || ok != found {
					t.Fatalf("after %d: %s says %v, %v, the map %v, %v", lo, rivals[i+1].name, e, ok, next, found)
				}
			}
		}
		for _, v := range w.views() {
			want := all[0].sums(v.bounds, nil)
			for i, other := range all[1:] {
				for k, got := range other.sums(v.bounds, nil) {
					if got.Changed != want[k].Changed {
						t.Fatalf("%s, cell %d: %s says %d, the map %d", v.name, k, rivals[i+1].name, got.Changed, want[k].Changed)
					}
				}
			}
		}
	}
	for i, p := range w.mixed() {
		for _, c := range all {
			c.add(p)
		}
		if i%10 == 0 {
			agree()
		}
	}
	for _, p := range w.pages[10:13] {
		for _, c := range all {
			c.drop(p)
		}
	}
	agree()
}
