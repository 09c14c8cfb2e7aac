package simulate

import (
	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

// access looks at every call before the simulator does. It closes the doors
// that the simulator leaves open without a password, and hands calls to the
// objects of this package: the simulator looks up the object by method.This
// afterwards, while the request itself goes on naming the one that it was for.
type access struct {
	relays     *relays
	tracker    *tracker
	privileges *privileges
	withheld   *withheld
	listings   *listings
}

func (a *access) look(ctx *simulator.Context, method *simulator.Method) (mo.Reference, types.BaseMethodFault) {
	switch method.Name {
	case "LoginByToken", "LoginExtensionByCertificate":
		return nil, &types.InvalidLogin{} // the simulator would believe any token
	case "RetrieveServiceContent":
		if method.This.Type == relayType {
			return a.relays.find(method.This), nil
		}
	}
	if ctx.Session == nil { // without one, the simulator refuses in the object's own name
		return nil, nil
	}
	switch method.Name {
	case "QueryChangedDiskAreas":
		method.This = a.tracker.Self
	case "HasPrivilegeOnEntity", "HasPrivilegeOnEntities", "HasUserPrivilegeOnEntities", "FetchUserPrivilegeOnEntities":
		method.This = a.privileges.Self
	case "RetrieveProperties", "RetrievePropertiesEx", "ContinueRetrievePropertiesEx", "CancelRetrievePropertiesEx":
		switch {
		case a.listings.concerns(method.Body):
			method.This = a.listings.Self
		case a.withheld.any() && method.Name != "CancelRetrievePropertiesEx":
			method.This = a.withheld.Self
		}
	}
	return nil, nil
}
