package simulate

import (
	"net/http"
	"reflect"
	"strings"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// getJSON answers with one property of an object. What the service has to
// offer is told without a session, for that is where clients begin.
func (f *front) getJSON(w http.ResponseWriter, r *http.Request, call jsonCall) {
	if call.this == vim25.ServiceInstance && call.name == "content" {
		result, _ := f.invoke(r, "RetrieveServiceContent", &types.RetrieveServiceContent{This: call.this})
		writeJSON(result).send(w)
		return
	}
	var out *reply
	f.relays.run(r, keyOf(r), func(ctx *simulator.Context) soap.HasFault {
		out = property(ctx, call)
		return nil
	})
	if out == nil {
		http.NotFound(w, r)
		return
	}
	out.send(w)
}

// property reads one through the property collector, which knows what the
// session may see. It is nil if the object has no such property.
func property(ctx *simulator.Context, call jsonCall) *reply {
	fail := func(f *soap.Fault) *reply { return faultReply(http.StatusInternalServerError, f) }
	if ctx.Session == nil {
		return fail(unauthenticated(call.this))
	}
	collector := ctx.Map.Get(vim25.ServiceInstance).(*simulator.ServiceInstance).Content.PropertyCollector
	result := invoke(ctx, "RetrievePropertiesEx", &types.RetrievePropertiesEx{
		This: collector,
		SpecSet: []types.PropertyFilterSpec{{
			PropSet:   []types.PropertySpec{{Type: call.this.Type, PathSet: []string{call.name}}},
			ObjectSet: []types.ObjectSpec{{Obj: call.this}},
		}},
	})
	if result.Fault() != nil {
		return fail(result.Fault())
	}
	objects := result.(*methods.RetrievePropertiesExBody).Res.Returnval.Objects
	for _, o := range objects {
		for _, p := range o.PropSet {
			return valueReply(unwrapped(p.Val))
		}
		for _, m := range o.MissingSet {
			if _, unknown := m.Fault.Fault.(*types.InvalidProperty); unknown {
				return nil
			}
			return fail(simulator.Fault(m.Fault.LocalizedMessage, m.Fault.Fault))
		}
	}
	return valueReply(nil)
}

// unwrapped is the list in an ArrayOf type, which only a value of any type
// needs around it.
func unwrapped(value any) any {
	v := reflect.Indirect(reflect.ValueOf(value))
	if v.Kind() == reflect.Struct && v.NumField() == 1 && strings.HasPrefix(v.Type().Name(), "ArrayOf") {
		return v.Field(0).Interface()
	}
	return value
}
