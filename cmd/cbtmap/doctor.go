package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"cbtmap/fetch/vcenter"
	"cbtmap/render"
)

// diagnosing is what a diagnosis is to be of.
type diagnosing struct {
	server serverFlags
	pick   pickFlags
	json   bool
}

// diagnosis is what there is to say of one virtual machine.
type diagnosis struct {
	vm        vcenter.Detail
	checks    []vcenter.Check
	intervals []examined
}

func (p *program) doctorCommand() *cobra.Command {
	var d diagnosing
	cmd := &cobra.Command{
		Use:   "doctor --vm NAME",
		Short: "Check what change tracking needs, for a VM's disks",
		Long: prose(`Check, for one virtual machine and each of its disks, all that change tracking
needs: the account's privilege, the hardware version, tracking itself, the disk's
mode, its changeIds at both ends of an interval. What does not pass is explained,
with what to do about it. It only reads.

A check that nobody can make is unknown, and never an error. The exit code is 1 if
a check fails, or if the interval of --to and --from cannot be asked about.`),
		Example: `  cbtmap doctor --vm sql01
  cbtmap doctor --vm sql01 --disk 2001 --from nightly-6 --to nightly-7
  cbtmap doctor --vm sql01 --json | jq .counts`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if d.pick.VM == "" {
				return usage("no virtual machine is named: give --vm, and see cbtmap inventory for what there is")
			}
			return p.doctor(cmd.Context(), &d)
		},
	}
	cmd.Flags().BoolVar(&d.json, "json", false, "print JSON (schema "+doctorSchema+")")
	d.pick.add(cmd)
	d.server.add(cmd)
	p.completePick(cmd, &d.server, &d.pick)
	cmd.Flags().Lookup("disk").Usage = "check one disk, by `LABEL`, key or slot (default all)"
	return cmd
}

func (p *program) doctor(ctx context.Context, q *diagnosing) error {
	client, err := p.server(ctx, &q.server)
	if err != nil {
		return err
	}
	vm, err := client.FindVM(ctx, q.pick.VM)
	if err != nil {
		return chosen(err)
	}
	detail, err := client.Detail(ctx, vm.MoID)
	if err != nil {
		return err
	}
	disks := detail.Disks
	if q.pick.Disk != "" {
		disk, err := detail.FindDisk(q.pick.Disk)
		if err != nil {
			return chosen(err)
		}
		disks = []vcenter.Disk{disk}
	}
	d := diagnosis{vm: detail}
	if d.checks, err = client.Doctor(ctx, detail, disks, nil); err != nil {
		if ctx.Err() != nil {
			return err
		}
		p.warn(err) // the rows are there all the same
	}
	d.examine(disks, q.pick)
	if q.json {
		err = render.WriteJSON(p.stdout, diagnosisJSON(d))
	} else {
		err = writeDiagnosis(p.stdout, d)
	}
	if err != nil {
		return fmt.Errorf("cannot write the diagnosis: %w", err)
	}
	return d.verdict(q.pick.To != "" || q.pick.From != "")
}

// count is how many checks have a result.
func (d diagnosis) count(r vcenter.Result) (n int) {
	for _, c := range d.checks {
		if c.Result == r {
			n++
		}
	}
	return n
}

// verdict is nil if no check fails and every interval that was asked for can be
// asked about.
func (d diagnosis) verdict(asked bool) error {
	if n := d.count(vcenter.CheckFail); n > 0 {
		return failed(faultChecks, nil, fmt.Sprintf("%d of %d checks of %s fail", n, len(d.checks), quoted(d.vm.Name)), "do what stands below each of them")
	}
	for _, e := range d.intervals {
		if asked && e.err != nil {
			return e.err
		}
	}
	return nil
}
