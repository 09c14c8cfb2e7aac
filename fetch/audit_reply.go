package fetch

import (
	"cmp"
	"math"
	"slices"

	"cbtmap/fetch/extent"
)

// Auditor looks at the replies to one fetch as they come, in any order. It keeps
// the first finding of each kind, the coverage, and a bounded number of pages to
// compare others with: the memory it needs does not grow with the number of
// replies. It is not safe for concurrent use.
//
// Replies asked for side by side overlap: one runs on into a range that another
// has answered for. That is no finding. It is one if what a reply says of bytes
// before the one it was asked about was known already, or lies outside the disk:
// then the lengths of the replies that a client gets which asks one by one do
// not add up to the disk.
type Auditor struct {
	capacity int64
	covered  coverage
	surplus  uint64 // bytes in replies that such a client would count in vain
	seen     Audit  // without what only the end of the fetch can show
	failed   []Failure
	spoken   spoken
	rests    []int64 // where a reply began that called the whole rest changed, and nothing before was known
}

// NewAuditor audits the replies about a disk of capacity bytes.
func NewAuditor(capacity int64) *Auditor {
	capacity = max(capacity, 0)
	return &Auditor{capacity: capacity, covered: coverage{capacity: capacity}, seen: Audit{Verdict: Trustworthy}}
}

// Reply looks at the page that came when the areas from asked on were wanted. It
// does not keep the page.
func (a *Auditor) Reply(asked int64, p extent.Page) {
	a.look(asked, p)
	a.rest(asked, p)
	if at, length, ok := a.spoken.compare(&a.covered, p); ok {
		a.note(Disagree, at, length, "two replies call different bytes of the same range changed")
	}
	a.covered.add(p)
}

// look is for what is odd about a page whatever the others say of its bytes.
func (a *Auditor) look(asked int64, p extent.Page) {
	if p.Length > 0 {
		lo, hi := a.covered.clip(p)
		outside := uint64(p.Length) - uint64(max(hi-lo, 0))
		a.surplus = min(a.surplus+outside, 1<<63) // so that no further one can overflow it
		a.surplus += uint64(a.covered.within(lo, min(asked, hi)))
	} else {
		a.note(ZeroLength, p.Start, p.Length, "a reply covers no bytes")
	}
	if p.Start != asked {
		a.note(Elsewhere, p.Start, p.Length, "a reply starts elsewhere than was asked")
	}
	if p.Start < 0 || p.End() > a.capacity {
		a.note(OutOfRange, p.Start, p.Length, "a reply speaks of bytes outside the disk")
	}
	// An area may begin before a byte that no reply has led to: whoever asks in
	// the middle of an area is told all of it.
	from := p.Start
	if asked > 0 && !a.covered.has(asked-1) {
		from = 0
	}
	a.extents(p, from)
}

// extents looks at what a reply calls changed. An area may begin at from, if it
// reaches into the range of its reply.
func (a *Auditor) extents(p extent.Page, from int64) {
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
		reaches := e.Start >= from && e.End() > p.Start
		if !reaches || e.End() > p.End() || e.Start < 0 || e.End() > a.capacity {
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
