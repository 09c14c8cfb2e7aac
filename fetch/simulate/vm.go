package simulate

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/types"
)

// actor is one VM of the cast in the inventory, and what is true of its disks.
type actor struct {
	machine
	vm        *simulator.VirtualMachine
	devices   []device
	histories []*history // by device; nil if not tracked
	snapshots []types.ManagedObjectReference
	frozen    []*simulator.VirtualMachineSnapshot // the same, until they are furnished
}

// enter puts a VM with its snapshots into the inventory, under ids that follow
// from who was entered before; furnish has to follow. It writes the simulator's
// objects directly: through the API, hundreds of VMs with snapshots would take
// minutes.
func (s *site) enter(m machine, seed uint64) *actor {
	vm := *s.template
	a := &actor{machine: m, vm: &vm}
	vm.Self.Value = ""
	vm.Name = m.name
	s.model.Map().NewEntity(&vm)
	number := strings.TrimPrefix(vm.Self.Value, "vm-")
	for i, d := range m.drives {
		if d.slot.bus == scsi && d.slot.number == 0 {
			d.slot.unit = int32(i)
		}
		a.devices = append(a.devices, newDevice(d, m.name, number, i, seed))
		a.histories = append(a.histories, d.history(seed, m, i))
	}
	vm.Datastore = nil
	s.add(&vm, a.stores())
	a.takeSnapshots(s)
	return a
}

// furnish fills the objects of an actor. It touches no others, so that many can
// be furnished at a time.
func (a *actor) furnish(s *site, seed uint64) {
	a.configure(seed)
	a.fillRuntime(s)
	a.freeze()
}

// stores names the datastores that hold the VM's files.
func (a *actor) stores() []string {
	var names []string
	for _, d := range a.devices {
		name := d.store
		if name == "" {
			name = vmfsStore
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		names = []string{vmfsStore}
	}
	return names
}

// configure fills config with the VM as it is now.
func (a *actor) configure(seed uint64) {
	config := *a.vm.Config
	random := stream(seedOf(seed, 0, a.name, "uuid"))
	newUUID := func() string {
		hi, lo := random.Uint64(), random.Uint64()
		return fmt.Sprintf("42%06x-%04x-%04x-%04x-%012x", hi>>40, hi>>24&0xffff, hi&0xffff, lo>>48, lo&0xffffffffffff)
	}
	config.Name = a.name
	config.Uuid, config.InstanceUuid = newUUID(), newUUID()
	config.GuestId, config.GuestFullName = a.guestID, guestNames[a.guestID]
	config.Version = fmt.Sprintf("vmx-%02d", a.hardware)
	config.CreateDate = types.NewTime(nights[0].time.AddDate(-1, 0, 0))
	config.Modified = nights[0].time.AddDate(0, -1, 0)
	config.ChangeVersion = config.Modified.Format(time.RFC3339)
	config.ChangeTrackingEnabled = types.NewBool(!a.noCBT)
	config.ExtraConfig = a.extraConfig()
	dir := fmt.Sprintf("[%s] %s/", a.stores()[0], a.name)
	config.Files = types.VirtualMachineFileInfo{
		VmPathName: dir + a.name + ".vmx", SnapshotDirectory: dir, SuspendDirectory: dir, LogDirectory: dir,
	}
	config.Hardware.Device = a.hardwareAt(len(a.nights))
	config.Hardware.NumCPU, config.Hardware.MemoryMB = 4, 16<<10
	a.vm.Config = &config
}

// extraConfig is the VM's settings file: tracking is a switch for each disk.
func (a *actor) extraConfig() []types.BaseOptionValue {
	if a.noCBT {
		return nil
	}
	options := []types.BaseOptionValue{&types.OptionValue{Key: "ctkEnabled", Value: "TRUE"}}
	for _, d := range a.devices {
		value := "FALSE"
		if d.tracked(a.machine) {
			value = "TRUE"
		}
		options = append(options, &types.OptionValue{Key: d.slot.String() + ".ctkEnabled", Value: value})
	}
	return options
}

// hardwareAt lists the devices as snapshot i froze them; one past the last
// snapshot is the present.
func (a *actor) hardwareAt(i int) []types.BaseVirtualDevice {
	list := []types.BaseVirtualDevice{&types.VirtualPCIController{VirtualController: types.VirtualController{
		VirtualDevice: types.VirtualDevice{Key: 100, DeviceInfo: &types.Description{Label: "PCI controller 0", Summary: "PCI controller 0"}},
	}}}
	slots := map[int32]slot{}
	keys := map[int32][]int32{}
	for _, d := range a.devices {
		at := d.slot.controllerKey()
		slots[at], keys[at] = d.slot, append(keys[at], d.slot.diskKey())
	}
	for _, key := range sortedKeys(slots) {
		list = append(list, slots[key].controller(a.hardware, keys[key]))
	}
	for n, d := range a.devices {
		list = append(list, d.at(i, a.changeIDAt(n, i), d.capacityAt(i)))
	}
	return list
}

// changeIDAt is what the backing of the n-th disk carries at snapshot i, or ""
// if it is not tracked. A running VM goes on under the id of its last snapshot.
func (a *actor) changeIDAt(n, i int) string {
	h := a.histories[n]
	if h == nil {
		return ""
	}
	return h.marks[min(i, len(h.marks)-1)].id.String()
}

// guestNames are the full names of the guests' operating systems.
var guestNames = map[string]string{
	windows:   "Microsoft Windows Server 2022 (64-bit)",
	desktopOS: "Microsoft Windows 11 (64-bit)",
	linux:     "Ubuntu Linux (64-bit)",
}
