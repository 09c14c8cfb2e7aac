package file

import (
	"cbtmap/fetch"
	"cbtmap/fetch/capture"
	"cbtmap/fetch/extent"
	"cbtmap/fetch/fault"
)

// Footer is the end of a capture of a map, as it is after the last batch; audit is
// the batch's own, with what else is known.
func Footer(m *extent.Map, last fetch.Batch, audit fetch.Audit) capture.Footer {
	f := capture.Footer{
		Replies:     m.Pages(),
		RawExtents:  m.RawExtents(),
		Granularity: m.Granularity(),
		Known:       m.Known(),
		Changed:     m.Changed(),
		Verdict:     string(audit.Verdict),
	}
	for _, g := range audit.Findings {
		f.Findings = append(f.Findings, capture.Finding{Kind: g.Kind, Start: g.Start, Length: g.Length, Count: g.Count, Detail: g.Detail,
			Verdict: string(savedVerdict(g, audit.Verdict))})
	}
	for _, g := range last.Failed {
		f.Failures = append(f.Failures, capture.Failure{Start: g.Range.Start, Length: g.Range.Length, Fault: fault.Of(g.Err)})
	}
	return f
}
