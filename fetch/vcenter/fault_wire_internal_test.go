package vcenter

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"

	"cbtmap/fetch/fault"
)

// wireFault is a fault as it stands on the wire, in both forms.
type wireFault struct {
	row   string // what it is decoded to
	scene scene
	kind  string
	text  string // the faultstring
	xml   string // members
	json  string // the same, ,"member":…

	fault, property, key string // of the result; fault "" means kind
}

const (
	nightly = "nightly-3"
	hostd   = "vim.hostd.vmsvc.cbt."
)

var (
	atSnapshot = askingScene(Snapshot{MoID: "snapshot-3", Name: nightly})
	atCurrent  = askingScene(Snapshot{})
	atLogin    = scene{phase: connecting, host: "vc01", address: "vc01:443", user: "reader"}
	listing    = scene{phase: calling, doing: "listing virtual machines", host: "vc01", address: "vc01:443", user: "reader"}
)

// message is the member of a fault that carries its key and a text.
func message(key, text string) (xml, json string) {
	return fmt.Sprintf("<faultMessage><key>%s</key><arg><key>1</key><value xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" xsi:type=\"xsd:string\">/vmfs/volumes/ds1</value></arg><message>%s</message></faultMessage>", key, text),
		fmt.Sprintf(`,"faultMessage":[{"_typeName":"LocalizableMessage","key":%q,"arg":[{"_typeName":"KeyAnyValue","key":"1","value":{"_typeName":"string","_value":"/vmfs/volumes/ds1"}}],"message":%q}]`, key, text)
}

func (w wireFault) with(xml, json string) wireFault {
	w.xml, w.json = w.xml+xml, w.json+json
	return w
}

func (w wireFault) file(path string) wireFault {
	return w.with("<file>"+path+"</file>", fmt.Sprintf(`,"file":%q`, path))
}

func (w wireFault) argument(property string) wireFault {
	w.property = property
	return w.with("<invalidProperty>"+property+"</invalidProperty>", fmt.Sprintf(`,"invalidProperty":%q`, property))
}

func (w wireFault) privilege(id string) wireFault {
	w.property = id
	return w.with(`<object type="VirtualMachine">vm-1</object><privilegeId>`+id+"</privilegeId>",
		fmt.Sprintf(`,"object":{"_typeName":"ManagedObjectReference","type":"VirtualMachine","value":"vm-1"},"privilegeId":%q`, id))
}

func (w wireFault) object(kind, id string) wireFault {
	return w.with(fmt.Sprintf("<obj type=%q>%s</obj>", kind, id), fmt.Sprintf(`,"obj":{"_typeName":"ManagedObjectReference","type":%q,"value":%q}`, kind, id))
}

func (w wireFault) says(key, text string) wireFault {
	w.key = key
	return w.with(message(key, text))
}

func (w wireFault) because(kind, text string) wireFault {
	return w.with(fmt.Sprintf(`<faultCause><fault xsi:type=%q></fault><localizedMessage>%s</localizedMessage></faultCause>`, kind, text),
		fmt.Sprintf(`,"faultCause":{"_typeName":"LocalizedMethodFault","fault":{"_typeName":%q},"localizedMessage":%q}`, kind, text))
}

const (
	byFile   = "Error caused by file /vmfs/volumes/ds1/sql01/sql01-000003.vmdk"
	notRight = "A specified parameter was not correct: "
	vmdk     = "[ds1] sql01/sql01-000003.vmdk"
)

