package extent

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

var setOps = map[string]struct {
	do func(a, b *Map) *Map
	is func(a, b bool) bool
}{
	"union":        {Union, func(a, b bool) bool { return a || b }},
	"intersection": {Intersection, func(a, b bool) bool { return a && b }},
	"difference":   {Difference, func(a, b bool) bool { return a && !b }},
}

func TestSetOperationsAgreeWithOracle(t *testing.T) {
	for name, op := range setOps {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				edge := edges(t)
				a, oa, _ := filled(t, edge)
				// The second disk may be an earlier, smaller one.
				smaller := edge[:rapid.IntRange(2, len(edge)).Draw(t, "cells of b")]
				b, ob, _ := filled(t, smaller)
				got, want := op.do(a, b), newOracle(edge)
				for i := range ob.known {
					want.known[i] = oa.known[i] && ob.known[i]
					want.changed[i] = want.known[i] && op.is(oa.changed[i], ob.changed[i])
				}
				sound(t, got)
				same(t, got, want)
				if got.RawExtents() != got.Extents() {
					t.Fatalf("%d raw extents, %d merged", got.RawExtents(), got.Extents())
				}
				if n := len(want.runs(func(i int) bool { return want.known[i] })); got.Pages() != n {
					t.Fatalf("%d pages, want %d", got.Pages(), n)
				}
				if g := got.Granularity(); g != 0 && (a.Granularity()%g != 0 || b.Granularity()%g != 0) {
					t.Fatalf("grain %d of %d and %d", g, a.Granularity(), b.Granularity())
				}
				if back := op.do(b, a); name != "difference" && !equal(back, got) {
					t.Fatalf("differs with the maps swapped")
				}
			})
		})
	}
}

// same fails unless the map says byte for byte what the oracle says.
func same(t *rapid.T, m *Map, o *oracle) {
	if m.Capacity() != o.capacity() {
		t.Fatalf("capacity %d, want %d", m.Capacity(), o.capacity())
	}
	if got, want := slices.Collect(m.All(0, m.Capacity())), o.extents(); !slices.Equal(got, want) {
		t.Fatalf("extents %v, want %v", got, want)
	}
	if got, want := slices.Collect(m.Gaps(0, m.Capacity())), o.gaps(); !slices.Equal(got, want) {
		t.Fatalf("gaps %v, want %v", got, want)
	}
}

// equal says whether two maps agree on every byte.
func equal(a, b *Map) bool {
	return a.Capacity() == b.Capacity() &&
		slices.Equal(slices.Collect(a.All(0, a.Capacity())), slices.Collect(b.All(0, b.Capacity()))) &&
		slices.Equal(slices.Collect(a.Gaps(0, a.Capacity())), slices.Collect(b.Gaps(0, b.Capacity())))
}

// More extents than one stretch may hold come out as they went in.
func TestSetOperationsOnLongStretches(t *testing.T) {
	const n = 3*maxExtents + 7
	a, b := striped(n, 0), striped(n, 1)
	for name, want := range map[string]int64{"union": n * 3, "intersection": n, "difference": n} {
		got := setOps[name].do(a, b)
		sound(t, got)
		if got.Changed() != want || !got.Complete() || got.Extents() != n {
			t.Errorf("%s: %d bytes in %d extents, want %d in %d", name, got.Changed(), got.Extents(), want, n)
		}
	}
}

// striped has two changed bytes in every four, from the given one on.
func striped(n int, from int64) *Map {
	m := New(int64(n) * 4)
	p := Page{Length: m.Capacity()}
	for i := range int64(n) {
		p.Extents = append(p.Extents, Extent{i*4 + from, 2})
	}
	if err := m.Add(p); err != nil {
		panic(err)
	}
	return m
}
