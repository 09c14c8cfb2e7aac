package simulate

import (
	"slices"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// privileges answers what the account may do to an object. The simulator would
// say yes to everything, even to privileges that there are none of.
type privileges struct {
	object
	known  []string // sorted
	actors map[types.ManagedObjectReference]*actor
	faults *faults
}

// newPrivileges knows the privileges of the simulator's administrator.
func newPrivileges(registry *simulator.Registry, actors map[types.ManagedObjectReference]*actor, f *faults) *privileges {
	p := &privileges{object: newObject("Privileges", "privileges"), actors: actors, faults: f}
	content := registry.Get(vim25.ServiceInstance).(*simulator.ServiceInstance).Content
	manager := registry.Get(*content.AuthorizationManager).(*simulator.AuthorizationManager)
	for _, role := range manager.RoleList {
		if role.Name == "Admin" {
			p.known = slices.Sorted(slices.Values(role.Privilege))
		}
	}
	return p
}

// granted tells whether the account has one privilege on an object: all there
// are, but for the one to read disks where the cast or a fault denies it.
func (p *privileges) granted(entity types.ManagedObjectReference, id string) bool {
	if _, ok := slices.BinarySearch(p.known, id); !ok {
		return false
	}
	a := p.actors[entity]
	return a == nil || id != diskRandomRead || a.refuses != forbidden && !p.faults.denies(a.name)
}

// of says so for a list of privileges.
func (p *privileges) of(entity types.ManagedObjectReference, ids []string) types.EntityPrivilege {
	all := types.EntityPrivilege{Entity: entity}
	for _, id := range ids {
		all.PrivAvailability = append(all.PrivAvailability, types.PrivilegeAvailability{PrivId: id, IsGranted: p.granted(entity, id)})
	}
	return all
}

// missing is the fault for the first object that does not exist, or nil.
func missing(ctx *simulator.Context, entities ...types.ManagedObjectReference) *soap.Fault {
	for _, e := range entities {
		if ctx.Map.Get(e) == nil {
			return gone(e)
		}
	}
	return nil
}

// HasPrivilegeOnEntity answers for one object and the account of the session.
func (p *privileges) HasPrivilegeOnEntity(ctx *simulator.Context, req *types.HasPrivilegeOnEntity) soap.HasFault {
	body := &hasPrivilegeOnEntityBody{Fault_: missing(ctx, req.Entity)}
	if body.Fault_ != nil {
		return body
	}
	body.Res = &hasPrivilegeOnEntityResponse{}
	for _, id := range req.PrivId {
		body.Res.Returnval = append(body.Res.Returnval, p.granted(req.Entity, id))
	}
	return body
}

// hasPrivilegeOnEntityBody is the library's type of that name, but for what is
// empty in a list: the library's leaves out every false.
type hasPrivilegeOnEntityBody struct {
	Res    *hasPrivilegeOnEntityResponse `xml:"urn:vim25 HasPrivilegeOnEntityResponse"`
	Fault_ *soap.Fault
}

func (b *hasPrivilegeOnEntityBody) Fault() *soap.Fault { return b.Fault_ }

type hasPrivilegeOnEntityResponse struct {
	Returnval []bool `xml:"returnval"`
}

// HasPrivilegeOnEntities answers for many objects.
func (p *privileges) HasPrivilegeOnEntities(ctx *simulator.Context, req *types.HasPrivilegeOnEntities) soap.HasFault {
	body := &methods.HasPrivilegeOnEntitiesBody{Fault_: missing(ctx, req.Entity...)}
	if body.Fault_ != nil {
		return body
	}
	body.Res = &types.HasPrivilegeOnEntitiesResponse{}
	for _, e := range req.Entity {
		body.Res.Returnval = append(body.Res.Returnval, p.of(e, req.PrivId))
	}
	return body
}

// HasUserPrivilegeOnEntities answers for a user by name; there is only one.
func (p *privileges) HasUserPrivilegeOnEntities(ctx *simulator.Context, req *types.HasUserPrivilegeOnEntities) soap.HasFault {
	body := &methods.HasUserPrivilegeOnEntitiesBody{Fault_: missing(ctx, req.Entities...)}
	if body.Fault_ != nil {
		return body
	}
	body.Res = &types.HasUserPrivilegeOnEntitiesResponse{}
	for _, e := range req.Entities {
		body.Res.Returnval = append(body.Res.Returnval, p.of(e, req.PrivId))
	}
	return body
}

// FetchUserPrivilegeOnEntities lists all that a user may do.
func (p *privileges) FetchUserPrivilegeOnEntities(ctx *simulator.Context, req *types.FetchUserPrivilegeOnEntities) soap.HasFault {
	body := &methods.FetchUserPrivilegeOnEntitiesBody{Fault_: missing(ctx, req.Entities...)}
	if body.Fault_ != nil {
		return body
	}
	body.Res = &types.FetchUserPrivilegeOnEntitiesResponse{}
	for _, e := range req.Entities {
		has := types.UserPrivilegeResult{Entity: e}
		for _, id := range p.known {
			if p.granted(e, id) {
				has.Privileges = append(has.Privileges, id)
			}
		}
		body.Res.Returnval = append(body.Res.Returnval, has)
	}
	return body
}
