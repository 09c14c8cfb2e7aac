package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"cbtmap/fetch"
	"cbtmap/fetch/extent"
	"cbtmap/fetch/fault"
	"cbtmap/fetch/vcenter"
	"cbtmap/render"
)

// reporting is what a report is to be about.
type reporting struct {
	server serverFlags
	pick   pickFlags
	json   bool
}

func (p *program) reportCommand() *cobra.Command {
	var r reporting
	cmd := &cobra.Command{
		Use:   "report --vm NAME",
		Short: "Print how much of a disk changed, as text or JSON",
		Long: `Ask for all changed areas of one disk between two points in time, and print the
totals, what a backup would read, the sizes and the places of the changes, and
how far all that can be trusted. If the disk could not be asked about to its end,
what is known is printed as a lower bound and the exit code is 3.`,
		Example: `  cbtmap report --vm web01 --disk 2000
  cbtmap report --vm sql01 --disk "Hard disk 2" --to nightly-5 --from nightly-4
  cbtmap report --vm sql01 --disk 2001 --from '*'            what is allocated
  cbtmap report --vm web01 --disk 2000 --json | jq .changed.bytes`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if r.pick.VM == "" {
				return usage("no virtual machine is named: give --vm, and see cbtmap inventory for what there is")
			}
			return p.report(cmd.Context(), &r)
		},
	}
	cmd.Flags().BoolVar(&r.json, "json", false, "print JSON (schema "+render.ReportSchema+")")
	r.server.add(cmd)
	r.pick.add(cmd)
	return cmd
}

// report prints what changed in one interval.
func (p *program) report(ctx context.Context, r *reporting) error {
	client, err := p.server(ctx, &r.server)
	if err != nil {
		return err
	}
	interval, err := resolve(ctx, client, r.pick)
	if err != nil {
		return err
	}
	line := newProgressLine(p.stderr, interval.VM.Name+" "+interval.Disk.Label)
	var last fetch.Batch
	m, fetchErr := fetch.Collect(ctx, client.Source(interval), fetch.Options{Timeout: r.server.timeout}, func(b fetch.Batch) {
		last = b
		line.show(b.Progress)
	})
	line.erase()
	if fetchErr != nil && m.Known() == 0 {
		return explained(fetchErr, client.Server(), interval) // nothing is known: there is nothing to report
	}
	report, err := describe(context.WithoutCancel(ctx), m, interval, last)
	if err != nil {
		return err
	}
	write := report.WriteText
	if r.json {
		write = report.WriteJSON
	}
	if err := write(p.stdout); err != nil {
		return fmt.Errorf("cannot write the report: %w", err)
	}
	switch {
	case fetchErr == nil:
		return nil
	case ctx.Err() != nil:
		return interrupted(m, false)
	case errors.Is(fetchErr, context.Canceled):
		return fetchErr
	}
	return incomplete(m, explained(fetchErr, client.Server(), interval))
}

// resolve finds what the flags name.
func resolve(ctx context.Context, client *vcenter.Client, pick pickFlags) (vcenter.Interval, error) {
	vm, err := client.FindVM(ctx, pick.VM)
	if err != nil {
		return vcenter.Interval{}, err
	}
	detail, err := client.Detail(ctx, vm.MoID)
	if err != nil {
		return vcenter.Interval{}, err
	}
	disk, err := detail.FindDisk(pick.Disk)
	if err != nil {
		return vcenter.Interval{}, err
	}
	return detail.FindInterval(disk, pick.To, pick.From)
}

// describe makes the report of a map, as it is after the last batch. It takes
// the time it needs: an interrupted fetch is reported on as well.
func describe(ctx context.Context, m *extent.Map, iv vcenter.Interval, last fetch.Batch) (render.Report, error) {
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
	return render.NewReport(m, stats, disk, interval, failures(last), audited(last.Audit, iv)), nil
}

// failures are the ranges that were asked for in vain.
func failures(last fetch.Batch) []render.ReportFailure {
	var list []render.ReportFailure
	for _, f := range last.Failed {
		list = append(list, render.ReportFailure{Start: f.Range.Start, Length: f.Range.Length, Fault: fault.Of(f.Err)})
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
