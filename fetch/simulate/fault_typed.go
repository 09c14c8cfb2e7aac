package simulate

import (
	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// circumstance is what a typed fault may want to name.
type circumstance struct {
	vm      types.ManagedObjectReference
	file    string // of the disk asked for, "[datastore] folder/file.vmdk"
	session func() // ends the client's session
}

// typedKinds are the faults that a server tells by their type.
var typedKinds = []kind{
	{FaultName: FaultName{"notFound", "NotFound: the snapshot does not exist any more"},
		raise: func(circumstance) *soap.Fault { return notFound() }},
	{FaultName: FaultName{"deviceKey", "InvalidArgument deviceKey: no such disk"},
		raise: func(circumstance) *soap.Fault { return invalid("deviceKey") }},
	{FaultName: FaultName{"startOffset", "InvalidArgument startOffset: beyond the disk's end"},
		raise: func(circumstance) *soap.Fault { return invalid("startOffset") }},
	{FaultName: FaultName{"changeId", "InvalidArgument changeId: malformed, of another disk, or from before a reset"},
		raise: func(circumstance) *soap.Fault { return invalid("changeId") }},
	{FaultName: FaultName{"notSupported", "InvalidArgument: change tracking is not supported for this disk"},
		raise: func(circumstance) *soap.Fault { return unsupported() }},
	{FaultName: FaultName{"noTrack", "FileFault noTrack: tracking was off for the disk"},
		raise: func(c circumstance) *soap.Fault { return untracked(c.file) }},
	{FaultName: FaultName{"noEpoch", "FileFault noEpoch: tracking has no current period"},
		raise: func(c circumstance) *soap.Fault {
			return fileFault(c.file, keyNoEpoch, "Change tracking has no current epoch for the disk.")
		}},
	{FaultName: FaultName{"cannotGetChanges", "FileFault cannotGetChanges: the changes since this changeId are not known"},
		raise: func(c circumstance) *soap.Fault {
			return fileFault(c.file, keyCannotGetChanges, "Cannot get the changed areas since the given change ID.")
		}},
	{FaultName: FaultName{"corrupt", "FileFault cannotGetChanges: the tracking file is corrupt"},
		raise: func(c circumstance) *soap.Fault { return damaged(c.file) }},
	{FaultName: FaultName{"fileFault", "FileFault without a key: the disk's file cannot be read"},
		raise: func(c circumstance) *soap.Fault { return plainFileFault(c.file) }},
	{FaultName: FaultName{"fileLocked", "FileLocked: another host or product holds the disk's file"},
		raise: func(c circumstance) *soap.Fault {
			path := vmfsPath(c.file)
			return simulator.Fault("Unable to access file "+path+" since it is locked", &types.FileLocked{FileFault: types.FileFault{File: path}})
		}},
	{FaultName: FaultName{"noPermission", "NoPermission: the account lacks " + diskRandomRead},
		raise: func(c circumstance) *soap.Fault { return denied(c.vm) }},
	{FaultName: FaultName{"notAuthenticated", "NotAuthenticated: the session ends"},
		raise: func(c circumstance) *soap.Fault { c.session(); return unauthenticated(c.vm) }},
	{FaultName: FaultName{"managedObjectNotFound", "ManagedObjectNotFound: the VM does not exist any more"},
		raise: func(c circumstance) *soap.Fault { return gone(c.vm) }},
	{FaultName: FaultName{"invalidState", "InvalidState: the VM is in a state that does not allow it"},
		raise: func(circumstance) *soap.Fault {
			return simulator.Fault("The operation is not allowed in the current state.", &types.InvalidState{})
		}},
	{FaultName: FaultName{"busy", "ResourceInUse: something else works on the VM"},
		raise: func(c circumstance) *soap.Fault {
			return simulator.Fault("The resource '"+c.vm.Value+"' is in use.", &types.ResourceInUse{Type: c.vm.Type, Name: c.vm.Value})
		}},
	{FaultName: FaultName{"hostNotConnected", "HostNotConnected: the ESXi host does not answer the vCenter"},
		raise: func(circumstance) *soap.Fault {
			return simulator.Fault("Unable to communicate with the remote host, since it is disconnected.", &types.HostNotConnected{})
		}},
	{FaultName: FaultName{"systemError", "SystemError: the server has failed inside"},
		raise: func(circumstance) *soap.Fault { return failed() }},
	{FaultName: FaultName{"methodNotFound", "MethodNotFound: the server does not know the question"},
		raise: func(c circumstance) *soap.Fault {
			return simulator.Fault("Unable to resolve WSDL method name QueryChangedDiskAreas for class "+c.vm.Type,
				&types.MethodNotFound{Receiver: c.vm, Method: "QueryChangedDiskAreas"})
		}},
}
