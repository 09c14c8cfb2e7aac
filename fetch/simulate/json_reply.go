package simulate

import (
	"bytes"
	stdjson "encoding/json"
	"net/http"
	"reflect"
	"time"

	"github.com/vmware/govmomi/vim25/json"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// writeJSON writes what a method has returned.
func writeJSON(result soap.HasFault) *reply {
	if f := result.Fault(); f != nil {
		return faultReply(http.StatusInternalServerError, f)
	}
	value := reflect.Indirect(reflect.ValueOf(result)).FieldByName("Res").Elem().FieldByName("Returnval")
	if !value.IsValid() {
		return &reply{status: http.StatusNoContent, header: http.Header{}}
	}
	return valueReply(value.Interface())
}

// valueReply writes a value; one that is not set is status 204.
func valueReply(value any) *reply {
	out := &reply{status: http.StatusNoContent, header: http.Header{}}
	v := reflect.ValueOf(value)
	switch {
	case !v.IsValid(), v.Kind() == reflect.Pointer && v.IsNil():
		return out
	case v.Kind() == reflect.Slice && v.IsNil():
		value = []struct{}{} // no list is an empty list
	}
	if err := encode(&out.body, value); err != nil {
		return badRequest(http.StatusInternalServerError, "the answer cannot be written: "+err.Error())
	}
	out.status = http.StatusOK
	out.header.Set("Content-Type", "application/json")
	return out
}

// encode writes a value as VI JSON. Objects say what type they are; where the
// method has said it already, as with lists and plain values, nothing is added.
func encode(w *bytes.Buffer, value any) error {
	e := types.NewJSONEncoder(w)
	if t := reflect.Indirect(reflect.ValueOf(value)).Type(); t.Kind() != reflect.Struct || t == reflect.TypeFor[time.Time]() {
		e.SetDiscriminator("_typeName", "_value", json.DiscriminatorEncodeTypeNameAllObjects)
	}
	return e.Encode(value)
}

// faultReply writes a fault: its object, with the faultstring that SOAP has
// beside it as one more member.
func faultReply(status int, f *soap.Fault) *reply {
	out := &reply{status: status, header: http.Header{"Content-Type": {"application/json"}}}
	if err := encode(&out.body, f.Detail.Fault); err != nil {
		out.body.Reset()
		out.body.WriteString(`{"_typeName":"RuntimeFault"}`)
	}
	text, err := stdjson.Marshal(f.String)
	if f.String == "" || err != nil {
		return out
	}
	object := bytes.TrimSpace(out.body.Bytes())
	with := append([]byte{}, object[:len(object)-1]...) // an object has a type at least, so that a comma is right
	with = append(append(append(with, `,"faultstring":`...), text...), "}\n"...)
	out.body.Reset()
	out.body.Write(with)
	return out
}

// badRequest says what is wrong with a request, in a body that clients can
// decode as they do a fault.
func badRequest(status int, text string) *reply {
	f := &soap.Fault{String: text}
	f.Detail.Fault = &types.InvalidRequest{}
	return faultReply(status, f)
}
