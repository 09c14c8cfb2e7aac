package simulate

import (
	"fmt"
	"strings"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// refusal is what a VM answers to every question about changed areas.
type refusal int

const (
	nothing   refusal = iota
	corrupt           // the tracking file is damaged
	forbidden         // the account lacks a privilege
)

// diskRandomRead is the privilege that QueryChangedDiskAreas needs.
const diskRandomRead = "VirtualMachine.Provisioning.DiskRandomRead"

// Keys of the messages that a FileFault about tracking carries. Clients tell
// the causes apart by them, for the fault itself is the same.
const (
	keyNoTrack          = "vim.hostd.vmsvc.cbt.noTrack"
	keyNoEpoch          = "vim.hostd.vmsvc.cbt.noEpoch"
	keyCannotGetChanges = "vim.hostd.vmsvc.cbt.cannotGetChanges"
)

// invalid says that a parameter was wrong, in the words of a real server.
func invalid(property string) *soap.Fault {
	return simulator.Fault("A specified parameter was not correct: "+property,
		&types.InvalidArgument{InvalidProperty: property})
}

// notFound says that the snapshot does not exist.
func notFound() *soap.Fault {
	return simulator.Fault("The object or item referred to could not be found.", &types.NotFound{})
}

// gone says that the VM does not exist.
func gone(vm types.ManagedObjectReference) *soap.Fault {
	return simulator.Fault(fmt.Sprintf("The object 'vim.%s:%s' has already been deleted or has not been completely created", vm.Type, vm.Value),
		&types.ManagedObjectNotFound{Obj: vm})
}

// running says that the present can only be asked for when the VM is off.
func running(now types.VirtualMachinePowerState) *soap.Fault {
	return simulator.Fault("The attempted operation cannot be performed in the current state (Powered on).",
		&types.InvalidPowerState{
			RequestedState: types.VirtualMachinePowerStatePoweredOff,
			ExistingState:  now,
		})
}

const permissionDenied = "Permission to perform this operation was denied."

// denied says which privilege the account lacks.
func denied(vm types.ManagedObjectReference) *soap.Fault {
	return simulator.Fault(permissionDenied,
		&types.NoPermission{Object: &vm, PrivilegeId: diskRandomRead})
}

// unauthenticated says that there is no session, or none any more.
func unauthenticated(object types.ManagedObjectReference) *soap.Fault {
	return simulator.Fault("The session is not authenticated.", &types.NotAuthenticated{
		NoPermission: types.NoPermission{Object: &object, PrivilegeId: "System.View"},
	})
}

// failed says that something went wrong inside the server.
func failed() *soap.Fault {
	return simulator.Fault("A general system error occurred: Fault cause: vmodl.fault.SystemError",
		&types.SystemError{Reason: "vmodl.fault.SystemError"})
}

// unsupported says that the disk is of a kind that is never tracked. The API
// documents the fault as InvalidArgument, of which only the words tell it apart.
func unsupported() *soap.Fault {
	return simulator.Fault("A specified parameter was not correct: deviceKey. Change tracking is not supported for this disk.",
		&types.InvalidArgument{InvalidProperty: "deviceKey"})
}

// vmfsPath is a file of a datastore as an ESXi host names it.
func vmfsPath(file string) string {
	return "/vmfs/volumes/" + strings.NewReplacer("[", "", "] ", "/").Replace(file)
}

// plainFileFault blames a disk's file without a cause.
func plainFileFault(file string) *soap.Fault {
	return simulator.Fault("Error caused by file "+vmfsPath(file), &types.FileFault{File: vmfsPath(file)})
}

// fileFault blames a disk's file; the cause stands in the message.
func fileFault(file, key, message string) *soap.Fault {
	file = vmfsPath(file)
	fault := &types.FileFault{File: file}
	fault.FaultMessage = []types.LocalizableMessage{{
		Key:     key,
		Arg:     []types.KeyAnyValue{{Key: "1", Value: file}},
		Message: message,
	}}
	return simulator.Fault("Error caused by file "+file, fault)
}

// untracked says that tracking is off for a disk.
func untracked(file string) *soap.Fault {
	return fileFault(file, keyNoTrack, "Change tracking is not active for the disk.")
}

// damaged says that the tracking file cannot be used.
func damaged(file string) *soap.Fault {
	return fileFault(file, keyCannotGetChanges, "Cannot get the changed areas: the change tracking file is corrupt.")
}
