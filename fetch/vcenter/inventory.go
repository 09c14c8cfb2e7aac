package vcenter

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/vmware/govmomi/vim25/types"
)

// Property paths of the light set.
const (
	propName      = "name"
	propPower     = "runtime.powerState"
	propTracking  = "config.changeTrackingEnabled"
	propSupported = "capability.changeTrackingSupported"
	propTemplate  = "config.template"
	propDisks     = "summary.config.numVirtualDisks"
	propSnapshot  = "snapshot"
)

var lightSet = []string{propName, propPower, propTracking, propSupported, propTemplate, propDisks, propSnapshot}

// VMs lists all virtual machines that the account can see, or those of the
// datacenter that was named, in pages of up to 100 as they arrive and in the
// server's order. each gets no machine twice, is not called again after VMs
// returns, nor with an empty page. What came before an error stays right.
func (c *Client) VMs(ctx context.Context, each func([]VM)) error {
	came := 0
	err := c.retrieveAllVMs(ctx, lightSet, func(page []types.ObjectContent) {
		vms := make([]VM, 0, len(page))
		for _, o := range page {
			vms = append(vms, vmOf(o))
		}
		if came += len(vms); len(vms) > 0 {
			each(vms)
		}
	})
	switch {
	case err == nil:
		return nil
	case came > 0:
		return c.callError(err, fmt.Sprintf("listing virtual machines after the first %d", came))
	}
	return c.callError(err, "listing virtual machines")
}

func vmOf(o types.ObjectContent) VM {
	p := propertiesOf(o)
	vm := VM{
		MoID:      o.Obj.Value,
		Name:      unescapeName(text[string](p, propName)),
		Power:     text[types.VirtualMachinePowerState](p, propPower),
		Tracking:  flag(p, propTracking),
		Supported: flag(p, propSupported),
		Template:  flag(p, propTemplate) == Yes,
		Disks:     -1,
		Snapshots: -1,
	}
	if n, ok := get[int32](p, propDisks); ok {
		vm.Disks = int(n)
	}
	if info, ok := get[types.VirtualMachineSnapshotInfo](p, propSnapshot); ok {
		vm.Snapshots, vm.NewestSnapshot = countSnapshots(info.RootSnapshotList)
	} else if !isMissing(o, propSnapshot) {
		vm.Snapshots = 0 // the property exists only with snapshots
	}
	return vm
}

func countSnapshots(trees []types.VirtualMachineSnapshotTree) (n int, newest time.Time) {
	for _, t := range trees {
		below, latest := countSnapshots(t.ChildSnapshotList)
		n += 1 + below
		if t.CreateTime.After(latest) {
			latest = t.CreateTime
		}
		if latest.After(newest) {
			newest = latest
		}
	}
	return n, newest
}

// unescapeName undoes how a server writes the three characters that cannot be
// in a name of its inventory: slash, backslash and per cent sign.
var unescapeName = strings.NewReplacer("%2f", "/", "%2F", "/", "%5c", `\`, "%5C", `\`, "%25", "%").Replace