var wireFaults = []wireFault{
	wireFault{row: "no tracking", scene: atSnapshot, kind: "FileFault", text: byFile}.says(hostd+"noTrack", "x").file(vmdk),
	wireFault{row: "no tracking", scene: atSnapshot, kind: "FileFault", text: "Cannot do it: " + hostd + "noTrack.", key: hostd + "noTrack"}.file(vmdk), // the key in the text
	wireFault{row: "no tracking", scene: atSnapshot, kind: "GenericVmConfigFault", text: "x"}.says(hostd+"noTrack", "x"),
	wireFault{row: "no epoch", scene: atSnapshot, kind: "FileFault", text: byFile}.says(hostd+"noEpoch", "x").file(vmdk),
	wireFault{row: "corrupt", scene: atSnapshot, kind: "FileFault", text: byFile}.says(hostd+"cannotGetChanges", "The tracking file is Corrupted").file(vmdk),
	wireFault{row: "corrupt", scene: atSnapshot, kind: "FileFault", text: "The ctk file is corrupt"}.file(vmdk),
	wireFault{row: "cannot get changes", scene: atSnapshot, kind: "FileFault", text: byFile}.says(hostd+"cannotGetChanges", "x").file(vmdk),
	wireFault{row: "locked", scene: atSnapshot, kind: "FileLocked", text: "Unable to access file since it is locked"}.file(vmdk),
	wireFault{row: "file missing", scene: atSnapshot, kind: "FileNotFound", text: "File was not found"}.file(vmdk),
	wireFault{row: "file closed", scene: atSnapshot, kind: "CannotAccessFile", text: "Unable to access file"}.file(vmdk),
	wireFault{row: "file", scene: atSnapshot, kind: "FileFault", text: byFile}.says("msg.disk.open", "x").file(vmdk),
	wireFault{row: "file", scene: atSnapshot, kind: "FileFault", text: byFile},
	wireFault{row: "disk not supported", scene: atSnapshot, kind: "InvalidArgument", text: "Change tracking is not supported for this disk."}.argument("deviceKey"),
	wireFault{row: "offset", scene: atSnapshot, kind: "InvalidArgument", text: notRight + "startOffset"}.argument("startOffset"),
	wireFault{row: "disk", scene: atSnapshot, kind: "InvalidArgument", text: notRight + "deviceKey"}.argument("deviceKey"),
	wireFault{row: "changeId", scene: atSnapshot, kind: "InvalidArgument", text: notRight + "changeId"}.argument("changeId"),
	wireFault{row: "snapshot", scene: atSnapshot, kind: "InvalidArgument", text: notRight + "snapshot"}.argument("snapshot"),
	{row: "argument", scene: atSnapshot, kind: "InvalidArgument", text: "A specified parameter was not correct."},
	wireFault{row: "machine gone", scene: atSnapshot, kind: "ManagedObjectNotFound", text: "gone"}.object("VirtualMachine", "vm-1"),
	wireFault{row: "end gone", scene: atSnapshot, kind: "ManagedObjectNotFound", text: "gone"}.object("VirtualMachineSnapshot", "snapshot-3"),
	{row: "end not found", scene: atSnapshot, kind: "NotFound", text: "The object or item referred to could not be found."},
	{row: "running", scene: atCurrent, kind: "InvalidPowerState", text: "The attempted operation cannot be performed in the current state (Powered on)."},
	{row: "wrong state", scene: atSnapshot, kind: "InvalidState", text: "The operation is not allowed in the current state."},
	{row: "question pending", scene: atSnapshot, kind: "QuestionPending", text: "x"},
	{row: "no such method", scene: atSnapshot, kind: "MethodNotFound", text: "x"},
	{row: "not supported", scene: atSnapshot, kind: "NotSupported", text: "The operation is not supported on the object."},
	{row: "unimplemented", scene: atSnapshot, kind: "NotImplemented", text: "x"},
	wireFault{row: "no privilege to ask", scene: atSnapshot, kind: "NoPermission", text: "Permission to perform this operation was denied."}.privilege(diskRandomRead),
	wireFault{row: "no privilege", scene: listing, kind: "NoPermission", text: "Permission to perform this operation was denied."}.privilege("System.View"),
	{row: "no privilege", scene: atSnapshot, kind: "NoPermission", text: "x"},
	{row: "session ended", scene: atSnapshot, kind: "NotAuthenticated", text: "The session is not authenticated."},
	{row: "password expired", scene: atLogin, kind: "PasswordExpired", text: "x"},
	{row: "login refused", scene: atLogin, kind: "InvalidLogin", text: "Cannot complete login due to an incorrect user name or password."},
	{row: "login forbidden", scene: atLogin, kind: "NoPermission", text: "x"},
	{row: "connection refused by a fault", scene: atLogin, kind: "SystemError", text: "x"},
	{row: "login refused later", scene: listing, kind: "InvalidLogin", text: "x"},
	{row: "no licence for the call", scene: atSnapshot, kind: "RestrictedVersion", text: "Current license or ESXi version prohibits execution of the requested operation."},
	wireFault{row: "object gone", scene: listing, kind: "ManagedObjectNotFound", text: "gone"}.object("VirtualMachine", "vm-1"),
	{row: "host disconnected", scene: atSnapshot, kind: "HostNotConnected", text: "Unable to communicate with the remote host, since it is disconnected."},
	{row: "host unreachable", scene: atSnapshot, kind: "HostNotReachable", text: "x"},
	{row: "host communication", scene: atSnapshot, kind: "HostCommunication", text: "An error occurred while communicating with the remote host."},
	{row: "host state", scene: atSnapshot, kind: "InvalidHostConnectionState", text: "x"},
	{row: "task in progress", scene: atSnapshot, kind: "TaskInProgress", text: "Another task is already in progress."},
	{row: "task in progress", scene: atSnapshot, kind: "VAppTaskInProgress", text: "x"},
	{row: "resource in use", scene: atSnapshot, kind: "ResourceInUse", text: "x"},
	{row: "changed meanwhile", scene: atSnapshot, kind: "ConcurrentAccess", text: "x"},
	{row: "server gave up", scene: atSnapshot, kind: "Timedout", text: "Operation timed out."},
	{row: "database", scene: atSnapshot, kind: "DatabaseError", text: "x"},
	{row: "too much to do", scene: atSnapshot, kind: "RuntimeFault", text: "Too many tasks"},
	{row: "datastore gone", scene: atSnapshot, kind: "InaccessibleDatastore", text: "x"},
	{row: "machine reports an error", scene: atSnapshot, kind: "GenericVmConfigFault", text: "x"},
	wireFault{row: "locked", scene: atSnapshot, kind: "GenericVmConfigFault", text: "x", fault: "FileLocked"}.because("FileLocked", "Failed to lock the file"),
	{row: "system error", scene: atSnapshot, kind: "SystemError", text: "A general system error occurred: Connection refused"},
	{row: "unknown fault", scene: atSnapshot, kind: "NoDiskFound", text: "x"},
	{row: "unknown fault", scene: listing, kind: "SystemErrorOfTheFuture", text: "a fault from the future", fault: "-"},
}

