package simulate

import (
	"bytes"
	"crypto/rand"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// relays lend the simulator's context of a session to code of this package.
// The simulator makes such a context for a SOAP call alone and keeps its parts
// to itself, so that a relay sends it a small call through the front door and
// is called back from within.
type relays struct {
	service *simulator.Service
	waiting sync.Map // of func(*simulator.Context) soap.HasFault, by a word nobody can guess
}

// relayType is the type of the objects that the small calls are for.
const relayType = "Relay"

// run calls f with the context of the session named key, which has no session
// if there is none of that name. What f returns comes back as the simulator
// writes it: as SOAP.
func (r *relays) run(from *http.Request, key string, f func(*simulator.Context) soap.HasFault) *reply {
	word := rand.Text()
	r.waiting.Store(word, f)
	defer r.waiting.Delete(word)

	call := (&http.Request{
		Method:     http.MethodPost,
		URL:        &url.URL{Path: vim25.Path},
		Header:     http.Header{"User-Agent": from.Header["User-Agent"]},
		RemoteAddr: from.RemoteAddr,
		Body:       io.NopCloser(strings.NewReader(relayCall(word))),
	}).WithContext(from.Context())
	if key != "" {
		call.AddCookie(&http.Cookie{Name: soap.SessionCookieName, Value: key})
	}
	answer := &reply{header: http.Header{}}
	r.service.ServeSDK(answer, call)
	answer.header.Set("Content-Type", "text/xml; charset=utf-8")
	return answer
}

// relayCall may be made without a session; the callback sees whether it has one.
func relayCall(word string) string {
	return `<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Body>` +
		`<RetrieveServiceContent xmlns="urn:vim25"><_this type="` + relayType + `">` + word + `</_this></RetrieveServiceContent>` +
		`</Body></Envelope>`
}

// find returns the object that a relay's call is for.
func (r *relays) find(this types.ManagedObjectReference) mo.Reference {
	if f, ok := r.waiting.LoadAndDelete(this.Value); ok {
		return &relay{object: newObject(this.Type, this.Value), call: f.(func(*simulator.Context) soap.HasFault)}
	}
	return nil
}

// relay is an object for one call.
type relay struct {
	object
	call func(*simulator.Context) soap.HasFault
}

// RetrieveServiceContent is the method that the small call names.
func (r *relay) RetrieveServiceContent(ctx *simulator.Context, _ *types.RetrieveServiceContent) soap.HasFault {
	if body := r.call(ctx); body != nil {
		return body
	}
	return &methods.RetrieveServiceContentBody{Res: &types.RetrieveServiceContentResponse{}}
}

// reply is an answer that has not been sent yet.
type reply struct {
	status int
	header http.Header
	body   bytes.Buffer
}

func (r *reply) Header() http.Header { return r.header }

func (r *reply) WriteHeader(status int) { r.status = status }

func (r *reply) Write(p []byte) (int, error) { return r.body.Write(p) }

// send sends it.
func (r *reply) send(w http.ResponseWriter) {
	for name, values := range r.header {
		w.Header()[name] = values
	}
	w.WriteHeader(r.status)
	_, _ = w.Write(r.body.Bytes())
}
