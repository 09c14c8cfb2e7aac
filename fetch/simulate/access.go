package simulate

import (
	"slices"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25"
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
	case "RetrieveProperties", "RetrievePropertiesEx":
		if ctx.Session == nil && !public(method.Body) {
			return nil, &types.NotAuthenticated{NoPermission: types.NoPermission{
				Object: &types.ManagedObjectReference{Type: method.This.Type, Value: method.This.Value}, PrivilegeId: "System.View",
			}}
		}
	case "QueryChangedDiskAreas":
		if ctx.Session != nil {
			method.This = t.Self
		}
	}
	return nil, nil
}

// public tells whether a request for properties asks for nothing but what a
// server shows before a login, its own description.
func public(body types.AnyType) bool {
	var specs []types.PropertyFilterSpec
	switch req := body.(type) {
	case *types.RetrieveProperties:
		specs = req.SpecSet
	case *types.RetrievePropertiesEx:
		specs = req.SpecSet
	}
	return !slices.ContainsFunc(specs, func(s types.PropertyFilterSpec) bool {
		return slices.ContainsFunc(s.ObjectSet, func(o types.ObjectSpec) bool {
			return o.Obj != vim25.ServiceInstance || len(o.SelectSet) > 0
		})
	})
}
