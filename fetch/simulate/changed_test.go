package simulate

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// all tells everything from a block on, less what lies before it.
func all(c changed, block uint32) (runs []run) {
	walk := c.from(block)
	for r, ok := walk.next(); ok; r, ok = walk.next() {
		r.first = max(r.first, block)
		runs = append(runs, r)
	}
	return runs
}

// TestMergedIsTheUnion compares with the union of lists, from any block.
func TestMergedIsTheUnion(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var parts merged
		var want list
		for range rapid.IntRange(0, 4).Draw(t, "parts") {
			part := list(blocksOf(drawWrites(t, "part")))
			parts, want = append(parts, part), union(want, part)
		}
		for block := range uint32(64) {
			if got, want := all(parts, block), all(want, block); !slices.Equal(got, want) {
				t.Fatalf("from %d: %v, want %v", block, got, want)
			}
			got, in := parts.start(block)
			if want, wantIn := want.start(block); got != want || in != wantIn {
				t.Fatalf("start of %d: %d, %v, want %d, %v", block, got, in, want, wantIn)
			}
		}
	})
}

// listOf keeps a crowd, as the oracle for what is told without keeping it.
func listOf(c *crowd) list { return blocksOf(c.extents()) }

// TestCrowdFromAnywhere asks for a crowd from any block and merges it with
// another and with a list.
func TestCrowdFromAnywhere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		capacity := rapid.Int64Range(40, 200).Draw(t, "zones") * zone * Granularity
		capacity += rapid.Int64Range(0, zone*Granularity-1).Draw(t, "rest")
		draw := func(name string) *crowd {
			return newCrowd(rapid.Uint64().Draw(t, name), capacity, rapid.IntRange(1, 4000).Draw(t, name))
		}
		a, b := draw("a"), draw("b")
		kept := listOf(a)
		if n := int(a.before[len(a.before)-1]); len(kept) != n {
			t.Fatalf("%d runs of %d extents: some touch", len(kept), n)
		}
		some := list(blocksOf(drawWrites(t, "some")))
		parts, want := merged{a, some, b}, list(union(union(kept, listOf(b)), some))
		block := rapid.Uint32Range(0, uint32(capacity/Granularity)).Draw(t, "block")
		if rapid.Bool().Draw(t, "near") { // at the edges of an extent
			block = kept[rapid.IntRange(0, len(kept)-1).Draw(t, "extent")].first + rapid.Uint32Range(0, 3).Draw(t, "by")
		}
		for _, pair := range [][2]changed{{a, kept}, {parts, want}} {
			if got, want := all(pair[0], block), all(pair[1], block); !slices.Equal(got, want) {
				t.Fatalf("from %d: %d runs, want %d", block, len(got), len(want))
			}
			got, in := pair[0].start(block)
			if want, wantIn := pair[1].start(block); got != want || in != wantIn {
				t.Fatalf("start of %d: %d, %v, want %d, %v", block, got, in, want, wantIn)
			}
		}
	})
}

// A crowd as dense as the large disk's has as many runs as were asked for.
func TestCrowdIsCounted(t *testing.T) {
	for seed := range uint64(20) {
		c := newCrowd(seed, 62*tib/20, ScaleExtents/20)
		count, end := 0, uint32(0)
		walk := c.from(0)
		for r, ok := walk.next(); ok; r, ok = walk.next() {
			if r.end <= r.first || count > 0 && r.first <= end {
				t.Fatalf("seed %d: run %d is %v after %d", seed, count, r, end)
			}
			count, end = count+1, r.end
		}
		if count != ScaleExtents/20 || int64(end)*Granularity > 62*tib/20 {
			t.Errorf("seed %d: %d runs up to block %d", seed, count, end)
		}
	}
}
