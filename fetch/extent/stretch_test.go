package extent

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Extents that no single pair of 32-bit columns can hold are split into several
// stretches, and nobody sees it.
func TestUnitOverflow(t *testing.T) {
	const tib = 1 << 40
	for name, ext := range map[string][]Extent{
		"odd and far apart":     {{1, 1}, {31*tib + 3, 2}, {62*tib - 5, 1}},
		"odd and huge":          {{1, 62*tib - 3}},
		"one byte short":        {{0, 62*tib - 1}},
		"odd length in front":   {{0, 5*tib + 1}, {6 * tib, 65536}, {7 * tib, tib}},
		"just fits":             {{0, math.MaxUint32}},
		"just does not":         {{0, math.MaxUint32 + 2}},
		"start just fits":       {{0, 1}, {math.MaxUint32 - 1, 1}},
		"start just does not":   {{0, 1}, {math.MaxUint32, 1}},
		"a sector grid":         {{512, 1024}, {62*tib - 512, 512}},
		"all of int64, but odd": {{1, math.MaxInt64 - 1}},
	} {
		t.Run(name, func(t *testing.T) {
			m := mapOf(t, math.MaxInt64, Page{0, math.MaxInt64, slices.Clone(ext)})
			if got := slices.Collect(m.All(0, math.MaxInt64)); !slices.Equal(got, ext) {
				t.Fatalf("got %v, want %v", got, ext)
			}
			if !m.Complete() || m.Pages() != 1 || m.Extents() != int64(len(ext)) || m.RawExtents() != int64(len(ext)) {
				t.Errorf("complete %v, %d pages, %d extents, %d raw", m.Complete(), m.Pages(), m.Extents(), m.RawExtents())
			}
			for _, e := range ext {
				if got, ok := m.At(e.End() - 1); !ok || got != e {
					t.Errorf("At the last byte of %v: %v", e, got)
				}
				if got := m.Sum(e.Start, e.End()); got != (Sum{e.Length, e.Length}) {
					t.Errorf("Sum over %v: %+v", e, got)
				}
				if got := m.Longest(e.Start, e.End()); got != e {
					t.Errorf("Longest in %v: %v", e, got)
				}
			}
		})
	}
}

// A page of more extents than one stretch may hold answers as many small pages do.
func TestLongPages(t *testing.T) {
	const n = 2*maxExtents + 100
	long, short := striped(n, 1), New(n*4)
	for i := int64(n) - 1; i >= 0; i-- {
		if err := short.Add(Page{i * 4, 4, []Extent{{i*4 + 1, 2}}}); err != nil {
			t.Fatal(err)
		}
	}
	sound(t, long)
	sound(t, short)
	if !equal(long, short) || len(long.list) != 3 || len(short.list) != n {
		t.Fatalf("a long page in %d stretches does not equal %d pages", len(long.list), len(short.list))
	}
	bounds := make([]int64, 0, n*4+1)
	for i := range int64(cap(bounds)) {
		bounds = append(bounds, i)
	}
	for i, s := range long.Sums(bounds, nil) {
		if want := (Sum{int64(i+1) / 2 % 2, 1}); s != want {
			t.Fatalf("byte %d is %+v, want %+v", i, s, want)
		}
	}
	if !slices.Equal(long.Sums(bounds, nil), short.Sums(bounds, nil)) {
		t.Fatal("sums differ")
	}
}

// A search in strides finds what a look at every mark does.
func TestSearchOfAStretch(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var ext []Extent
		at := int64(0)
		for i := range rapid.IntRange(0, 6*skip).Draw(t, "extents") {
			ext = append(ext, Extent{at, 1 + int64(i%3)})
			at += 2 + int64(i%3)
		}
		s := pack(0, at+1, ext, 0)
		behind := rapid.IntRange(0, len(ext)).Draw(t, "behind")
		want := 0
		for u := range at + 1 {
			if want < len(ext) && ext[want].Start == u {
				want++
			}
			for _, from := range []int{0, max(want-behind, 0)} {
				if got := s.above(from, uint32(u)); got != want {
					t.Fatalf("%d of %d extents start at most at %d, not %d", want, len(ext), u, got)
				}
			}
		}
	})
}
