package simulate

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strings"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// VI JSON is the same API as SOAP, an object and a method to a path:
//
//	POST /sdk/vim25/{release}/{Type}/{moId}/{Method}    parameters in, result out
//	GET  /sdk/vim25/{release}/{Type}/{moId}/{property}  value out
//
// Login answers with a header that names the session, and every later request
// has it. A fault is status 500 and the fault's own object.
const jsonPath = "/sdk/vim25/"

// jsonCall is what a path of VI JSON names.
type jsonCall struct {
	this types.ManagedObjectReference
	name string // of a method or a property
}

// parseJSONPath reads a path; ok is false if nothing can be there.
func parseJSONPath(path string) (call jsonCall, ok bool) {
	parts := strings.Split(strings.TrimPrefix(path, jsonPath), "/")
	for i := range parts {
		part, err := url.PathUnescape(parts[i])
		if err != nil || part == "" {
			return call, false
		}
		parts[i] = part
	}
	if len(parts) != 4 || parts[0] != apiRelease && !slices.Contains(priorReleases, parts[0]) {
		return call, false
	}
	call = jsonCall{types.ManagedObjectReference{Type: parts[1], Value: parts[2]}, parts[3]}
	return call, mo.IsManagedObjectType(call.this.Type)
}

// method is a new request for the method of that name, nil if there is none.
func (c jsonCall) method() any {
	t, ok := types.TypeFunc()(c.name)
	if !ok || t.Kind() != reflect.Struct {
		return nil
	}
	this, ok := t.FieldByName("This")
	if !ok || this.Type != reflect.TypeFor[types.ManagedObjectReference]() {
		return nil
	}
	if strings.HasSuffix(c.name, "RequestType") { // the schema's name of a method's parameters
		return nil
	}
	return reflect.New(t).Interface()
}

// isProperty tells whether the name is that of a property rather than a method:
// the API writes methods with a capital. Whether the object has it, only the
// object tells.
func (c jsonCall) isProperty() bool { return c.name[0] >= 'a' && c.name[0] <= 'z' }

// serveJSON answers one request of VI JSON.
func (f *front) serveJSON(w http.ResponseWriter, r *http.Request) {
	call, ok := parseJSONPath(r.URL.EscapedPath())
	if !ok {
		http.NotFound(w, r)
		return
	}
	request := call.method()
	switch {
	case request != nil && r.Method == http.MethodPost:
		f.callJSON(w, r, call, request)
	case request == nil && call.isProperty() && r.Method == http.MethodGet:
		f.getJSON(w, r, call)
	case request != nil:
		notAllowed(w, http.MethodPost)
	case call.isProperty():
		notAllowed(w, http.MethodGet)
	default:
		http.NotFound(w, r)
	}
}

func notAllowed(w http.ResponseWriter, allowed string) {
	w.Header().Set("Allow", allowed)
	http.Error(w, http.StatusText(http.StatusMethodNotAllowed), http.StatusMethodNotAllowed)
}

// callJSON calls a method with the parameters in the body.
func (f *front) callJSON(w http.ResponseWriter, r *http.Request, call jsonCall, request any) {
	body, err := io.ReadAll(r.Body)
	if large := (*http.MaxBytesError)(nil); errors.As(err, &large) {
		badRequest(http.StatusRequestEntityTooLarge, "the request is larger than any client needs").send(w)
		return
	}
	if err == nil {
		err = readJSON(body, request)
	}
	if err != nil {
		badRequest(http.StatusBadRequest, "the body is not the parameters of "+call.name+": "+err.Error()).send(w)
		return
	}
	reflect.ValueOf(request).Elem().FieldByName("This").Set(reflect.ValueOf(call.this))
	if question, ok := request.(*types.QueryChangedDiskAreas); ok {
		f.ask(w, r, question, &jsonForm)
		return
	}
	result, header := f.invoke(r, call.name, request)
	out := writeJSON(result)
	for _, c := range (&http.Response{Header: header}).Cookies() {
		if c.Name == soap.SessionCookieName {
			out.header.Set(sessionHeader, c.Value)
		}
	}
	out.send(w)
}

// readJSON reads the parameters of a method. No body at all is none of them.
func readJSON(body []byte, request any) (err error) {
	if len(bytes.TrimSpace(body)) == 0 {
		return nil
	}
	defer func() {
		if p := recover(); p != nil { // the decoder trips over some types that do not fit
			err = errors.New("a value is not of the type that belongs there")
		}
	}()
	d := types.NewJSONDecoder(bytes.NewReader(body))
	if err := d.Decode(request); err != nil {
		return err
	}
	if _, err := d.Token(); err != io.EOF {
		return errors.New("something follows the object")
	}
	return nil
}

// invoke calls a method in the session of the request. The header is the one
// that the simulator would have sent over SOAP. The simulator panics over some
// requests that lack what its methods need; that is a failure inside the server.
func (f *front) invoke(r *http.Request, method string, request any) (result soap.HasFault, header http.Header) {
	out := f.relays.run(r, keyOf(r), func(ctx *simulator.Context) soap.HasFault {
		result = faulty{failed()} // unless the call comes to an end
		defer func() { _ = recover() }()
		result = invoke(ctx, method, request)
		return nil
	})
	return result, out.header
}
