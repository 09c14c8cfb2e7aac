package vcenter_test

import (
	"fmt"
	"strings"
	"testing"

	"cbtmap/fetch/vcenter"
)

const retrieve = "RetrievePropertiesEx"

func object(kind, moid string, inner ...string) string {
	return fmt.Sprintf(`<objects><obj type="%s">%s</obj>%s</objects>`, kind, moid, strings.Join(inner, ""))
}

func prop(path, kind, value string) string {
	return fmt.Sprintf(`<propSet><name>%s</name><val xsi:type="%s">%s</val></propSet>`, path, kind, value)
}

func withheld(path string) string {
	return fmt.Sprintf(`<missingSet><path>%s</path><fault><fault xsi:type="NoPermission"></fault><localizedMessage>no</localizedMessage></fault></missingSet>`, path)
}

// What the server leaves out is unknown, and not an error; what it gives with an
// unexpected type is as good as left out.
func TestVMsWithMissingProperties(t *testing.T) { eachProtocol(t, testVMsWithMissingProperties) }

func testVMsWithMissingProperties(t *testing.T, protocol string) {
	c := connect(t, serveOver(t, protocol, canned{retrieve: returnval(retrieve,
		object("VirtualMachine", "vm-1")+
			object("VirtualMachine", "vm-2", prop("name", "xsd:string", "a%2fb%5cc%25d"), withheld("snapshot"), withheld("config.changeTrackingEnabled"))+
			object("VirtualMachine", "vm-3", prop("name", "xsd:string", "odd"), prop("summary.config.numVirtualDisks", "xsd:string", "many"),
				prop("config.changeTrackingEnabled", "xsd:boolean", "false"), prop("config.template", "xsd:boolean", "true"), prop("runtime.powerState", "VirtualMachinePowerState", "suspended")))}.handler()))
	var got []vcenter.VM
	if err := c.VMs(t.Context(), func(page []vcenter.VM) { got = append(got, page...) }); err != nil {
		t.Fatal(err)
	}
	want := []vcenter.VM{
		{MoID: "vm-1", Disks: -1, Snapshots: 0},
		{MoID: "vm-2", Name: `a/b\c%d`, Disks: -1, Snapshots: -1},
		{MoID: "vm-3", Name: "odd", Disks: -1, Tracking: vcenter.No, Template: true, Power: "suspended"},
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

// A view is a thing on the server; it goes whatever happens.
func TestViewsAreDestroyed(t *testing.T) { eachProtocol(t, testViewsAreDestroyed) }

func testViewsAreDestroyed(t *testing.T, protocol string) {
	for _, reply := range []string{
		returnval(retrieve, object("VirtualMachine", "vm-1")),
		returnval(retrieve, "<token>1</token>"+object("VirtualMachine", "vm-1")), // and then fails
		faulty("SystemError", "x", ""),
	} {
		h, calls := called(canned{retrieve: reply}.handler())
		c := connect(t, serveOver(t, protocol, h))
		err := c.VMs(t.Context(), func([]vcenter.VM) {})
		if calls("CreateContainerView") != 1 || calls("DestroyView") != 1 {
			t.Errorf("%d views made, %d destroyed (%v)", calls("CreateContainerView"), calls("DestroyView"), err)
		}
	}
}

func TestFindVMAmongSameNames(t *testing.T) { eachProtocol(t, testFindVMAmongSameNames) }

func testFindVMAmongSameNames(t *testing.T, protocol string) {
	c := connect(t, serveOver(t, protocol, canned{retrieve: returnval(retrieve,
		object("VirtualMachine", "vm-1", prop("name", "xsd:string", "twin"))+object("VirtualMachine", "vm-2", prop("name", "xsd:string", "twin")))}.handler()))
	_, err := c.FindVM(t.Context(), "twin")
	wantError(t, err, `2 virtual machines are named "twin": give the managed object id of one: vm-1, vm-2`)

	c = connect(t, serveOver(t, protocol, canned{retrieve: returnval(retrieve, "")}.handler()))
	_, err = c.FindVM(t.Context(), "any")
	wantError(t, err, "the account sees none at all")
	_, err = c.Detail(t.Context(), "vm-1")
	wantError(t, err, `the virtual machine "vm-1" is not there any more`)
}

func TestDetailOfTheWire(t *testing.T) { eachProtocol(t, testDetailOfTheWire) }

func testDetailOfTheWire(t *testing.T, protocol string) {
	device := func(kind string, key int, inner string) string {
		return fmt.Sprintf(`<VirtualDevice xsi:type="%s"><key>%d</key>%s</VirtualDevice>`, kind, key, inner)
	}
	disk := func(key, controller, unit int, backing, inner string) string {
		return device("VirtualDisk", key, fmt.Sprintf(`<backing xsi:type="VirtualDisk%sBackingInfo">%s</backing><controllerKey>%d</controllerKey><unitNumber>%d</unitNumber><capacityInKB>1024</capacityInKB>`, backing, inner, controller, unit))
	}
	const file = "<fileName>[ds1] a.vmdk</fileName><diskMode>persistent</diskMode>"
	devices := device("VirtualIDEController", 200, "<busNumber>0</busNumber>") + device("VirtualAHCIController", 15000, "<busNumber>1</busNumber>") +
		device("VirtualNVMEController", 31000, "<busNumber>0</busNumber>") + device("ParaVirtualSCSIController", 1000, "<busNumber>2</busNumber>") +
		device("VirtualPS2Controller", 300, "<busNumber>0</busNumber>") +
		disk(3001, 200, 1, "FlatVer1", file) + disk(2000, 15000, 0, "SparseVer1", file) + disk(2001, 31000, 2, "LocalPMem", file) +
		disk(2002, 1000, 3, "SeSparse", file+"<changeId>x/1</changeId>") + disk(2003, 999, 0, "PartitionedRawDiskVer2", "<deviceName>d</deviceName><descriptorFileName>[ds1] p.vmdk</descriptorFileName><changeId>y/1</changeId>") +
		disk(2004, 1000, 4, "Unheard", "")
	c := connect(t, serveOver(t, protocol, canned{retrieve: returnval(retrieve, object("VirtualMachine", "vm-1",
		prop("name", "xsd:string", "odd"), prop("config.hardware.device", "ArrayOfVirtualDevice", devices),
		prop("config.extraConfig", "ArrayOfOptionValue", `<OptionValue xsi:type="OptionValue"><key>SCSI2:3.ctkEnabled</key><value xsi:type="xsd:string">TRUE</value></OptionValue>`+
			`<OptionValue xsi:type="OptionValue"><key>ide0:1.ctkEnabled</key><value xsi:type="xsd:string">maybe</value></OptionValue>`+
			`<OptionValue xsi:type="OptionValue"><key>nvme0:2.ctkEnabled</key><value xsi:type="xsd:boolean">false</value></OptionValue>`)))}.handler()))
	d, err := c.Detail(t.Context(), "vm-1")
	if err != nil {
		t.Fatal(err)
	}
	want := []vcenter.Disk{
		{Key: 2000, Backing: "SparseVer1", Slot: "sata1:0", Mode: "persistent", File: "[ds1] a.vmdk"},
		{Key: 2001, Backing: "LocalPMem", Slot: "nvme0:2", Mode: "persistent", File: "[ds1] a.vmdk", Tracking: vcenter.No},
		{Key: 2002, Backing: "SeSparse", Slot: "scsi2:3", Mode: "persistent", File: "[ds1] a.vmdk", ChangeID: "x/1", Tracking: vcenter.Yes},
		{Key: 2003, Backing: "PartitionedRawDiskVer2", File: "[ds1] p.vmdk", ChangeID: "y/1"},
		{Key: 2004, Slot: "scsi2:4"},
		{Key: 3001, Backing: "FlatVer1", Slot: "ide0:1", Mode: "persistent", File: "[ds1] a.vmdk"},
	}
	for i := range want {
		want[i].Capacity, want[i].Label = 1<<20, fmt.Sprintf("disk %d", want[i].Key)
	}
	if fmt.Sprintf("%+v", d.Disks) != fmt.Sprintf("%+v", want) {
		t.Errorf("got  %+v\nwant %+v", d.Disks, want)
	}
	if d.Snapshots != nil || d.HardwareVersion != "" || d.Power != "" {
		t.Errorf("%+v", d)
	}
}
