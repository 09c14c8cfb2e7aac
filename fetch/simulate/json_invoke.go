package simulate

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// faulty is a result that is a fault, of whatever method.
type faulty struct{ fault *soap.Fault }

func (f faulty) Fault() *soap.Fault { return f.fault }

// freeMethods need no session, as in the simulator's own dispatch.
var freeMethods = []string{
	"Login", "LoginByToken", "LoginExtensionByCertificate", "CloneSession",
	"RetrieveServiceContent", "RetrieveProperties", "RetrievePropertiesEx",
}

// invoke calls a method of an object as the simulator does for SOAP: the same
// look at every call, the same sessions, the same locks.
func invoke(ctx *simulator.Context, name string, request any) soap.HasFault {
	this := reflect.ValueOf(request).Elem().FieldByName("This").Interface().(types.ManagedObjectReference)
	method := &simulator.Method{Name: name, This: this, Body: request}
	ctx.Caller = &this
	object, fault := ctx.Map.Handler(ctx, method)
	if fault != nil {
		return faulty{simulator.Fault("", fault)}
	}
	if object == nil {
		if ctx.Session == nil {
			if !slices.Contains(freeMethods, name) {
				return faulty{unauthenticated(this)}
			}
			object = ctx.Map.Get(method.This)
		} else {
			object = ctx.Session.Get(method.This)
		}
	}
	if object == nil {
		return faulty{gone(this)}
	}
	call := reflect.ValueOf(object).MethodByName(goName(name))
	if !call.IsValid() || !takes(call.Type(), reflect.TypeOf(request)) {
		return faulty{simulator.Fault(fmt.Sprintf("%s does not implement: %s", this, name),
			&types.MethodNotFound{Receiver: this, Method: name})}
	}
	if e, ok := object.(mo.Entity); ok && slices.Contains(e.Entity().DisabledMethod, goName(name)) {
		return faulty{simulator.Fault(fmt.Sprintf("%s method is disabled: %s", name, this), &types.MethodDisabled{})}
	}
	args := []reflect.Value{reflect.ValueOf(request)}
	if call.Type().NumIn() == 2 {
		args = []reflect.Value{reflect.ValueOf(ctx), args[0]}
	}
	defer ctx.Map.AcquireLock(ctx, object)()
	return call.Call(args)[0].Interface().(soap.HasFault)
}

// takes tells whether a function is a method of the API for a request.
func takes(f, request reflect.Type) bool {
	n := f.NumIn()
	return n > 0 && n <= 2 && f.In(n-1) == request && (n == 1 || f.In(0) == reflect.TypeFor[*simulator.Context]()) &&
		f.NumOut() == 1 && f.Out(0) == reflect.TypeFor[soap.HasFault]()
}

// goName is the name of the simulator's own method.
func goName(name string) string {
	if bare, ok := strings.CutSuffix(name, "_Task"); ok {
		name = bare + "Task"
	}
	return strings.ToUpper(name[:1]) + name[1:]
}
