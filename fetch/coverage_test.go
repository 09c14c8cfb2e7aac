package fetch

import (
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
			if got := c.add(p); got != fresh {
				t.Fatalf("add(%v) = %d, want %d", p, got, fresh)
			}
		}
		total, first := int64(0), capacity
		for i, k := range known {
			if k {
				total++
			} else if first == capacity {
				first = int64(i)
			}
		}
		if got := c.bytes(); got != total {
			t.Fatalf("bytes = %d, want %d", got, total)
		}
		gap, ok := c.gap()
		if ok != (first < capacity) || ok && gap.Start != first {
			t.Fatalf("gap = %v, %v; want it at %d of %d", gap, ok, first, capacity)
		}
		for i := 1; i < len(c.known); i++ {
			if c.known[i].Start <= c.known[i-1].End() {
				t.Fatalf("ranges touch or cross: %v", c.known)
			}
		}
		if ok {
			for at := gap.Start; at < gap.End(); at++ {
				if known[at] {
					t.Fatalf("gap %v holds known byte %d", gap, at)
				}
			}
		}
	})
}
