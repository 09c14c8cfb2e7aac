package extent

import (
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestTotalsAgreeWithOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		edge := edges(t)
		m, o, _ := filled(t, edge)
		all := o.sum(0, o.capacity())
		got := Sum{m.Changed(), m.Known()}
		if got != all {
			t.Fatalf("totals %+v, want %+v", got, all)
		}
		if m.Complete() != (all.Known == o.capacity()) {
			t.Fatalf("complete is %v with %d of %d bytes known", m.Complete(), all.Known, o.capacity())
		}
		if want := int64(len(o.extents())); m.Extents() != want {
			t.Fatalf("%d extents, want %d", m.Extents(), want)
		}
		if m.RawExtents() < m.Extents() {
			t.Fatalf("%d raw extents, yet %d merged", m.RawExtents(), m.Extents())
		}
	})
}

func TestSumsAgreeWithOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		edge := edges(t)
		m, o, _ := filled(t, edge)
		bounds := offsets(t, edge, rapid.IntRange(1, 40).Draw(t, "bounds"))
		sums := m.Sums(bounds, nil)
		if len(sums) != len(bounds)-1 {
			t.Fatalf("%d sums for %d bounds", len(sums), len(bounds))
		}
		var total Sum
		for i, s := range sums {
			lo, hi := bounds[i], bounds[i+1]
			if want := o.sum(lo, hi); s != want {
				t.Fatalf("Sums [%d, %d): %+v, want %+v", lo, hi, s, want)
			}
			if one := m.Sum(lo, hi); s != one {
				t.Fatalf("Sums [%d, %d): %+v, Sum says %+v", lo, hi, s, one)
			}
			if back := m.Sum(hi, lo); lo != hi && back != (Sum{}) {
				t.Fatalf("Sum [%d, %d): %+v", hi, lo, back)
			}
			total = Sum{total.Changed + s.Changed, total.Known + s.Known}
		}
		if want := m.Sum(bounds[0], bounds[len(bounds)-1]); total != want {
			t.Fatalf("cells add up to %+v, the range is %+v", total, want)
		}
	})
}

func TestWalksAgreeWithOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		edge := edges(t)
		m, o, _ := filled(t, edge)
		ext, gaps := o.extents(), o.gaps()
		at := offsets(t, edge, 8)
		for _, off := range at {
			var here, next, prev []Extent
			for _, e := range ext {
				switch {
				case e.Start > off && next == nil:
					next = []Extent{e}
				case e.Start < off:
					prev = []Extent{e}
				}
				if e.Start <= off && off < e.End() {
					here = []Extent{e}
				}
			}
			agree(t, "At", off, here)(m.At(off))
			agree(t, "Next", off, next)(m.Next(off))
			agree(t, "Prev", off, prev)(m.Prev(off))
		}
		for range 8 {
			lo, hi := rapid.SampledFrom(at).Draw(t, "lo"), rapid.SampledFrom(at).Draw(t, "hi")
			want := touching(ext, lo, hi)
			if got := slices.Collect(m.All(lo, hi)); !slices.Equal(got, want) {
				t.Fatalf("All(%d, %d): %v, want %v", lo, hi, got, want)
			}
			if got := m.Count(lo, hi); got != int64(len(want)) {
				t.Fatalf("Count(%d, %d): %d, want %d", lo, hi, got, len(want))
			}
			if got, want := m.Longest(lo, hi), longest(clipped(ext, lo, hi)); got != want {
				t.Fatalf("Longest(%d, %d): %v, want %v", lo, hi, got, want)
			}
			if got, want := slices.Collect(m.Gaps(lo, hi)), clipped(gaps, lo, hi); !slices.Equal(got, want) {
				t.Fatalf("Gaps(%d, %d): %v, want %v", lo, hi, got, want)
			}
		}
	})
}

// Bounds that do not ascend get no sum, and harm none of those after them.
func TestSumsOfUnsortedBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		edge := edges(t)
		m, _, _ := filled(t, edge)
		bounds := rapid.Permutation(offsets(t, edge, 12)).Draw(t, "bounds")
		for i, s := range m.Sums(bounds, nil) {
			if want := m.Sum(bounds[i], bounds[i+1]); s != want {
				t.Fatalf("Sums [%d, %d): %+v, want %+v", bounds[i], bounds[i+1], s, want)
			}
		}
	})
}

func TestSumsFillsWhatItIsGiven(t *testing.T) {
	m := striped(1000, 0)
	bounds := []int64{-5, 0, 4, 400, 4000, 9000}
	room := make([]Sum, 3, len(bounds))
	got := m.Sums(bounds, room)
	want := []Sum{{}, {2, 4}, {198, 396}, {1800, 3600}, {}}
	if !slices.Equal(got, want) || &got[0] != &room[0] {
		t.Errorf("got %v in a new place: %v, want %v", got, &got[0] != &room[0], want)
	}
	if n := testing.AllocsPerRun(10, func() { m.Sums(bounds, room) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
	for _, few := range [][]int64{nil, {7}} {
		if got := m.Sums(few, room); len(got) != 0 {
			t.Errorf("Sums(%v): %v", few, got)
		}
	}
}

// agree compares an optional extent with a list of at most one.
func agree(t *rapid.T, what string, off int64, want []Extent) func(Extent, bool) {
	return func(got Extent, ok bool) {
		if ok != (want != nil) || ok && got != want[0] {
			t.Fatalf("%s(%d): %v %v, want %v", what, off, got, ok, want)
		}
	}
}

// Whatever the order and however often: the same answers.
func TestOrderAndRepetitionDoNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		edge := edges(t)
		a, _, list := filled(t, edge)
		b := New(a.Capacity())
		again := append(slices.Clone(list), list...)
		shuffle := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "order"), 0))
		shuffle.Shuffle(len(again), func(i, j int) { again[i], again[j] = again[j], again[i] })
		for _, p := range again {
			if err := b.Add(p); err != nil {
				t.Fatalf("Add(%v): %v", p, err)
			}
		}
		sound(t, b)
		if x, y := digest(a), digest(b); !maps.Equal(x, y) {
			t.Fatalf("in order %v, shuffled %v", x, y)
		}
		if x, y := slices.Collect(a.All(0, a.Capacity())), slices.Collect(b.All(0, b.Capacity())); !slices.Equal(x, y) {
			t.Fatalf("in order %v, shuffled %v", x, y)
		}
		if x, y := slices.Collect(a.Gaps(0, a.Capacity())), slices.Collect(b.Gaps(0, b.Capacity())); !slices.Equal(x, y) {
			t.Fatalf("gaps in order %v, shuffled %v", x, y)
		}
		pages, raw := b.Pages(), b.RawExtents()
		for _, p := range list {
			if err := b.Add(p); err != nil {
				t.Fatalf("Add(%v): %v", p, err)
			}
		}
		if b.Pages() != pages || b.RawExtents() != raw {
			t.Fatalf("repeats moved pages %d to %d, raw extents %d to %d", pages, b.Pages(), raw, b.RawExtents())
		}
	})
}

// digest is every total that does not depend on the order of pages.
func digest(m *Map) map[string]int64 {
	return map[string]int64{
		"known": m.Known(), "changed": m.Changed(), "extents": m.Extents(), "granularity": m.Granularity(),
	}
}
