package vcenter_test

import (
	"fmt"
	"strings"
	"testing"

	"cbtmap/fetch/vcenter"
)

// Replies in which types stand where they do not belong, or none at all, end in
// an error or are as good as left out. They never end the program.
func TestOddRepliesAreHarmless(t *testing.T) {
	attributes := []string{""}
	for _, kind := range []string{
		"xsd:string", "xsd:dateTime", "VirtualDisk", "ManagedObjectReference", "ArrayOfVirtualDevice", "FileFault", "OptionValue",
	} {
		attributes = append(attributes, fmt.Sprintf(` xsi:type="%s"`, kind))
	}
	d := machine()
	for _, a := range attributes {
		for _, b := range attributes {
			value := fmt.Sprintf(`x<key>1</key><backing%[1]s>y<fileName>z</fileName></backing><deviceInfo%[1]s>1</deviceInfo><value%[1]s>2</value>`+
				`<VirtualDevice%[1]s>3</VirtualDevice><OptionValue%[1]s>4</OptionValue><rootSnapshotList%[1]s>5</rootSnapshotList>`, b)
			properties := fmt.Sprintf(`<propSet><name>name</name><val%s>%s</val></propSet>`, a, value)
			for path, kind := range map[string]string{
				"config.hardware.device": "ArrayOfVirtualDevice", "config.extraConfig": "ArrayOfOptionValue",
				"guest.disk": "ArrayOfGuestDiskInfo", "snapshot": "VirtualMachineSnapshotInfo",
			} {
				properties += prop(path, kind, fmt.Sprintf(`<%[1]s%[2]s>%[3]s</%[1]s>`, strings.TrimPrefix(kind, "ArrayOf"), a, value)+value)
			}
			fault := fmt.Sprintf(`<soapenv:Fault><faultstring>y</faultstring><detail><F%s>q<faultCause%s>1</faultCause></F></detail></soapenv:Fault>`, a, b)
			c, err := vcenter.Connect(t.Context(), serve(t, canned{
				retrieve: returnval(retrieve, object("VirtualMachine", "vm-1", properties)),
				query:    fault,
			}.handler()))
			if err != nil {
				t.Fatal(err)
			}
			for _, err := range []error{
				c.VMs(t.Context(), func([]vcenter.VM) {}),
				second(c.FindVM(t.Context(), "vm-1")),
				second(c.Detail(t.Context(), "vm-1")),
			} {
				if err != nil {
					wantError(t, err, "")
				}
			}
			_, err = c.Areas(t.Context(), vcenter.Interval{VM: d, Disk: d.Disks[0]}, 0)
			wantError(t, err, "")
		}
	}
	for _, fault := range []string{"", "<detail/>", "<detail><X/></detail>", "<faultcode/>"} {
		c := connect(t, serve(t, canned{query: "<soapenv:Fault>" + fault + "</soapenv:Fault>"}.handler()))
		_, err := c.Areas(t.Context(), vcenter.Interval{VM: d, Disk: d.Disks[0]}, 0)
		wantError(t, err, "Hard disk 1")
	}
}

func second[T any](_ T, err error) error { return err }
