package main

import (
	"context"
	"fmt"

	"cbtmap/fetch"
	"cbtmap/fetch/fault"
	"cbtmap/fetch/vcenter"
	"cbtmap/render"
)

// describe makes the report of a map, as it is after the last batch. It takes
// the time it needs: an interrupted fetch is reported on as well.
func describe(ctx context.Context, got fetched, server vcenter.Server, iv vcenter.Interval) (render.Report, error) {
	m := got.changes
	stats, err := m.Stats(ctx, 0, m.Capacity())
	if err != nil {
		return render.Report{}, err
	}
	disk := render.ReportDisk{
		VM:    iv.VM.Name,
		MoID:  iv.VM.MoID,
		Label: iv.Disk.Label,
		Key:   iv.Disk.Key,
		UUID:  iv.Disk.UUID,
	}
	interval := render.ReportInterval{
		FromChangeID: iv.FromChangeID,
		FromSnapshot: iv.FromSnapshot,
		ToChangeID:   iv.ToChangeID,
	}
	if iv.To.MoID != "" {
		interval.ToSnapshot = &iv.To.Name
	}
	if !iv.FromTime.IsZero() {
		interval.From = &iv.FromTime
	}
	if !iv.ToTime.IsZero() {
		interval.To = &iv.ToTime
	}
	return render.NewReport(m, stats, disk, interval, failures(got.last, server, iv), audited(got.last.Audit, iv)), nil
}

// failures are the ranges that were asked for in vain.
func failures(last fetch.Batch, server vcenter.Server, iv vcenter.Interval) []render.ReportFailure {
	var list []render.ReportFailure
	for _, f := range last.Failed {
		list = append(list, render.ReportFailure{Start: f.Range.Start, Length: f.Range.Length, Fault: fault.Of(explained(f.Err, server, iv))})
	}
	return list
}

// audited is the audit of the replies, with what the changeIds say.
func audited(audit fetch.Audit, iv vcenter.Interval) render.ReportAudit {
	if at, ok := iv.Reset(); ok {
		audit = audit.With(fetch.Reset(at.Name))
	}
	report := render.ReportAudit{
		Verdict: string(audit.Verdict),
		Meaning: audit.Verdict.Meaning(),
		Notes:   []string{fetch.UpperBound, fetch.NoProof},
	}
	for _, f := range audit.Findings {
		detail := f.Detail
		if f.Count > 1 {
			detail += fmt.Sprintf(" (seen %s times)", render.Count(f.Count))
		}
		report.Findings = append(report.Findings, render.ReportFinding{Kind: f.Kind, Start: f.Start, Length: f.Length, Detail: detail})
	}
	return report
}
