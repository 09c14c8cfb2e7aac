package file

import (
	"slices"

	"cbtmap/fetch"
	"cbtmap/fetch/capture"
)

// verdicts are those of an audit, from the best to the worst.
var verdicts = []fetch.Verdict{fetch.Trustworthy, fetch.Fallback, fetch.Incomplete, fetch.Suspect}

func worse(a, b fetch.Verdict) fetch.Verdict {
	return verdicts[max(slices.Index(verdicts, a), slices.Index(verdicts, b), 0)]
}

// suspect are the findings for which an audit does not trust a map. It trusts none with
// a finding that it does not know either, and only here is that told from these.
var suspect = []string{
	fetch.Stalled, fetch.Overlap, fetch.OutOfRange, fetch.Elsewhere, fetch.Unsorted, fetch.ZeroLength,
	fetch.SumMismatch, fetch.Disagree, fetch.UUIDChange, fetch.Damaged,
}

// verdictOf is what an audit makes of a finding alone; known is false if it does not
// know what that is.
func verdictOf(f fetch.Finding) (v fetch.Verdict, known bool) {
	v = fetch.Audit{}.With(f).Verdict
	return v, v != fetch.Suspect || slices.Contains(suspect, f.Kind)
}

// savedVerdict is what a finding calls for, as a capture keeps it: no more than the
// whole audit has come to, since what is odd about a list may take nothing from it.
func savedVerdict(f fetch.Finding, whole fetch.Verdict) fetch.Verdict {
	v, _ := verdictOf(f)
	if at := slices.Index(verdicts, whole); at >= 0 && at < slices.Index(verdicts, v) {
		return whole
	}
	return v
}

// told is an audit with the findings of a capture, which was there when the replies
// came: its words stand before what can be told of it now. A finding of a kind that a
// later version came to know weighs as much as that version says, or as its verdict
// allows; unclear tells that one may be a reason for which the map is not whole.
func told(a fetch.Audit, footer capture.Footer) (result fetch.Audit, unclear bool) {
	result.Verdict = a.Verdict
	for _, saved := range footer.Findings {
		f := fetch.Finding{Kind: saved.Kind, Start: saved.Start, Length: saved.Length, Count: saved.Count, Detail: saved.Detail}
		v, known := verdictOf(f)
		switch own, whole := fetch.Verdict(saved.Verdict), fetch.Verdict(footer.Verdict); {
		case slices.Contains(verdicts, own):
			v = own
		case known:
		case slices.Contains(verdicts, whole):
			v = whole
		default:
			v = fetch.Incomplete
		}
		if !known {
			f.Detail += " (a later version of cbtmap found this: open the file with that to see what it means)"
			unclear = unclear || v == fetch.Incomplete
		}
		before := result.Verdict
		result = result.With(f)
		result.Verdict = worse(before, v)
	}
	for _, f := range a.Findings {
		if !has(result, f.Kind) {
			result = result.With(f)
		}
	}
	return result, unclear
}
