package simulate

import (
	"time"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// tracker answers QueryChangedDiskAreas for all VMs. It is an object of its own
// in the simulator's registry, so that the VMs stay what the simulator's other
// methods expect them to be; see access.
type tracker struct {
	Self    types.ManagedObjectReference
	actors  map[types.ManagedObjectReference]*actor
	latency time.Duration
	closing chan struct{} // closed when the server closes
}

// Reference makes the tracker an object that the registry can hold.
func (t *tracker) Reference() types.ManagedObjectReference { return t.Self }

// Lock does nothing: the simulator holds an object's lock through a call, and
// calls must not wait for each other's latency. What is shared is guarded by
// the histories themselves.
func (t *tracker) Lock() {}

// Unlock does nothing, as Lock.
func (t *tracker) Unlock() {}

// QueryChangedDiskAreas is the method that the simulator lacks.
func (t *tracker) QueryChangedDiskAreas(ctx *simulator.Context, req *types.QueryChangedDiskAreas) soap.HasFault {
	t.delay()
	body := &methods.QueryChangedDiskAreasBody{}
	info, fault := t.areas(ctx, req)
	if fault != nil {
		body.Fault_ = fault
		return body
	}
	body.Res = &types.QueryChangedDiskAreasResponse{Returnval: info}
	return body
}

// delay waits as long as a busy server would take, or until this one closes.
func (t *tracker) delay() {
	if t.latency <= 0 {
		return
	}
	timer := time.NewTimer(t.latency)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-t.closing:
	}
}
