package simulate

import (
	"context"
	"fmt"
	"time"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/types"
)

// makeTemplate makes the VM that all others start as a copy of. The simulator's
// own way to make its first VM waits 20 ms for something to happen, however soon
// it has.
func (s *site) makeTemplate() error {
	registry := s.model.Map()
	ctx := &simulator.Context{Context: context.Background(), Map: registry, Session: s.model.Service.Context.Session}
	var made *methods.CreateVM_TaskBody
	ctx.WithLock(s.folder, func() {
		made = s.folder.CreateVMTask(ctx, &types.CreateVM_Task{
			This: s.folder.Self,
			Config: types.VirtualMachineConfigSpec{
				Name:    "template",
				GuestId: string(types.VirtualMachineGuestOsIdentifierOtherGuest),
				Files:   &types.VirtualMachineFileInfo{VmPathName: "[" + vmfsStore + "]"},
			},
			Pool: s.pool.Self,
			Host: &s.host.Self,
		}).(*methods.CreateVM_TaskBody)
	})
	if made.Fault_ != nil {
		return fmt.Errorf("make the first VM of the simulated vCenter: %s", made.Fault_.String)
	}
	task := registry.Get(made.Res.Returnval).(*simulator.Task)
	var info types.TaskInfo
	for info.CompleteTime == nil {
		time.Sleep(100 * time.Microsecond)
		(&simulator.Context{Map: registry}).WithLock(task, func() { info = task.Info })
	}
	if info.Error != nil {
		return fmt.Errorf("make the first VM of the simulated vCenter: %s", info.Error.LocalizedMessage)
	}
	s.template = registry.Get(info.Result.(types.ManagedObjectReference)).(*simulator.VirtualMachine)
	return nil
}
