package simulate

import (
	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

// access looks at every call before the simulator does. It closes the doors
// that the simulator leaves open without a password, and hands questions about
// changed areas to the tracker: the simulator looks up the object by method.This
// afterwards, while the request itself goes on naming the VM.
func (t *tracker) access(ctx *simulator.Context, method *simulator.Method) (mo.Reference, types.BaseMethodFault) {
	switch method.Name {
	case "LoginByToken", "LoginExtensionByCertificate":
		return nil, &types.InvalidLogin{} // the simulator would believe any token
	case "QueryChangedDiskAreas":
		if ctx.Session != nil { // without one, the simulator refuses in the VM's name
			method.This = t.Self
		}
	}
	return nil, nil
}
