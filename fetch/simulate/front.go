package simulate

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"strings"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// bodyLimit is the most bytes of a request. The largest that a client sends
// name a few thousand objects.
const bodyLimit = 16 << 20

// front is the front door: it knows what a request is about, and leaves to the
// simulator what is not its own.
type front struct {
	simulator http.Handler
	relays    *relays
	sessions  *sessions
	tracker   *tracker

	asking gate // of questions
}

func (f *front) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, bodyLimit)
	key := keyOf(r)
	f.sessions.called(key)
	defer f.sessions.called(key)
	switch path := r.URL.Path; {
	case path == versionsPath:
		serveVersions(w, r)
	case strings.HasPrefix(path, jsonPath):
		f.serveJSON(w, r)
	case r.Method == http.MethodPost && (path == vim25.Path || path == vim25.Path+"/vimService"):
		f.serveSOAP(w, r)
	default:
		f.simulator.ServeHTTP(w, r)
	}
}

// serveSOAP answers questions about changed areas and passes on all else.
func (f *front) serveSOAP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, "cannot read the request", http.StatusBadRequest)
		return
	}
	if req := questionIn(body); req != nil {
		f.ask(w, r, req, &soapForm)
		return
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	f.simulator.ServeHTTP(w, r)
}

// questionIn reads a question about changed areas out of an envelope; nil if it
// holds something else.
func questionIn(envelope []byte) (req *types.QueryChangedDiskAreas) {
	if !bytes.Contains(envelope, []byte("QueryChangedDiskAreas")) {
		return nil
	}
	defer func() {
		if recover() != nil { // the simulator's reader trips over an element without _this
			req = nil
		}
	}()
	method, err := simulator.UnmarshalBody(func(name string) (reflect.Type, bool) {
		return types.TypeFunc()(name[strings.LastIndexByte(name, ':')+1:]) // any prefix for the namespace
	}, envelope)
	if err != nil {
		return nil
	}
	req, _ = method.Body.(*types.QueryChangedDiskAreas)
	return req
}

// ask puts a question to the tracker and sends the answer in a form, the way it
// is to be sent. A fault is written as the protocol's other methods do it.
func (f *front) ask(w http.ResponseWriter, r *http.Request, req *types.QueryChangedDiskAreas, in *form) {
	if !f.asking.enter() {
		http.Error(w, "the server is closing", http.StatusServiceUnavailable)
		return
	}
	defer f.asking.leave()
	got, out := f.answer(r, req)
	switch {
	case got.fault == nil && got.wire == nil:
		in.send(w, &got.info)
		recycle(got.info)
		return
	case got.fault == nil:
		out = &reply{status: http.StatusOK, header: http.Header{"Content-Type": {in.contentType}}}
		in.write(&out.body, &got.info, nil)
	case in == &jsonForm:
		out = writeJSON(got.body())
	}
	if got.wire == nil {
		out.send(w)
		return
	}
	got.wire(&transfer{reply: out, w: w, r: r, closing: f.tracker.closing})
}

// answer has the tracker answer in the session of the request. A fault comes
// with the reply that SOAP has for it.
func (f *front) answer(r *http.Request, req *types.QueryChangedDiskAreas) (got answer, out *reply) {
	key := keyOf(r)
	if session := f.sessions.heardOf(key); session != nil {
		got = f.tracker.answer(&simulator.Context{Context: r.Context(), Session: session, Map: f.sessions.registry}, req)
		if got.fault == nil {
			return got, nil
		}
		out = f.relays.run(r, key, func(*simulator.Context) soap.HasFault { return got.body() })
		return got, out
	}
	out = f.relays.run(r, key, func(ctx *simulator.Context) soap.HasFault {
		if ctx.Session != nil {
			f.sessions.tell(key)
		}
		if got = f.tracker.answer(ctx, req); got.fault != nil {
			return got.body()
		}
		return nil
	})
	return got, out
}

// versionsPath is where clients learn which releases of the API are served.
const versionsPath = vim25.Path + "/vimServiceVersions.xml"

// apiRelease is the release of the API that the server has.
const apiRelease = "8.0.3.0"

// priorReleases are those that it speaks too, as a vCenter 8.0.3 lists them.
var priorReleases = []string{
	"8.0.2.0", "8.0.1.0", "8.0.0.2", "8.0.0.1", "8.0.0.0", "7.0.3.2", "7.0.3.1", "7.0.3.0", "7.0.2.1", "7.0.2.0",
	"7.0.1.1", "7.0.1.0", "7.0.0.2", "7.0.0.0", "6.9.1", "6.8.7", "6.7.3", "6.7.2", "6.7.1", "6.7", "6.5", "6.0",
	"5.5", "5.1", "5.0", "4.1", "4.0",
}

// serveVersions needs no session.
func serveVersions(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/xml; charset=utf-8")
	fmt.Fprintf(w, `<?xml version="1.0" encoding="UTF-8" ?><namespaces version="1.0"><namespace><name>urn:vim25</name>`+
		`<version>%s</version><priorVersions><version>%s</version></priorVersions></namespace></namespaces>`,
		apiRelease, strings.Join(priorReleases, "</version><version>"))
}
