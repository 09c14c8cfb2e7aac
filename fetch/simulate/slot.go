package simulate

import (
	"fmt"

	"github.com/vmware/govmomi/vim25/types"
)

// slot is the place of a disk at a controller. Keys of controllers and disks
// are those that a vCenter gives.
type slot struct {
	bus    bus
	number int32 // of the controller
	unit   int32
}

type bus int

const (
	scsi bus = iota
	sata
)

// String is the name that extraConfig uses, "scsi0:1".
func (s slot) String() string {
	return fmt.Sprintf("%s%d:%d", [...]string{"scsi", "sata"}[s.bus], s.number, s.unit)
}

func (s slot) controllerKey() int32 {
	if s.bus == sata {
		return 15000 + s.number
	}
	return 1000 + s.number
}

func (s slot) diskKey() int32 {
	if s.bus == sata {
		return 16000 + 30*s.number + s.unit
	}
	return 2000 + 16*s.number + s.unit
}

// controller builds the controller of a slot for a VM of a hardware version.
func (s slot) controller(hardware int, disks []int32) types.BaseVirtualDevice {
	kind := map[bus]string{scsi: "SCSI controller", sata: "SATA controller"}[s.bus]
	c := types.VirtualController{
		VirtualDevice: types.VirtualDevice{
			Key:           s.controllerKey(),
			DeviceInfo:    &types.Description{Label: fmt.Sprintf("%s %d", kind, s.number), Summary: kind},
			ControllerKey: 100,
		},
		BusNumber: s.number,
		Device:    disks,
	}
	if s.bus == sata {
		return &types.VirtualAHCIController{VirtualSATAController: types.VirtualSATAController{VirtualController: c}}
	}
	sc := types.VirtualSCSIController{
		VirtualController:  c,
		HotAddRemove:       types.NewBool(true),
		SharedBus:          types.VirtualSCSISharingNoSharing,
		ScsiCtlrUnitNumber: 7,
	}
	if hardware < 7 {
		return &types.VirtualLsiLogicController{VirtualSCSIController: sc}
	}
	return &types.ParaVirtualSCSIController{VirtualSCSIController: sc}
}
