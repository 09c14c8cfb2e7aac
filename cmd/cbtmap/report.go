package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"cbtmap/fetch/vcenter"
	"cbtmap/render"
)

// reporting is what a report is to be about.
type reporting struct {
	server serverFlags
	fetch  fetchFlags
	pick   pickFlags
	json   bool
}

func (p *program) reportCommand() *cobra.Command {
	var r reporting
	cmd := &cobra.Command{
		Use:   "report --vm NAME",
		Short: "Print how much of a disk changed, as text or JSON",
		Long: prose(`Ask for all changed areas of one disk between two points in time, and print the
totals, what a backup would read, the sizes and the places of the changes, and
how far all that can be trusted. If the disk could not be asked about to its end,
what is known is printed as a lower bound and the exit code is 3.

What arrives is kept on disk, since changes between two snapshots never change: a
report that was interrupted goes on where it was.`),
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
	r.pick.add(cmd)
	r.fetch.add(cmd)
	r.server.add(cmd)
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
	options := r.fetch.options(r.server.timeout)
	if !r.server.demo { // that server ends with this run
		if entry := p.store(&r.fetch, client.Server(), interval); entry != nil {
			defer entry.Close() // every reply was written as it came
			options.Store = entry
		}
	}
	got, fetchErr := p.fetch(ctx, client, interval, options)
	why := explained(fetchErr, client.Server(), interval)
	if fetchErr != nil && got.changes.Known() == 0 {
		return why // nothing is known: there is nothing to report
	}
	report, err := describe(context.WithoutCancel(ctx), got, client.Server(), interval)
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
		return interrupted(got)
	case errors.Is(fetchErr, context.Canceled):
		return fetchErr
	}
	return incomplete(got.changes, why)
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
