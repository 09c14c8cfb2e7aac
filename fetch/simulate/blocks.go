package simulate

import (
	"cmp"
	"slices"

	"cbtmap/fetch/extent"
)

// run is a row of changed blocks, [first, end). A disk of 62 TiB has 2^30
// blocks of 64 KiB, so that 32 bits are enough and an extent costs 8 bytes.
type run struct{ first, end uint32 }

// blocksOf rounds writes out to whole blocks, as tracking does, and returns
// them as sorted runs that neither overlap nor touch.
func blocksOf(writes []extent.Extent) []run {
	runs := make([]run, len(writes))
	for i, w := range writes {
		runs[i] = run{
			first: uint32(w.Start / Granularity),
			end:   uint32((w.End() + Granularity - 1) / Granularity),
		}
	}
	slices.SortFunc(runs, func(a, b run) int { return cmp.Compare(a.first, b.first) })
	return slices.Clip(coalesce(runs))
}

// coalesce joins, in place, runs sorted by their first block.
func coalesce(runs []run) []run {
	out := runs[:0]
	for _, r := range runs {
		if n := len(out); n > 0 && r.first <= out[n-1].end {
			out[n-1].end = max(out[n-1].end, r.end)
			continue
		}
		out = append(out, r)
	}
	return out
}

// union merges two lists of sorted runs into a third.
func union(a, b []run) []run {
	merged := make([]run, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if a[0].first <= b[0].first {
			merged, a = append(merged, a[0]), a[1:]
		} else {
			merged, b = append(merged, b[0]), b[1:]
		}
	}
	merged = append(append(merged, a...), b...)
	return slices.Clip(coalesce(merged))
}
