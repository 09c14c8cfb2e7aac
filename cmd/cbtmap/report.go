package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"cbtmap/render"
)

// reporting is what a report is to be about: files, or an interval on a server.
type reporting struct {
	asking
	files filesFlags
	json  bool
}

func (p *program) reportCommand() *cobra.Command {
	var r reporting
	cmd := &cobra.Command{
		Use:   "report [--vm NAME | FILE…]",
		Short: "Print how much of a disk changed, as text or JSON",
		Long: prose(`Print what changed on one disk between two points in time: the totals, what a
backup would read, the sizes and the places of the changes, and how far all that
can be trusted. It is asked of a server, with --vm, or read from files: captures,
and the maps of other tools, as cbtmap open --help lists them. If not all of the
disk is known, what is known is printed as a lower bound and the exit code is 3.
Exit code 0 means that the figures cover the whole disk; whether they can be relied
on is the verdict of the audit, which a script has to look at too:

  cbtmap report --vm web01 --disk 2000 --json | jq -r .audit.verdict

What arrives from a server is kept on disk, since changes between two snapshots
never change: a report that was interrupted goes on where it was. Several files give
one report each, and the worst of their exit codes: 1, then 3, then 0.

For each morning, in a crontab, where % has to be escaped, PATH has not the folder of
go install, and a password can stand in a file that only its owner reads:

  PATH=/usr/bin:/bin:/home/me/go/bin
  GOVC_URL=vc01.example.com
  GOVC_USERNAME=reader@vsphere.local
  GOVC_PASSWORD=/home/me/.vc01
  15 6 * * * cbtmap report --vm files01 --json >cbt/$(date +\%F).json

and a table of all these nights:

  jq -r '[.interval.to, .changed.bytes, .audit.verdict] | @tsv' cbt/*.json`),
		Example: `  cbtmap report --vm web01 --disk 2000
  cbtmap report --vm sql01 --disk "Hard disk 2" --to nightly-5
  cbtmap report --vm sql01 --disk 2001 --from '*'    what is allocated
  cbtmap report --vm web01 --disk 2000 --json | jq .changed.bytes
  cbtmap report monday.cbtmap tuesday.cbtmap --json | jq .changed.bytes
  qemu-img map --output=json vm.qcow2 | cbtmap report -`,
		Args: fileArgs,
		RunE: func(cmd *cobra.Command, files []string) error {
			if err := r.files.check(p, cmd, files); err != nil {
				return err
			}
			if len(files) > 0 {
				return p.reportFiles(cmd.Context(), files, r.files.capacity, r.json)
			}
			return p.report(cmd.Context(), &r.asking, r.json)
		},
	}
	cmd.Flags().BoolVar(&r.json, "json", false, "print JSON (schema "+render.ReportSchema+")")
	r.files.add(cmd)
	r.pick.add(cmd)
	r.fetch.add(cmd)
	r.server.add(cmd)
	p.completePick(cmd, &r.server, &r.pick)
	return cmd
}

// report prints what changed in one interval on a server.
func (p *program) report(ctx context.Context, q *asking, json bool) error {
	got, err := p.ask(ctx, q)
	return p.printReport(ctx, got, err, json)
}

// reportFiles prints a report of each file, one after another.
func (p *program) reportFiles(ctx context.Context, files []string, capacity int64, json bool) error {
	printed := false
	return p.each(ctx, files, func(name string) error {
		got, err := p.read(ctx, name, capacity)
		if printed && !json && !got.nothing() {
			if _, err := fmt.Fprintln(p.stdout); err != nil {
				return fmt.Errorf("cannot write the report: %w", err)
			}
		}
		printed = printed || !got.nothing()
		return p.printReport(ctx, got, err, json)
	})
}

// printReport prints what is known, and returns why that is not all.
func (p *program) printReport(ctx context.Context, got evidence, why error, json bool) error {
	if why != nil && got.nothing() {
		return why
	}
	// It takes the time it needs: an interrupted fetch is reported on as well.
	report, err := describe(context.WithoutCancel(ctx), got)
	if err != nil {
		return err
	}
	write := report.WriteText
	if json {
		write = report.WriteJSON
	}
	if err := write(p.stdout); err != nil {
		return fmt.Errorf("cannot write the report: %w", err)
	}
	return got.lacking(ctx, "the report", why)
}
