package extent

import (
	"maps"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// A map that grows ahead of its pages is the one that was large from the start.
func TestGrownAheadOfPages(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		edge := edges(t)
		capacity := edge[len(edge)-1]
		large, small := New(capacity), New(0)
		for _, p := range pages(t, edge) {
			if p.End() > capacity {
				continue
			}
			p.Extents = slices.DeleteFunc(p.Extents, func(e Extent) bool { return e.End() > p.End() })
			small.Grow(p.End())
			for _, m := range []*Map{large, small} {
				if err := m.Add(p); err != nil {
					t.Fatal(err)
				}
			}
			sound(t, small)
		}
		small.Grow(capacity)
		sound(t, small)
		if !equal(small, large) || !maps.Equal(digest(small), digest(large)) {
			t.Fatalf("%v, want %v", digest(small), digest(large))
		}
		if x, y := small.RawExtents(), large.RawExtents(); x != y {
			t.Fatalf("%d raw extents, want %d", x, y)
		}
	})
}

// What was clipped at the old end is unknown until it is told again.
func TestGrownAfterPages(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		edge := edges(t)
		m, before, _ := filled(t, edge)
		end := before.capacity()
		if end > math.MaxInt64-4096 {
			return // no disk is larger
		}
		larger := append(slices.Clone(edge), end+1, end+4096)
		o := newOracle(larger)
		copy(o.known, before.known)
		copy(o.changed, before.changed)
		m.Grow(end + 4096)
		m.Grow(end - 1) // never back
		for range 2 {
			sound(t, m)
			agreesWithAll(t, m, o)
			p := Page{Start: 0, Length: end + 1, Extents: []Extent{{end, 1}}}
			if err := m.Add(p); err != nil {
				t.Fatal(err)
			}
			o.add(p)
		}
		if m.Complete() {
			t.Fatal("complete, yet nothing spoke for the end")
		}
	})
}

func TestGrowthKeepsBorders(t *testing.T) {
	m := mapOf(t, 1000, Page{0, 1000, []Extent{{0, 1000}}})
	if got := m.Granularity(); got != 0 {
		t.Fatalf("granularity %d of a whole disk", got)
	}
	m.Grow(1 << 20)
	if got := m.Granularity(); got != 1000 {
		t.Errorf("granularity %d, want that of the border at 1000", got)
	}
}

// agreesWithAll compares all that a map says with the oracle.
func agreesWithAll(t *rapid.T, m *Map, o *oracle) {
	same(t, m, o)
	all := o.sum(0, o.capacity())
	if got := (Sum{m.Changed(), m.Known()}); got != all || m.Sum(0, m.Capacity()) != all {
		t.Fatalf("totals %+v, want %+v", got, all)
	}
	if m.Complete() != (all.Known == o.capacity()) {
		t.Fatalf("complete is %v with %d of %d bytes known", m.Complete(), all.Known, o.capacity())
	}
	for i, s := range m.Sums(o.edge, nil) {
		if want := o.sum(o.edge[i], o.edge[i+1]); s != want {
			t.Fatalf("Sums at %d: %+v, want %+v", o.edge[i], s, want)
		}
	}
}
