package extent

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// However many parts a range is gone through in, its figures are the same.
func TestStatsInParts(t *testing.T) {
	most := 0
	rapid.Check(t, func(t *rapid.T) {
		edge := edges(t)
		m, _, _ := filled(t, edge)
		at := []int64{0, m.Capacity()} // or a part of it, which lies in fewer stretches
		if rapid.Bool().Draw(t, "some") {
			at = offsets(t, edge, 2)
		}
		want := stats(t, m, at[0], at[1])
		lo, hi := want.Range.Start, want.Range.End()
		bounds := m.parts(lo, hi, rapid.IntRange(1, 6).Draw(t, "parts"), 1)
		if bounds[0] != lo || bounds[len(bounds)-1] != hi || !slices.IsSorted(bounds) {
			t.Fatalf("[%d, %d) in parts is %v", lo, hi, bounds)
		}
		most = max(most, len(bounds)-1)
		sameInParts(t, m, bounds, want)
	})
	if most < 2 {
		t.Error("every range was in one part")
	}
}

func sameInParts(t rapid.TB, m *Map, bounds []int64, want Stats) {
	t.Helper()
	got, err := m.statsOf(context.Background(), bounds)
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Fatalf("in parts at %v: %+v, %v, want %+v", bounds, got, err, want)
	}
}

// Stretches that are hot, joined, and equally so, across the borders of parts.
func TestHotSpotsInParts(t *testing.T) {
	across := false
	rapid.Check(t, func(t *rapid.T) {
		m, at := New(1<<40), int64(0)
		for range rapid.IntRange(1, 60).Draw(t, "pages") {
			p := Page{Start: at}
			for range rapid.IntRange(0, 3).Draw(t, "extents") {
				at += int64(1) << rapid.SampledFrom([]int{0, 4, 8, 16, 17, 20}).Draw(t, "gap")
				length := rapid.Int64Range(1, 3).Draw(t, "length") << rapid.SampledFrom([]int{0, 15, 16, 17, 24}).Draw(t, "unit")
				p.Extents = append(p.Extents, Extent{at, length})
				at += length
			}
			p.Length = at - p.Start
			if err := m.Add(p); err != nil {
				t.Fatal(err)
			}
		}
		want := stats(t, m, 0, at)
		bounds := m.parts(0, at, rapid.IntRange(2, 6).Draw(t, "parts"), 1)
		sameInParts(t, m, bounds, want)
		for _, h := range want.HotSpots {
			across = across || slices.ContainsFunc(bounds, func(b int64) bool { return h.Start < b && b < h.Start+h.Length })
		}
	})
	if !across {
		t.Error("no hot spot ever lay in two parts")
	}
}

// paged is a map of so many pages with so many extents each.
func paged(t *testing.T, pages, each int64) *Map {
	t.Helper()
	m := New(pages * each * 4)
	for i := range pages {
		p := Page{Start: i * each * 4, Length: each * 4}
		for k := range each {
			p.Extents = append(p.Extents, Extent{p.Start + k*4 + 1, 2})
		}
		if err := m.Add(p); err != nil {
			t.Fatal(err)
		}
	}
	return m
}

// A range is in as many parts as are worth it, and an extent is in one of them.
func TestParts(t *testing.T) {
	m := paged(t, 100, 10)
	for _, c := range []struct{ most, least, want int }{
		{1, 1, 1}, {0, 1, 1}, {2, 1, 2}, {4, 250, 4}, {4, 251, 3}, {4, 501, 1}, {100, 1, mostParts},
	} {
		bounds := m.parts(0, m.Capacity(), c.most, c.least)
		if got := len(bounds) - 1; got != c.want {
			t.Errorf("at most %d of at least %d extents: %d, want %d", c.most, c.least, got, c.want)
		}
		for i := range bounds[1:] {
			if n := m.Count(bounds[i], bounds[i+1]); n < int64(c.least) && n < m.Extents() {
				t.Errorf("at least %d extents: %d between %d and %d", c.least, n, bounds[i], bounds[i+1])
			}
		}
	}
	one := New(100)
	for i := range int64(10) {
		if err := one.Add(Page{10 * i, 10, []Extent{{10 * i, 10}}}); err != nil {
			t.Fatal(err)
		}
	}
	if bounds := one.parts(0, 100, 4, 1); !slices.Equal(bounds, []int64{0, 100}) {
		t.Errorf("one extent in parts at %v", bounds)
	}
}

// A context ends the work in all parts, and its error is that of the whole.
func TestStatsInPartsStop(t *testing.T) {
	m := paged(t, 100, 100)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	s, err := m.statsOf(ctx, m.parts(0, m.Capacity(), 4, 1))
	if !errors.Is(err, context.Canceled) || !reflect.DeepEqual(s, Stats{}) {
		t.Errorf("%v, %+v", err, s)
	}
}
