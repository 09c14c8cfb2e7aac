package vcenter_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"cbtmap/fetch/vcenter"
)

// wire is one value of each property that is read, as it stands on the wire.
var wire = []struct{ path, kind, value string }{
	{"name", "xsd:string", "sql01"},
	{"runtime.powerState", "VirtualMachinePowerState", "poweredOn"},
	{"config.changeTrackingEnabled", "xsd:boolean", "true"},
	{"capability.changeTrackingSupported", "xsd:boolean", "true"},
	{"config.template", "xsd:boolean", "true"},
	{"summary.config.numVirtualDisks", "xsd:int", "1"},
	{"snapshot", "VirtualMachineSnapshotInfo", `<currentSnapshot type="VirtualMachineSnapshot">snapshot-1</currentSnapshot><rootSnapshotList>` +
		`<snapshot type="VirtualMachineSnapshot">snapshot-1</snapshot><vm type="VirtualMachine">vm-1</vm><name>s1</name><description></description><id>1</id>` +
		`<createTime>2026-11-21T22:00:00Z</createTime><state>poweredOn</state><quiesced>false</quiesced></rootSnapshotList>`},
	{"config.version", "xsd:string", "vmx-19"},
	{"config.hardware.device", "ArrayOfVirtualDevice", oneDisk},
	{"config.extraConfig", "ArrayOfOptionValue", `<OptionValue xsi:type="OptionValue"><key>scsi0:0.ctkEnabled</key><value xsi:type="xsd:string">TRUE</value></OptionValue>`},
	{"guest.disk", "ArrayOfGuestDiskInfo", `<GuestDiskInfo><diskPath>C:\</diskPath><capacity>1000</capacity><freeSpace>10</freeSpace><mappings><key>2000</key></mappings></GuestDiskInfo>`},
}

const oneDisk = `<VirtualDevice xsi:type="ParaVirtualSCSIController"><key>1000</key><busNumber>0</busNumber><sharedBus>noSharing</sharedBus></VirtualDevice>` +
	`<VirtualDevice xsi:type="VirtualDisk"><key>2000</key><deviceInfo><label>Hard disk 1</label><summary>s</summary></deviceInfo><backing xsi:type="VirtualDiskFlatVer2BackingInfo"><fileName>[ds1] a.vmdk</fileName>` +
	`<diskMode>persistent</diskMode><changeId>x/1</changeId></backing><controllerKey>1000</controllerKey><unitNumber>0</unitNumber><capacityInKB>1024</capacityInKB></VirtualDevice>`

