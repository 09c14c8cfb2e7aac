package fetch

import (
	"cmp"
	"slices"

	"cbtmap/fetch/extent"
)

// failures are ranges asked for in vain, by address, disjoint, neighbours with
// the same reason merged. A list that was handed out is never written to.
type failures []Failure

// with is the list with more ranges, that overlap none of those in it.
func (l failures) with(err error, ranges ...extent.Extent) failures {
	all := slices.Clone(l)
	for _, r := range ranges {
		all = append(all, Failure{Range: r, Err: err})
	}
	slices.SortFunc(all, func(a, b Failure) int { return cmp.Compare(a.Range.Start, b.Range.Start) })
	merged := all[:0]
	for _, f := range all {
		if n := len(merged); n > 0 && merged[n-1].Range.End() == f.Range.Start && merged[n-1].Err.Error() == f.Err.Error() {
			merged[n-1].Range.Length += f.Range.Length
		} else {
			merged = append(merged, f)
		}
	}
	return merged
}

// without is the list without the bytes of [lo, hi), which became known after
// all, and whether that makes a difference.
func (l failures) without(lo, hi int64) (rest failures, changed bool) {
	first, _ := slices.BinarySearchFunc(l, lo, func(f Failure, lo int64) int { return cmp.Compare(f.Range.End(), lo+1) })
	last := first
	for last < len(l) && l[last].Range.Start < hi {
		last++
	}
	if first == last {
		return l, false
	}
	rest = append(rest, l[:first]...)
	for _, f := range l[first:last] {
		if f.Range.Start < lo {
			rest = append(rest, Failure{extent.Extent{Start: f.Range.Start, Length: lo - f.Range.Start}, f.Err})
		}
		if end := f.Range.End(); end > hi {
			rest = append(rest, Failure{extent.Extent{Start: hi, Length: end - hi}, f.Err})
		}
	}
	return append(rest, l[last:]...), true
}
