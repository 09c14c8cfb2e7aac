package vcenter

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode"

	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
	"pgregory.net/rapid"
)

// Whatever a server puts into a fault, the sentences stay one line each, and are
// filled in once: a name that looks like a place in a sentence is only a name.
func TestHostileFaults(t *testing.T) {
	texts := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{
		"{host}", "{said}{said}", "\x1b[2J", "a\nb", "\u202e", "corrupt", "not supported", "too many", "vim.hostd.vmsvc.cbt.noTrack", "startOffset", "",
	}))
	rapid.Check(t, func(rt *rapid.T) {
		text := func(label string) string { return texts.Draw(rt, label) }
		base := types.MethodFault{FaultMessage: []types.LocalizableMessage{{
			Key: text("key"), Message: text("message"), Arg: []types.KeyAnyValue{{Value: text("argument")}, {Value: 1}},
		}}}
		vim := types.VimFault{MethodFault: base}
		faults := []types.BaseMethodFault{
			&types.FileFault{VimFault: vim, File: text("file")},
			&types.FileLocked{FileFault: types.FileFault{VimFault: vim, File: text("file")}},
			&types.InvalidArgument{RuntimeFault: types.RuntimeFault{MethodFault: base}, InvalidProperty: text("property")},
			&types.NoPermission{PrivilegeId: text("privilege")},
			&types.ManagedObjectNotFound{Obj: types.ManagedObjectReference{Type: text("type"), Value: text("id")}},
			&types.MethodFault{}, (*types.FileFault)(nil), nil,
		}
		f := rapid.SampledFrom(faults).Draw(rt, "fault")
		if rapid.Bool().Draw(rt, "within") {
			cause := f
			f = &types.GenericVmConfigFault{}
			f.GetMethodFault().FaultCause = &types.LocalizedMethodFault{Fault: cause, LocalizedMessage: text("cause")}
		}
		err := soap.WrapVimFault(f)
		if isNil(f) || rapid.Bool().Draw(rt, "as SOAP") {
			sent := &soap.Fault{String: text("faultstring")}
			if !isNil(f) {
				sent.Detail.Fault = f
			}
			err = soap.WrapSoapFault(sent)
		}
		name := text("name")
		iv := Interval{VM: Detail{VM: VM{Name: name}}, Disk: Disk{Label: text("label")}, To: Snapshot{MoID: "s", Name: text("snapshot")}}
		c := &Client{server: Server{Host: "vc01", User: "reader"}, address: "vc01:443"}
		got := c.areasError(fmt.Errorf("wrapped: %w", err), iv, 0)

		var e *Error
		if !errors.As(got, &e) || e.What == "" || e.Meaning == "" || e.Advice == "" {
			rt.Fatalf("%#v", got)
		}
		told := e.Explain()
		for _, s := range []string{told.Fault, told.Property, told.Key, told.What, told.Meaning, told.Advice} {
			if strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) }) {
				rt.Fatalf("%q", s)
			}
		}
	})
	c := askingScene(Snapshot{})
	c.vm = "{host}"
	gone := &types.ManagedObjectNotFound{Obj: vmRef("vm-1")}
	if got := c.explain(soap.WrapVimFault(gone)).What; got != `the virtual machine "{host}" is not there any more` {
		t.Errorf("filled in twice: %s", got)
	}
}

// Of several messages, the one about tracking gives the key.
func TestTrackingKeyOfManyMessages(t *testing.T) {
	f := &types.FileFault{}
	for _, key := range []string{"msg.disk.open", hostd + "noTrack", "msg.other"} {
		f.FaultMessage = append(f.FaultMessage, types.LocalizableMessage{Key: key})
	}
	if s := signOf(f, "x"); s.key != hostd+"noTrack" {
		t.Error(s.key)
	}
	f.FaultMessage = f.FaultMessage[:1]
	if s := signOf(f, "x"); s.key != "msg.disk.open" {
		t.Error(s.key)
	}
}
