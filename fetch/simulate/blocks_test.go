package simulate

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"cbtmap/fetch/extent"
)

// drawWrites makes writes that overlap, touch and repeat, in a small range.
func drawWrites(t *rapid.T, name string) []extent.Extent {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) extent.Extent {
		return extent.Extent{
			Start:  rapid.Int64Range(0, 40*Granularity).Draw(t, "start"),
			Length: rapid.Int64Range(1, 5*Granularity).Draw(t, "length"),
		}
	}), 0, 30).Draw(t, name)
}

// touched lists the blocks that writes touch, one by one.
func touched(writes ...extent.Extent) []bool {
	blocks := make([]bool, 64)
	for _, w := range writes {
		for at := w.Start; at < w.End(); at++ {
			blocks[at/Granularity] = true
			at = at/Granularity*Granularity + Granularity - 1
		}
	}
	return blocks
}

// spread is the same from runs, which have to be sorted and apart.
func spread(t *rapid.T, runs []run) []bool {
	blocks := make([]bool, 64)
	for i, r := range runs {
		if r.end <= r.first || i > 0 && r.first <= runs[i-1].end {
			t.Fatalf("run %d of %v is empty, out of order, or touches the one before", i, runs)
		}
		for b := r.first; b < r.end; b++ {
			blocks[b] = true
		}
	}
	return blocks
}

func TestBlocksAreThoseTouched(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawWrites(t, "a"), drawWrites(t, "b")
		if !slices.Equal(spread(t, blocksOf(a)), touched(a...)) {
			t.Fatal("blocks differ from those touched")
		}
		both := append(slices.Clone(a), b...)
		if !slices.Equal(spread(t, union(blocksOf(a), blocksOf(b))), touched(both...)) {
			t.Fatal("union differs from the blocks touched by either")
		}
	})
}

// TestPagesAddUp asks for pages from anywhere and adds them up again.
func TestPagesAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		limit := rapid.IntRange(0, 3*pageLimit).Draw(t, "runs")
		gap := uint32(rapid.IntRange(1, 3).Draw(t, "gap"))
		var runs []run
		var want int64
		for i := range uint32(limit) {
			first := i * (gap + 2)
			runs = append(runs, run{first, first + 2})
		}
		capacity := (int64(limit)*int64(gap+2) + 1) * Granularity
		capacity -= rapid.Int64Range(0, Granularity-1).Draw(t, "cut")
		start := rapid.Int64Range(0, capacity-1).Draw(t, "start")
		for _, r := range runs {
			want += max(0, int64(r.end)*Granularity-max(start, int64(r.first)*Granularity))
		}
		var got int64
		for at := start; at < capacity; {
			page := areas{list(runs), at, capacity}.page(pageLimit)
			if page.StartOffset != at || page.Length <= 0 || len(page.ChangedArea) > pageLimit {
				t.Fatalf("page at %d: %d bytes, %d extents", at, page.Length, len(page.ChangedArea))
			}
			for _, a := range page.ChangedArea {
				if a.Start < at || a.Start+a.Length > at+page.Length {
					t.Fatalf("%v is outside of [%d, %d)", a, at, at+page.Length)
				}
				got += a.Length
			}
			at += page.Length
		}
		if got != want {
			t.Fatalf("pages hold %d bytes, want %d", got, want)
		}
	})
}

func FuzzParseChangeID(f *testing.F) {
	f.Add("52 de c0 d9 b9 43 9d 10-61 d5 4c 1b e9 7b 65 63/81")
	f.Add("*")
	f.Add("/")
	f.Fuzz(func(t *testing.T, s string) {
		id, ok := parseChangeID(s)
		if !ok {
			return
		}
		if again, ok := parseChangeID(id.String()); !ok || again != id {
			t.Errorf("%q is %v, and read again %v", s, id, again)
		}
	})
}
