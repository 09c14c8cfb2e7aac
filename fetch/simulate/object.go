package simulate

import (
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

// object makes a part of this package an object of the simulator's registry,
// under a type that no client has heard of. The simulator looks for a managed
// object of its own inside every object, and panics where there is none; the one
// used here has nothing but its reference.
type object struct{ mo.FileManager }

func newObject(kind, id string) object {
	return object{mo.FileManager{Self: types.ManagedObjectReference{Type: kind, Value: id}}}
}

// Lock does nothing. The simulator holds an object's lock through a call, and
// calls must not wait for each other here: what they share guards itself.
func (*object) Lock() {}

// Unlock does nothing, as Lock.
func (*object) Unlock() {}
