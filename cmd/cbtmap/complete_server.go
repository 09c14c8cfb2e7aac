package main

import (
	"context"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"cbtmap/fetch/vcenter"
	"cbtmap/render"
)

// completionTimeout is how long a shell that completes waits for a server, before a
// little more for the good-bye. Tests wait for longer, on machines that are busy.
var completionTimeout = 2 * time.Second

const completionGoodbye = 500 * time.Millisecond

// completeVM has a shell complete --vm by what the server has. Whatever goes wrong
// there, nothing is offered and nothing is said: a shell has no place for it, and
// a key pressed for convenience asks no questions.
func (p *program) completeVM(cmd *cobra.Command, server *serverFlags) {
	completeWith(cmd, "vm", p.live(server, func(ctx context.Context, client *vcenter.Client) ([]cobra.Completion, error) {
		var words words
		err := client.VMs(ctx, func(page []vcenter.VM) {
			for _, vm := range page {
				words.add(vm.Name, vm.MoID, powers[vm.Power])
			}
		})
		return words.unique(), err
	}))
}

// powers are the states of a machine in a shell's list.
var powers = map[string]string{"poweredOn": "on", "poweredOff": "off", "suspended": "suspended"}

// completePick is completeVM, and likewise for --disk, --to and --from.
func (p *program) completePick(cmd *cobra.Command, server *serverFlags, pick *pickFlags) {
	p.completeVM(cmd, server)
	detailed := func(flag string, list func(vcenter.Detail) []cobra.Completion) {
		completeWith(cmd, flag, p.live(server, func(ctx context.Context, client *vcenter.Client) ([]cobra.Completion, error) {
			if pick.VM == "" {
				return nil, nil
			}
			vm, err := client.FindVM(ctx, pick.VM)
			if err != nil {
				return nil, err
			}
			detail, err := client.Detail(ctx, vm.MoID)
			return list(detail), err
		}))
	}
	detailed("disk", diskWords)
	detailed("to", func(d vcenter.Detail) []cobra.Completion {
		var words words
		words.snapshots(d)
		if d.Power == "poweredOff" {
			words.add(vcenter.Current, vcenter.Current, "the disk as it is now")
		}
		return words.unique()
	})
	detailed("from", func(d vcenter.Detail) []cobra.Completion {
		var words words
		words.snapshots(d)
		words.add(vcenter.Everything, vcenter.Everything, "all that is allocated")
		return words.unique()
	})
}

// diskWords offers the disks of a machine.
func diskWords(d vcenter.Detail) []cobra.Completion {
	var words words
	for _, disk := range d.Disks {
		about := render.Bytes(disk.Capacity)
		for _, v := range disk.Volumes {
			about += " " + v.Path
		}
		words.add(disk.Label, disk.Slot, about)
	}
	return words.unique()
}

// live asks the server of the flags on the line and of the environment, within
// completionTimeout.
func (p *program) live(server *serverFlags, list func(context.Context, *vcenter.Client) ([]cobra.Completion, error)) cobra.CompletionFunc {
	return func(cmd *cobra.Command, _ []string, begun string) ([]cobra.Completion, cobra.ShellCompDirective) {
		p.sessions.goodbye = completionGoodbye
		ctx, cancel := context.WithTimeout(cmd.Context(), completionTimeout)
		defer cancel()
		offers, err := unlessInterrupted(ctx, func() ([]cobra.Completion, error) {
			client, err := p.server(ctx, server)
			if err != nil {
				return nil, err
			}
			return list(ctx, client)
		})
		if err != nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return beginning(offers, begun), cobra.ShellCompDirectiveNoFileComp
	}
}

// beginning are the offers that begin as what is typed does, in whatever case: the
// program takes names in any, and a shell that does not leaves them out itself.
func beginning(offers []cobra.Completion, begun string) []cobra.Completion {
	var list []cobra.Completion
	for _, offer := range offers {
		if len(offer) >= len(begun) && strings.EqualFold(offer[:len(begun)], begun) {
			list = append(list, offer)
		}
	}
	return list
}
