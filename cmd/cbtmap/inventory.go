package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"cbtmap/fetch/vcenter"
	"cbtmap/render"
)

// listing is what an inventory is to be of.
type listing struct {
	server serverFlags
	vm     pickFlags
	json   bool
}

func (p *program) inventoryCommand() *cobra.Command {
	var l listing
	cmd := &cobra.Command{
		Use:   "inventory",
		Short: "List VMs, or one VM's disks, snapshots and changeIds",
		Long: prose(`List all virtual machines that the account can see or, with --vm, the disks and
snapshots of one with the changeIds that an interval can begin at.`),
		Example: `  cbtmap inventory
  cbtmap inventory --vm sql01
  cbtmap inventory --json |
    jq -r '.vms[] | select(.changeTracking | not).name'`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return p.inventory(cmd.Context(), &l) },
	}
	cmd.Flags().BoolVar(&l.json, "json", false, "print JSON")
	l.vm.addVM(cmd, "show one virtual machine, by `NAME` or managed object id")
	l.server.add(cmd)
	p.completeVM(cmd, &l.server)
	return cmd
}

func (p *program) inventory(ctx context.Context, l *listing) error {
	client, err := p.server(ctx, &l.server)
	if err != nil {
		return err
	}
	write := p.listVMs
	if l.vm.VM != "" {
		write = p.showVM
	}
	return write(ctx, client, l)
}

// listVMs prints all virtual machines by name, aligned, and so not before the
// last has come: thousands take a second or two. A list that is not whole is not
// printed, lest it be taken for one.
func (p *program) listVMs(ctx context.Context, client *vcenter.Client, l *listing) error {
	var vms []vcenter.VM
	line := newProgressLine(p.stderr)
	err := client.VMs(ctx, func(page []vcenter.VM) {
		vms = append(vms, page...)
		line.show(render.Count(int64(len(vms))) + " virtual machines …")
	})
	line.erase()
	if err != nil {
		return err
	}
	slices.SortFunc(vms, func(a, b vcenter.VM) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.MoID, b.MoID))
	})
	if l.json {
		return written(render.WriteJSON(p.stdout, vmsJSON(vms)))
	}
	return written(writeVMs(p.stdout, vms))
}

// showVM prints one virtual machine.
func (p *program) showVM(ctx context.Context, client *vcenter.Client, l *listing) error {
	vm, err := client.FindVM(ctx, l.vm.VM)
	if err != nil {
		return chosen(err)
	}
	detail, err := client.Detail(ctx, vm.MoID)
	if err != nil {
		return err
	}
	if l.json {
		return written(render.WriteJSON(p.stdout, detailJSON(detail)))
	}
	return written(writeDetail(p.stdout, detail))
}

func written(err error) error {
	if err != nil {
		return fmt.Errorf("cannot write the inventory: %w", err)
	}
	return nil
}
