package fetch

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"cbtmap/fetch/extent"
)

// within tells whether a byte at or after a page's start lies before its end,
// without a sum that could overflow.
func within(at int64, p extent.Page) bool {
	if p.Start < 0 {
		return at < p.Start+p.Length
	}
	return at-p.Start < p.Length
}

// TestCoverageAgainstBitmap compares ranges taken in any order, overlapping,
// touching, outside and absurd, with a bitmap.
func TestCoverageAgainstBitmap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		capacity := rapid.Int64Range(0, 60).Draw(t, "capacity")
		c := coverage{capacity: capacity}
		known := make([]bool, capacity)
		edge := rapid.OneOf(rapid.Int64Range(-10, 80), rapid.SampledFrom([]int64{-1 << 63, 1<<63 - 1}))
		for range rapid.IntRange(0, 12).Draw(t, "adds") {
			p := extent.Page{Start: edge.Draw(t, "start"), Length: edge.Draw(t, "length")}
			fresh := int64(0)
			for i := range known {
				at := int64(i)
				if !known[i] && p.Length > 0 && at >= p.Start && within(at, p) {
					known[i] = true
					fresh++
				}
			}
			if got := c.fresh(p); got != fresh {
				t.Fatalf("fresh(%v) = %d, want %d", p, got, fresh)
			}
			if got := c.add(p); got != fresh {
				t.Fatalf("add(%v) = %d, want %d", p, got, fresh)
			}
		}
		total := int64(0)
		for i, k := range known {
			if k {
				total++
			}
			if c.has(int64(i)) != k {
				t.Fatalf("has(%d) = %v", i, !k)
			}
		}
		if c.total != total || c.complete() != (total == capacity) {
			t.Fatalf("%d bytes, complete %v; want %d of %d", c.total, c.complete(), total, capacity)
		}
		for i := 1; i < len(c.known); i++ {
			if c.known[i].Start <= c.known[i-1].End() {
				t.Fatalf("ranges touch or cross: %v", c.known)
			}
		}
		at := rapid.Int64Range(-3, 70).Draw(t, "at")
		to := rapid.Int64Range(-3, 70).Draw(t, "to")
		had := int64(0)
		for i, k := range known {
			if k && at <= int64(i) && int64(i) < to {
				had++
			}
		}
		if got := c.within(max(at, 0), min(to, capacity)); got != had {
			t.Fatalf("within(%d, %d) = %d, want %d", at, to, got, had)
		}
		var want []extent.Extent // gaps that overlap [at, to), whole
		for i := int64(0); i < capacity; i++ {
			if known[i] {
				continue
			}
			lo := i
			for i < capacity && !known[i] {
				i++
			}
			if at < i && lo < to {
				want = append(want, extent.Extent{Start: lo, Length: i - lo})
			}
		}
		if at < to && !slices.Equal(slices.Collect(c.gaps(at, to)), want) {
			t.Fatalf("gaps(%d, %d) = %v, want %v", at, to, slices.Collect(c.gaps(at, to)), want)
		}
	})
}