// asked sends a question to a server that answers with status 500 and a body, and
// gives the error that comes out of govmomi.
func asked(t *testing.T, inJSON bool, kind, body string) error {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", kind)
		w.WriteHeader(http.StatusInternalServerError)
		_, _ = io.WriteString(w, body)
	}))
	defer s.Close()
	u, err := url.Parse(s.URL + "/sdk")
	if err != nil {
		t.Fatal(err)
	}
	c := soap.NewClient(u, false)
	c.Namespace, c.Version = "urn:vim25", "8.0.3.0"
	c.UseJSON(inJSON)
	defer c.CloseIdleConnections()
	_, err = methods.QueryChangedDiskAreas(t.Context(), call{c, inJSON}, &types.QueryChangedDiskAreas{This: vmRef("vm-1")})
	return err
}

func (w wireFault) overSOAP(t *testing.T) error {
	return asked(t, false, "text/xml; charset=utf-8", fmt.Sprintf(
		`<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema"`+
			` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body><soapenv:Fault><faultcode>ServerFaultCode</faultcode><faultstring>%s</faultstring>`+
			`<detail><%[2]sFault xmlns="urn:vim25" xsi:type="%[2]s">%[3]s</%[2]sFault></detail></soapenv:Fault></soapenv:Body></soapenv:Envelope>`, w.text, w.kind, w.xml))
}

func (w wireFault) overJSON(t *testing.T) error {
	return asked(t, true, "application/json", fmt.Sprintf(`{"_typeName":%q,"faultstring":%q%s}`, w.kind, w.text, w.json))
}

// A fault says the same in both protocols, and is what the table has for it.
func TestFaultsOfTheWire(t *testing.T) {
	for _, w := range wireFaults {
		t.Run(w.row, func(t *testing.T) {
			overSOAP := w.overSOAP(t)
			r, _ := judge(signsOf(overSOAP), w.scene)
			if r.id != w.row {
				t.Fatalf("%v is taken for %q", overSOAP, r.id)
			}
			got := w.scene.explain(overSOAP)
			want := fault.Fault{Fault: w.kind, Property: w.property, Key: w.key, What: got.What, Meaning: got.Meaning, Advice: got.Advice}
			if w.fault != "" {
				want.Fault = strings.Trim(w.fault, "-")
			}
			if got.Explain() != want {
				t.Errorf("got %+v", got.Explain())
			}
			for _, text := range []string{got.What, got.Meaning, got.Advice} {
				wantSentence(t, text)
			}
			if got.Temporary() != (r.lasts == temporary) || got.Final() != (r.lasts == final) {
				t.Errorf("temporary %v, final %v", got.Temporary(), got.Final())
			}
			if want.Fault == "" {
				return // govmomi reads no JSON fault of a type that it does not know
			}
			if inJSON := w.scene.explain(w.overJSON(t)); inJSON.Explain() != got.Explain() || inJSON.temporary != got.temporary || inJSON.final != got.final {
				t.Errorf("in JSON it is\n%+v, in SOAP\n%+v", inJSON.Explain(), got.Explain())
			}
		})
	}
}
