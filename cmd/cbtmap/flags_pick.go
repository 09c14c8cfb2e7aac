package main

import (
	"github.com/spf13/cobra"

	"cbtmap/tui"
)

// pickFlags choose a VM, a disk and an interval.
type pickFlags struct{ tui.Pick }

func (f *pickFlags) add(cmd *cobra.Command) {
	f.addVM(cmd, "virtual machine, by `NAME` or managed object id")
	fs := cmd.Flags()
	fs.StringVar(&f.Disk, "disk", "", "disk, by `LABEL`, key or slot (default the only one)")
	fs.StringVar(&f.To, "to", "", "end: a `SNAPSHOT`, or current (default the newest)")
	fs.StringVar(&f.From, "from", "", "begin: a `CHANGEID`, a snapshot, or * for all\nthat is allocated (default the snapshot before)")
	grouped(cmd, groupInterval, "disk", "to", "from")
}

func (f *pickFlags) addVM(cmd *cobra.Command, what string) {
	cmd.Flags().StringVar(&f.VM, "vm", "", what)
	grouped(cmd, groupInterval, "vm")
}
