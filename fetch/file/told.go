package file

import (
	"cbtmap/fetch"
	"cbtmap/fetch/capture"
)

// savedVerdict is what a finding calls for, as a capture keeps it: no more than the
// whole audit has come to, since what is odd about a list may take nothing from it.
func savedVerdict(f fetch.Finding, whole fetch.Verdict) fetch.Verdict {
	v, _ := fetch.VerdictOf(f.Kind)
	if at := whole.Weight(); at >= 0 && at < v.Weight() {
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
		v, known := fetch.VerdictOf(f.Kind)
		switch own, whole := fetch.Verdict(saved.Verdict), fetch.Verdict(footer.Verdict); {
		case own.Weight() >= 0:
			v = own
		case known:
		case whole.Weight() >= 0:
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
		result.Verdict = fetch.Worst(before, v)
	}
	for _, f := range a.Findings {
		if !has(result, f.Kind) {
			result = result.With(f)
		}
	}
	return result, unclear
}
