package simulate

import (
	"slices"
	"strings"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// withheldPaths are the properties that an account may be kept from reading
// though it sees the VM.
var withheldPaths = []string{
	"capability.changeTrackingSupported", "config.changeTrackingEnabled", "config.extraConfig",
	"guest", "rootSnapshot", "snapshot",
}

// withheld reads properties for a client and leaves out those that a fault
// withholds: they are named as missing, for want of a permission, as a real
// server does it. Clients that wait for updates of properties are not kept.
type withheld struct {
	object
	actors map[types.ManagedObjectReference]*actor
	faults *faults
}

// any tells whether something is withheld from anybody.
func (w *withheld) any() bool { return w.faults.withholdsAny() }

// collector is the one that the request was for.
func (w *withheld) collector(ctx *simulator.Context, this types.ManagedObjectReference) *simulator.PropertyCollector {
	pc, _ := ctx.Session.Get(this).(*simulator.PropertyCollector)
	return pc
}

// RetrieveProperties is the collector's, less what is withheld.
func (w *withheld) RetrieveProperties(ctx *simulator.Context, req *types.RetrieveProperties) soap.HasFault {
	pc := w.collector(ctx, req.This)
	if pc == nil {
		return &methods.RetrievePropertiesBody{Fault_: gone(req.This)}
	}
	body := pc.RetrieveProperties(ctx, req).(*methods.RetrievePropertiesBody)
	if body.Res != nil {
		w.conceal(body.Res.Returnval)
	}
	return body
}

// RetrievePropertiesEx is the collector's, less what is withheld.
func (w *withheld) RetrievePropertiesEx(ctx *simulator.Context, req *types.RetrievePropertiesEx) soap.HasFault {
	pc := w.collector(ctx, req.This)
	if pc == nil {
		return &methods.RetrievePropertiesExBody{Fault_: gone(req.This)}
	}
	body := pc.RetrievePropertiesEx(ctx, req).(*methods.RetrievePropertiesExBody)
	if body.Res != nil && body.Res.Returnval != nil {
		w.conceal(body.Res.Returnval.Objects)
	}
	return body
}

// ContinueRetrievePropertiesEx is the collector's, less what is withheld.
func (w *withheld) ContinueRetrievePropertiesEx(ctx *simulator.Context, req *types.ContinueRetrievePropertiesEx) soap.HasFault {
	pc := w.collector(ctx, req.This)
	if pc == nil {
		return &methods.ContinueRetrievePropertiesExBody{Fault_: gone(req.This)}
	}
	body := pc.ContinueRetrievePropertiesEx(ctx, req).(*methods.ContinueRetrievePropertiesExBody)
	if body.Res != nil {
		w.conceal(body.Res.Returnval.Objects)
	}
	return body
}

// conceal moves what is withheld of each object to what is missing of it.
func (w *withheld) conceal(objects []types.ObjectContent) {
	for i := range objects {
		o := &objects[i]
		a := w.actors[o.Obj]
		if a == nil || !w.faults.withholds(a.name) {
			continue
		}
		o.PropSet = slices.DeleteFunc(o.PropSet, func(p types.DynamicProperty) bool {
			if !isWithheld(p.Name) {
				return false
			}
			o.MissingSet = append(o.MissingSet, types.MissingProperty{Path: p.Name, Fault: types.LocalizedMethodFault{
				Fault:            &types.NoPermission{Object: &o.Obj, PrivilegeId: "System.Read"},
				LocalizedMessage: permissionDenied,
			}})
			return true
		})
	}
}

// isWithheld tells whether a path leads to, into or around one that is.
func isWithheld(path string) bool {
	return slices.ContainsFunc(withheldPaths, func(secret string) bool {
		return path == secret || strings.HasPrefix(path, secret+".") || strings.HasPrefix(secret, path+".")
	})
}
