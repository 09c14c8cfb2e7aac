package vcenter_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"

	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
	"github.com/vmware/govmomi/vim25/xml"

	"cbtmap/fetch/vcenter"
)

// protocols are both ways to speak to a server.
var protocols = []string{vcenter.SOAP, vcenter.JSON}

// eachProtocol runs a test over both.
func eachProtocol(t *testing.T, test func(t *testing.T, protocol string)) {
	t.Helper()
	for _, protocol := range protocols {
		t.Run(protocol, func(t *testing.T) { test(t, protocol) })
	}
}

// bodies are the methods that the bridge knows.
var bodies = map[string]reflect.Type{
	"RetrieveServiceContent":       reflect.TypeFor[methods.RetrieveServiceContentBody](),
	"Login":                        reflect.TypeFor[methods.LoginBody](),
	"Logout":                       reflect.TypeFor[methods.LogoutBody](),
	"CurrentTime":                  reflect.TypeFor[methods.CurrentTimeBody](),
	"FindByInventoryPath":          reflect.TypeFor[methods.FindByInventoryPathBody](),
	"CreateContainerView":          reflect.TypeFor[methods.CreateContainerViewBody](),
	"DestroyView":                  reflect.TypeFor[methods.DestroyViewBody](),
	"RetrievePropertiesEx":         reflect.TypeFor[methods.RetrievePropertiesExBody](),
	"ContinueRetrievePropertiesEx": reflect.TypeFor[methods.ContinueRetrievePropertiesExBody](),
	"QueryChangedDiskAreas":        reflect.TypeFor[methods.QueryChangedDiskAreasBody](),
}

const (
	jsonPath = "/sdk/vim25/8.0.3.0/"
	jsonID   = "vmware-api-session-id"
	versions = `<?xml version="1.0"?><namespaces version="1.0"><namespace><name>urn:internalvim25</name><version>8.0.3.0</version></namespace>` +
		`<namespace><name>urn:vim25</name><version>8.0.3.0</version><priorVersions><version>8.0.2.0</version></priorVersions></namespace></namespaces>`
)

// bridged makes a server that speaks SOAP speak VI JSON as well.
func bridged(next http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /sdk/vimServiceVersions.xml", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/xml")
		_, _ = io.WriteString(w, versions)
	})
	mux.HandleFunc("POST "+jsonPath+"{type}/{id}/{method}", func(w http.ResponseWriter, r *http.Request) {
		kind, ok := bodies[r.PathValue("method")]
		if !ok || r.Header.Get("Content-Type") != "application/json" {
			http.Error(w, "no such method, or no JSON", http.StatusNotFound)
			return
		}
		body := reflect.New(kind)
		req := reflect.New(body.Elem().FieldByName("Req").Type().Elem())
		if err := types.NewJSONDecoder(r.Body).Decode(req.Interface()); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		this := types.ManagedObjectReference{Type: r.PathValue("type"), Value: r.PathValue("id")}
		req.Elem().FieldByName("This").Set(reflect.ValueOf(this))
		body.Elem().FieldByName("Req").Set(req)
		text, err := xml.Marshal(soap.Envelope{Body: body.Interface()})
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		passed := httptest.NewRequestWithContext(r.Context(), http.MethodPost, "/sdk", bytes.NewReader(text))
		if id := r.Header.Get(jsonID); id != "" {
			passed.AddCookie(&http.Cookie{Name: soap.SessionCookieName, Value: id})
		}
		reply := httptest.NewRecorder()
		next.ServeHTTP(reply, passed)
		writeJSON(w, reply.Result(), reflect.New(kind))
	})
	mux.Handle("POST /sdk", next)
	mux.Handle("POST /", next)
	return mux
}

// writeJSON turns a SOAP reply into the same reply over VI JSON. What is no SOAP
// passes as it is.
func writeJSON(w http.ResponseWriter, reply *http.Response, body reflect.Value) {
	text, _ := io.ReadAll(reply.Body)
	dec := xml.NewDecoder(bytes.NewReader(text))
	dec.TypeFunc = types.TypeFunc()
	if !strings.HasPrefix(reply.Header.Get("Content-Type"), "text/xml") || dec.Decode(&soap.Envelope{Body: body.Interface()}) != nil {
		for name, values := range reply.Header {
			w.Header()[name] = values
		}
		w.WriteHeader(reply.StatusCode)
		_, _ = w.Write(text)
		return
	}
	for _, c := range reply.Cookies() {
		w.Header().Set(jsonID, c.Value)
	}
	var out bytes.Buffer
	encode := func(v any) { _ = types.NewJSONEncoder(&out).Encode(v) }
	if f := body.Interface().(soap.HasFault).Fault(); f != nil {
		encode(f.VimFault())
		// The sentence is a member besides those of the fault.
		rest := bytes.TrimPrefix(bytes.TrimSpace(out.Bytes()), []byte("{"))
		said, _ := json.Marshal(f.String)
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusInternalServerError)
		fmt.Fprintf(w, `{"faultstring":%s,%s`, said, rest)
		return
	} else if value := body.Elem().FieldByName("Res").Elem().FieldByName("Returnval"); !value.IsValid() || value.Kind() == reflect.Pointer && value.IsNil() {
		w.WriteHeader(http.StatusNoContent)
		return
	} else {
		encode(value.Interface())
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(out.Bytes())
}
