package fetch

import (
	"cmp"
	"errors"
	"math"
	"slices"

	"cbtmap/fetch/extent"
)

// Auditor looks at the replies to one fetch as they come, one after another. It
// keeps the first finding of each kind and the coverage: the memory it needs
// does not grow with the number of replies. It is not safe for concurrent use.
type Auditor struct {
	capacity int64
	covered  coverage
	sum      uint64 // of the lengths of the replies
	seen     Audit  // without what only the end of the fetch can show
	failed   extent.Extent
}

// NewAuditor audits the replies about a disk of capacity bytes.
func NewAuditor(capacity int64) *Auditor {
	capacity = max(capacity, 0)
	return &Auditor{capacity: capacity, covered: coverage{capacity: capacity}, seen: Audit{Verdict: Trustworthy}}
}

// Reply looks at the page that came when the areas from asked on were wanted.
func (a *Auditor) Reply(asked int64, p extent.Page) {
	a.covered.add(p)
	if p.Length > 0 {
		a.sum = min(a.sum+uint64(p.Length), 1<<63) // so that no further one can overflow it
	} else {
		a.note(ZeroLength, p.Start, p.Length, "a reply covers no bytes")
	}
	if p.Start != asked {
		a.note(Elsewhere, p.Start, p.Length, "a reply starts elsewhere than was asked")
	}
	if p.Start < 0 || p.End() > a.capacity {
		a.note(OutOfRange, p.Start, p.Length, "a reply speaks of bytes outside the disk")
	}
	a.extents(p)
}

// extents looks at what a reply calls changed.
func (a *Auditor) extents(p extent.Page) {
	sorted := p.Extents
	if !slices.IsSortedFunc(sorted, byStart) {
		i := 1
		for byStart(sorted[i-1], sorted[i]) <= 0 {
			i++
		}
		a.note(Unsorted, sorted[i].Start, sorted[i].Length, "the areas of a reply are not in order")
		sorted = slices.SortedFunc(slices.Values(sorted), byStart)
	}
	end := int64(math.MinInt64) // of all extents so far
	for _, e := range sorted {
		if e.Length <= 0 {
			a.note(ZeroLength, e.Start, e.Length, "an area of a reply has no bytes")
			continue
		}
		if e.Start < p.Start || e.End() > p.End() || e.Start < 0 || e.End() > a.capacity {
			a.note(OutOfRange, e.Start, e.Length, "an area lies outside the range of its reply")
		}
		if e.Start < end {
			a.note(Overlap, e.Start, min(e.End(), end)-e.Start, "areas of a reply share bytes")
		}
		if a.capacity > 0 && e.Start <= 0 && e.End() >= a.capacity && len(sorted) == 1 {
			a.note(WholeDisk, e.Start, e.Length, "one area covers the whole disk")
		}
		end = max(end, e.End())
	}
}

func byStart(a, b extent.Extent) int { return cmp.Compare(a.Start, b.Start) }

func (a *Auditor) note(kind string, start, length int64, detail string) {
	for i := range a.seen.Findings { // as With does, without a copy
		if f := &a.seen.Findings[i]; f.Kind == kind {
			f.Count++
			return
		}
	}
	a.seen = a.seen.With(Finding{Kind: kind, Start: start, Length: length, Detail: detail})
}

// End tells why the fetch ended: with nil if all is well, else with the range
// that was asked for in vain, which is empty after a cancel.
func (a *Auditor) End(err error, failed extent.Extent) {
	if err == nil || failed.Length == 0 {
		return
	}
	a.failed = failed
	if _, ok := errors.AsType[*StalledError](err); ok {
		a.note(Stalled, failed.Start, failed.Length, "a reply did not cover the byte that was asked about")
		return
	}
	a.note(Failed, failed.Start, failed.Length, err.Error())
}

// Audit is the result so far. It is Incomplete until the whole disk is known.
func (a *Auditor) Audit() Audit {
	all := Audit{Verdict: a.seen.Verdict, Findings: slices.Clone(a.seen.Findings)}
	if a.covered.bytes() == a.capacity && a.sum != uint64(a.capacity) {
		all = all.With(Finding{Kind: SumMismatch, Length: int64(min(a.sum, math.MaxInt64)), Count: 1,
			Detail: "the lengths of the replies do not add up to the disk"})
	}
	var gap Finding
	for _, g := range a.covered.gaps() {
		if g == a.failed {
			continue // told already
		}
		if gap.Count == 0 {
			gap = Finding{Kind: Gap, Start: g.Start, Length: g.Length, Detail: "no reply spoke for this range"}
		}
		gap.Count++
	}
	if gap.Count > 0 {
		all = all.With(gap)
	}
	return all
}

// gaps are all ranges that no reply spoke for.
func (c *coverage) gaps() []extent.Extent {
	var list []extent.Extent
	at := int64(0)
	for _, e := range c.known {
		if at < e.Start {
			list = append(list, extent.Extent{Start: at, Length: e.Start - at})
		}
		at = e.End()
	}
	if at < c.capacity {
		list = append(list, extent.Extent{Start: at, Length: c.capacity - at})
	}
	return list
}
