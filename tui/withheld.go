package tui

import (
	"fmt"

	"cbtmap/fetch/vcenter"
	"cbtmap/render"
)

// What an account may not see is unknown. Nothing is advised from it but to ask
// for the right: a machine is not to be changed because of a blind eye.

// seeing is how to get the right that is missing.
const seeing = "ask the administrator for the privileges System.View and System.Read on the virtual machine"

// unseen is the failure of something that the account may not see.
func unseen(what, vm string) error {
	return &vcenter.Error{
		What:    fmt.Sprintf("the account may not see the %s of %s", what, vm),
		Meaning: "what it does not see is unknown here, and no fault of the machine",
		Advice:  seeing,
	}
}

// snapshotCount is how many snapshots a machine has, "?" if that is withheld.
func snapshotCount(d vcenter.Detail) string {
	switch {
	case d.SnapshotsWithheld():
		return "? snapshots"
	case len(d.Snapshots) == 1:
		return "1 snapshot"
	}
	return render.Count(int64(len(d.Snapshots))) + " snapshots"
}

// vmName is what a machine is called; one whose name is withheld has its id.
func vmName(vm vcenter.VM) string {
	if vm.Name == "" {
		return vm.MoID
	}
	return vm.Name
}
