package main

import (
	"context"
	"fmt"
	"time"

	"cbtmap/fetch"
	"cbtmap/fetch/capture"
	"cbtmap/fetch/fault"
	"cbtmap/render"
)

// describe makes the report of a map.
func describe(ctx context.Context, got evidence) (render.Report, error) {
	m := got.changes
	stats, err := m.Stats(ctx, 0, m.Capacity())
	if err != nil {
		return render.Report{}, err
	}
	h := got.header
	disk := render.ReportDisk{
		VM:    h.VM.Name,
		MoID:  h.VM.MoID,
		Label: h.Disk.Label,
		Key:   h.Disk.Key,
		UUID:  h.Disk.UUID,
	}
	interval := reportInterval(h)
	if got.file == "" { // a server knows both, however little there is to say
		interval.NoFrom, interval.NoTo = false, false
	}
	report := render.NewReport(m, stats, disk, interval, reportFailures(got.failed), got.reportAudit())
	report.Coverage.Complete = got.whole()
	if got.file != "" {
		report.Source = &render.ReportSource{File: got.file, Format: got.format.ID, Name: got.format.Name, Replies: got.format.Replies}
	}
	return report, nil
}

// reportInterval is an interval as a report has it. One that ends at the current
// state of a virtual machine names no end; without a machine there is no such state.
func reportInterval(h capture.Header) render.ReportInterval {
	iv := h.Interval
	r := render.ReportInterval{
		FromChangeID: iv.FromChangeID,
		From:         knownTime(iv.From),
		ToChangeID:   iv.ToChangeID,
		To:           knownTime(iv.To),
	}
	if iv.FromSnapshot != "" {
		r.FromSnapshot = &iv.FromSnapshot
	}
	if iv.ToMoID != "" || iv.ToSnapshot != "" {
		r.ToSnapshot = &iv.ToSnapshot
	}
	r.NoFrom = iv.FromChangeID == "" && iv.FromSnapshot == "" && iv.From.IsZero()
	r.NoTo = h.VM.Name == "" && h.VM.MoID == "" && r.ToSnapshot == nil && iv.ToChangeID == "" && iv.To.IsZero()
	return r
}

func knownTime(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

// reportFailures are the ranges that were asked for in vain.
func reportFailures(failed []fetch.Failure) []render.ReportFailure {
	var list []render.ReportFailure
	for _, f := range failed {
		list = append(list, render.ReportFailure{Start: f.Range.Start, Length: f.Range.Length, Fault: fault.Of(f.Err)})
	}
	return list
}

// reportAudit is the audit as a report has it.
func (e evidence) reportAudit() render.ReportAudit {
	report := render.ReportAudit{
		Verdict: string(e.audit.Verdict),
		Meaning: e.meaning(),
		Notes:   []string{fetch.UpperBound, fetch.NoProof},
	}
	if !e.replies() { // nothing that is true of change tracking need be true of it
		report.Notes = []string{"by the rule for " + e.format.Name + ", " + e.format.Rule}
	}
	for _, f := range e.audit.Findings {
		detail := f.Detail
		if f.Count > 1 {
			detail += fmt.Sprintf(" (seen %s times)", render.Count(f.Count))
		}
		report.Findings = append(report.Findings, render.ReportFinding{Kind: f.Kind, Start: f.Start, Length: f.Length, Detail: detail})
	}
	return report
}

// meaning is the verdict in a sentence. The advice on what is suspect is for disks
// that a server tracks.
func (e evidence) meaning() string {
	switch v := e.audit.Verdict; {
	case e.reach > 0:
		return "areas lie past the end of the disk that --capacity gives: what is shown is a lower bound"
	case e.replies():
		return v.Meaning()
	case v == fetch.Trustworthy:
		return "the file speaks for the whole disk and does not contradict itself"
	case v == fetch.Suspect:
		return "the file contradicts itself: make it again before relying on it"
	default:
		return v.Meaning()
	}
}