// A property that the account may not read is unknown, whichever it is, and all
// others are as they are.
func TestWithheldProperties(t *testing.T) {
	whole := vcenter.Detail{
		VM: vcenter.VM{MoID: "vm-1", Name: "sql01", Power: "poweredOn", Tracking: vcenter.Yes, Supported: vcenter.Yes, Template: true,
			Disks: 1, Snapshots: 1, NewestSnapshot: time.Date(2026, 11, 21, 22, 0, 0, 0, time.UTC)},
		HardwareVersion: "vmx-19",
	}
	disk := vcenter.Disk{Key: 2000, Label: "Hard disk 1", Capacity: 1 << 20, File: "[ds1] a.vmdk", Mode: "persistent", Backing: "FlatVer2", ChangeID: "x/1", Slot: "scsi0:0"}
	now := disk
	now.Tracking, now.Volumes = vcenter.Yes, []vcenter.Volume{{Path: `C:\`, Capacity: 1000, Free: 10}}
	whole.Disks = []vcenter.Disk{now}
	whole.Snapshots = []vcenter.Snapshot{{MoID: "snapshot-1", Name: "s1", Created: whole.NewestSnapshot, Current: true, Disks: []vcenter.Disk{disk}}}

	unknown := map[string]func(*vcenter.Detail){
		"":                                   func(d *vcenter.Detail) {},
		"name":                               func(d *vcenter.Detail) { d.Name = "" },
		"runtime.powerState":                 func(d *vcenter.Detail) { d.Power = "" },
		"config.changeTrackingEnabled":       func(d *vcenter.Detail) { d.Tracking = vcenter.Unknown },
		"capability.changeTrackingSupported": func(d *vcenter.Detail) { d.Supported = vcenter.Unknown },
		"config.template":                    func(d *vcenter.Detail) { d.Template = false },
		"summary.config.numVirtualDisks":     func(d *vcenter.Detail) { d.VM.Disks = -1 },
		"snapshot":                           func(d *vcenter.Detail) { d.VM.Snapshots, d.NewestSnapshot, d.Snapshots = -1, time.Time{}, nil },
		"config.version":                     func(d *vcenter.Detail) { d.HardwareVersion = "" },
		"config.hardware.device":             func(d *vcenter.Detail) { d.Disks = nil },
		"config.extraConfig":                 func(d *vcenter.Detail) { d.Disks[0].Tracking = vcenter.Unknown },
		"guest.disk":                         func(d *vcenter.Detail) { d.Disks[0].Volumes = nil },
		"the snapshot's devices":             func(d *vcenter.Detail) { d.Snapshots[0].Disks, d.Snapshots[0].Withheld = nil, true },
	}
	for _, p := range wire {
		if unknown[p.path] == nil {
			t.Errorf("nothing is said of %s", p.path)
		}
	}
	eachProtocol(t, func(t *testing.T, protocol string) {
		for path, change := range unknown {
			inner := ""
			for _, p := range wire {
				if p.path == path {
					inner += withheld(path)
					continue
				}
				inner += prop(p.path, p.kind, p.value)
			}
			frozen := prop("config.hardware.device", "ArrayOfVirtualDevice", oneDisk)
			if path == "the snapshot's devices" {
				frozen = withheld("config.hardware.device")
			}
			machine := object("VirtualMachine", "vm-1", inner)
			replies := canned{retrieve: returnval(retrieve, machine+object("VirtualMachineSnapshot", "snapshot-1", frozen))}
			c := connect(t, serveOver(t, protocol, replies.handler()))

			want := whole
			want.Disks, want.Snapshots = []vcenter.Disk{now}, []vcenter.Snapshot{whole.Snapshots[0]}
			change(&want)
			if path != "" && !strings.HasPrefix(path, "the ") {
				want.Withheld = []string{path}
			}
			got, err := c.Detail(t.Context(), "vm-1")
			if err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("without %q: %v\ngot  %+v\nwant %+v", path, err, got, want)
			}
			c = connect(t, serveOver(t, protocol, canned{retrieve: returnval(retrieve, machine)}.handler()))
			var vms []vcenter.VM
			err = c.VMs(t.Context(), func(page []vcenter.VM) { vms = append(vms, page...) })
			if err != nil || fmt.Sprint(vms) != fmt.Sprint([]vcenter.VM{want.VM}) {
				t.Errorf("without %q: %v\ngot  %+v\nwant %+v", path, err, vms, want.VM)
			}
		}
	})
}

// A list that breaks off says how far it came, and that much is true.
func TestListBreaksOff(t *testing.T) {
	eachProtocol(t, func(t *testing.T, protocol string) {
		c := connect(t, serveOver(t, protocol, canned{
			retrieve:              returnval(retrieve, "<token>2</token>"+object("VirtualMachine", "vm-1")+object("VirtualMachine", "vm-2")),
			"Continue" + retrieve: faulty("SystemError", "out of memory", "<reason>x</reason>"),
		}.handler()))
		came := 0
		err := c.VMs(t.Context(), func(page []vcenter.VM) { came += len(page) })
		wantError(t, err, "listing virtual machines after the first 2: ")
		if came != 2 {
			t.Errorf("%d machines came", came)
		}
	})
}

// A datacenter bounds what is listed.
func TestDatacenter(t *testing.T) {
	eachProtocol(t, func(t *testing.T, protocol string) {
		all := listed(t, liveOver(protocol))
		for _, name := range []string{"dc1", "/dc1/"} {
			config := liveOver(protocol)
			config.Datacenter = name
			if got := listed(t, config); got != all {
				t.Errorf("%d of %d machines in %s", got, all, name)
			}
		}
		config := liveOver(protocol)
		config.Datacenter = "dc2"
		c := connect(t, config)
		for _, err := range []error{c.VMs(t.Context(), func([]vcenter.VM) {}), second(c.FindVM(t.Context(), "sql01"))} {
			wantError(t, err, `no datacenter "dc2" on `)
			wantError(t, err, "write its inventory path into GOVC_DATACENTER, or leave that out")
		}
		// A path to something else is no datacenter either.
		config.Datacenter = "dc1/vm"
		wantError(t, connect(t, config).VMs(t.Context(), func([]vcenter.VM) {}), `no datacenter "dc1/vm"`)
	})
}

func listed(t *testing.T, config vcenter.Config) (n int) {
	t.Helper()
	if err := connect(t, config).VMs(t.Context(), func(page []vcenter.VM) { n += len(page) }); err != nil {
		t.Error(err)
	}
	return n
}

// The view of a list lies over the datacenter, and not over all with a filter.
func TestViewOfDatacenter(t *testing.T) {
	eachProtocol(t, func(t *testing.T, protocol string) {
		content := strings.Replace(serviceContent, "<sessionManager", `<searchIndex type="SearchIndex">SearchIndex</searchIndex><sessionManager`, 1)
		h := canned{
			"RetrieveServiceContent": returnval("RetrieveServiceContent", content),
			"FindByInventoryPath":    `<FindByInventoryPathResponse xmlns="urn:vim25"><returnval type="Datacenter">datacenter-7</returnval></FindByInventoryPathResponse>`,
			retrieve:                 returnval(retrieve, ""),
		}.handler()
		var over string
		config := serveOver(t, protocol, seen(h, "CreateContainerView", &over))
		config.Datacenter = "/Europe/dc1"
		if err := connect(t, config).VMs(t.Context(), func([]vcenter.VM) {}); err != nil || !strings.Contains(over, "datacenter-7") {
			t.Errorf("%v, asked for %s", err, over)
		}
	})
}
