package simulate

import (
	"fmt"
	"sync/atomic"
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
	object
	actors   map[types.ManagedObjectReference]*actor
	latency  time.Duration
	faults   *faults
	sessions *sessions
	asked    atomic.Int64
	closing  chan struct{} // closed when the server closes
}

// answer is what a question is met with: a page or a fault, and how it is sent.
type answer struct {
	info  types.DiskChangeInfo
	fault *soap.Fault
	wire  wire // nil if it is sent as it should be
}

// body is the answer as the simulator's methods have it.
func (a answer) body() soap.HasFault {
	if a.fault != nil {
		return &methods.QueryChangedDiskAreasBody{Fault_: a.fault}
	}
	return &methods.QueryChangedDiskAreasBody{Res: &types.QueryChangedDiskAreasResponse{Returnval: a.info}}
}

// QueryChangedDiskAreas is the method that the simulator lacks. It is asked in
// the process only; questions over the network come by way of ask.
func (t *tracker) QueryChangedDiskAreas(ctx *simulator.Context, req *types.QueryChangedDiskAreas) soap.HasFault {
	return t.answer(ctx, req).body()
}

// answer answers one question, or shows the fault that it meets.
func (t *tracker) answer(ctx *simulator.Context, req *types.QueryChangedDiskAreas) answer {
	t.asked.Add(1)
	if ctx.Session == nil {
		return answer{fault: unauthenticated(req.This)}
	}
	t.delay()
	a := t.actors[req.This]
	if a == nil || ctx.Map.Get(req.This) == nil {
		return answer{fault: gone(req.This)}
	}
	met := t.faults.next(a.name)
	if a.refuses == forbidden {
		return answer{fault: denied(req.This)}
	}
	all, file, fault := t.areas(ctx, a, req)
	if met != nil && met.raise != nil {
		if file == "" {
			file = fmt.Sprintf("[%s] %s/%s.vmdk", a.stores()[0], a.name, a.name)
		}
		end := func() { t.sessions.end(ctx.Session.Key) }
		return answer{fault: met.raise(circumstance{vm: req.This, file: file, session: end})}
	}
	result := answer{fault: fault}
	if fault == nil {
		result.info = all.page(pageLimit)
		if met != nil && met.page != nil {
			result.info = met.page(all)
		}
	}
	if met != nil {
		result.wire = met.wire
	}
	return result
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
