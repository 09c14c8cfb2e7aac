package vcenter

import (
	"bytes"
	"math"
	"testing"

	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
	"github.com/vmware/govmomi/vim25/xml"
	"pgregory.net/rapid"
)

// A question is what govmomi would write, byte for byte, in both tongues.
func TestQuestionIsGovmomis(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := func(name string) string {
			return rapid.OneOf(rapid.String(), rapid.StringOf(rapid.SampledFrom([]rune(`a1-/ "'&<>\é*`+"\t\n\r\x00\x7f\u2028\ufffd"))),
				rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) })).Draw(t, name)
		}
		q := areasQuestion{types.QueryChangedDiskAreas{
			This:        vmRef(text("vm")),
			DeviceKey:   rapid.Int32().Draw(t, "key"),
			StartOffset: rapid.Int64Range(math.MinInt64, math.MaxInt64).Draw(t, "offset"),
			ChangeId:    text("changeId"),
		}}
		if rapid.Bool().Draw(t, "at a snapshot") {
			q.Snapshot = &types.ManagedObjectReference{Type: "VirtualMachineSnapshot", Value: text("snapshot")}
		}
		envelope, err := xml.Marshal(soap.Envelope{Body: &methods.QueryChangedDiskAreasBody{Req: &q.QueryChangedDiskAreas}})
		if err != nil {
			t.Fatal(err)
		}
		if want := xml.Header + string(envelope); string(q.soap()) != want {
			t.Fatalf("%s\nwant\n%s", q.soap(), want)
		}
		var object bytes.Buffer
		if err := types.NewJSONEncoder(&object).Encode(&q.QueryChangedDiskAreas); err != nil {
			t.Fatal(err)
		}
		if want := object.String(); string(q.json()) != want {
			t.Fatalf("%s\nwant\n%s", q.json(), want)
		}
	})
}
