package fetch

import (
	"errors"
	"math"
	"slices"

	"cbtmap/fetch/fault"
)

// Failed tells which ranges have been asked for in vain so far, by address. The
// list takes the place of the one before: what became known since has not failed.
func (a *Auditor) Failed(list []Failure) { a.failed = list }

// Damaged tells that the server said of the tracking itself that it cannot be
// trusted. That stays true when it answers later as if nothing had been.
func (a *Auditor) Damaged(err error) {
	a.note(Damaged, 0, a.capacity, fault.Of(err).What)
}

// Audit is the result so far. It is Incomplete until the whole disk is known.
func (a *Auditor) Audit() Audit {
	all := Audit{Verdict: a.seen.Verdict, Findings: slices.Clone(a.seen.Findings)}
	if a.covered.complete() {
		if a.surplus > 0 {
			all = all.With(Finding{Kind: SumMismatch, Length: int64(min(uint64(a.capacity)+a.surplus, math.MaxInt64)),
				Detail: "the lengths of the replies do not add up to the disk"})
		}
		return all
	}
	failed, stalled := a.inVain()
	for _, f := range []Finding{failed, stalled, a.gap()} {
		if f.Count > 0 {
			all = all.With(f)
		}
	}
	return all
}

// inVain are the findings of what failed: where it begins, how many bytes it is,
// and in how many ranges.
func (a *Auditor) inVain() (failed, stalled Finding) {
	for _, f := range a.failed {
		into, kind, detail := &failed, Failed, f.Err.Error()
		if _, ok := errors.AsType[*StalledError](f.Err); ok {
			into, kind, detail = &stalled, Stalled, "a reply did not cover the byte that was asked about"
		}
		if into.Count == 0 {
			*into = Finding{Kind: kind, Start: f.Range.Start, Length: f.Range.Length, Detail: detail}
		}
		if into.Count++; into.Count > 1 {
			into.Length += f.Range.Length
		}
	}
	return failed, stalled
}

// gap is the finding of what is not known and has not failed either.
func (a *Auditor) gap() (found Finding) {
	note := func(lo, hi int64) {
		if lo >= hi {
			return
		}
		if found.Count == 0 {
			found = Finding{Kind: Gap, Start: lo, Length: hi - lo, Detail: "no reply spoke for this range"}
		}
		found.Count++
	}
	failed := a.failed
	for gap := range a.covered.gaps(0, a.capacity) {
		at := gap.Start
		for len(failed) > 0 && failed[0].Range.Start < gap.End() {
			r := failed[0].Range
			note(at, r.Start)
			at = max(at, r.End())
			if r.End() > gap.End() { // it goes on in another gap
				break
			}
			failed = failed[1:]
		}
		note(at, gap.End())
	}
	return found
}
