package main

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"cbtmap/fetch/vcenter"
	"cbtmap/render"
)

// completeVM has a shell complete --vm by what the server has.
func (p *program) completeVM(cmd *cobra.Command, server *serverFlags) {
	completeWith(cmd, "vm", p.live(server, func(ctx context.Context, client *vcenter.Client, o *offering) error {
		return client.VMs(ctx, func(page []vcenter.VM) {
			var some words
			for _, vm := range page {
				some.add(vm.Name, vm.MoID, powers[vm.Power])
			}
			o.add(some)
		})
	}))
}

// powers are the states of a machine in a shell's list.
var powers = map[string]string{"poweredOn": "on", "poweredOff": "off", "suspended": "suspended"}

// completePick is completeVM, and likewise for --disk, --to and --from.
func (p *program) completePick(cmd *cobra.Command, server *serverFlags, pick *pickFlags) {
	p.completeVM(cmd, server)
	for flag, list := range map[string]func(vcenter.Detail, *pickFlags) words{"disk": diskWords, "to": endWords, "from": beginWords} {
		completeWith(cmd, flag, p.live(server, func(ctx context.Context, client *vcenter.Client, o *offering) error {
			if pick.VM == "" {
				return nil
			}
			vm, err := client.FindVM(ctx, pick.VM)
			if err != nil {
				return err
			}
			detail, err := client.Detail(ctx, vm.MoID)
			o.add(list(detail, pick))
			return err
		}))
	}
}

// diskWords are the disks of a machine. Their labels all have spaces, so keys stand
// for most of them.
func diskWords(d vcenter.Detail, _ *pickFlags) (list words) {
	for _, disk := range d.Disks {
		about := render.Bytes(disk.Capacity)
		for _, v := range disk.Volumes {
			about += " " + v.Path
		}
		list.add(disk.Label, strconv.Itoa(int(disk.Key)), about)
	}
	return list
}

// endWords are the ends there are for the begin that is chosen.
func endWords(d vcenter.Detail, pick *pickFlags) (list words) {
	list.snapshots(d.Snapshots[place(d, pick.From)+1:])
	if d.Power == "poweredOff" {
		list.add(vcenter.Current, vcenter.Current, "the disk as it is now")
	}
	return list
}

// beginWords are the begins there are for the end that is chosen.
func beginWords(d vcenter.Detail, pick *pickFlags) (list words) {
	before := d.Snapshots
	if end := place(d, pick.To); end >= 0 {
		before = before[:end]
	}
	list.snapshots(before)
	list.add(vcenter.Everything, vcenter.Everything, "all that is allocated")
	return list
}

// place is where a snapshot is among those of a machine, below zero if it is none
// of them.
func place(d vcenter.Detail, nameOrMoID string) int {
	want := strings.TrimSpace(nameOrMoID)
	return slices.IndexFunc(d.Snapshots, func(s vcenter.Snapshot) bool {
		return want != "" && (strings.EqualFold(s.Name, want) || s.MoID == want)
	})
}
