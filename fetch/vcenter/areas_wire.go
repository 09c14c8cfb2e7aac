package vcenter

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"

	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/xml"

	"cbtmap/fetch/extent"
	"cbtmap/fetch/reply"
)

// areasReply is the reply to an areasQuestion.
type areasReply struct {
	Res  *extent.Page // nil before there is one; what call looks for
	page extent.Page
}

// Fault makes it the reply of a soap.RoundTripper; faults are returned as errors.
func (*areasReply) Fault() *soap.Fault { return nil }

// areasWire is govmomi's client but for replies about changed areas: these are
// read while they arrive. That is where nearly all of the time and the memory of
// a fetch would go otherwise.
//
//	question ─► soap.Client.Do ─► 200 ─► reply.Reader ─► page
//	                              │            └─► a shape it does not know ─┐
//	                              └─► a fault, or nothing ───────────────────┴─► govmomi's decoder, see decode
//
// Session, cookies, TLS, user agent and traces are those of all other calls.
type areasWire struct {
	client *soap.Client
	json   bool
	memory *memory

	url    string   // of all questions in SOAP; in VI JSON what their paths begin with
	action []string // header of that name; not to be written to
}

// newAreasWire is one for a client whose protocol and release are settled.
func newAreasWire(sc *soap.Client, json bool, m *memory) areasWire {
	w := areasWire{client: sc, json: json, memory: m, url: sc.URL().String(), action: []string{sc.Namespace + "/" + sc.Version}}
	if json {
		w.url += "/" + strings.TrimPrefix(sc.Namespace, "urn:") + "/" + sc.Version + "/"
	}
	return w
}

func (w areasWire) RoundTrip(ctx context.Context, req, res soap.HasFault) error {
	question, ok := req.(*areasQuestion)
	if !ok {
		return w.client.RoundTrip(ctx, req, res)
	}
	into := res.(*areasReply)
	err := w.ask(ctx, question, into, true)
	if errors.Is(err, reply.ErrUnexpected) { // more of it is gone than anybody keeps
		return w.ask(ctx, question, into, false)
	}
	return err
}

// ask asks the question once. The reply is read while it is arriving, or decoded
// where that is left to others.
func (w areasWire) ask(ctx context.Context, q *areasQuestion, into *areasReply, arriving bool) error {
	asked, err := w.request(q)
	if err != nil {
		return err
	}
	return w.client.Do(ctx, asked, func(got *http.Response) error {
		if arriving && got.StatusCode == http.StatusOK && !receiptOf(ctx).empty {
			if done, err := w.read(got, into); done || err != nil {
				return begun(err)
			}
		}
		return begun(w.decode(ctx, got, q, into))
	})
}

// soapKind is the content type of a question; not to be written to.
var soapKind = []string{`text/xml; charset="utf-8"`}

// request is the question as govmomi's client would send it.
func (w areasWire) request(q *areasQuestion) (*http.Request, error) {
	if w.json {
		path := w.url + q.This.Type + "/" + q.This.Value + "/QueryChangedDiskAreas"
		return http.NewRequest(http.MethodPost, path, bytes.NewReader(q.json()))
	}
	req, err := http.NewRequest(http.MethodPost, w.url, bytes.NewReader(q.soap()))
	if err == nil {
		req.Header = make(http.Header, 4) // with what Do adds
		req.Header["Content-Type"] = soapKind
		req.Header["Soapaction"] = w.action
	}
	return req, err
}

// read reads a reply while it arrives. If it is not done, and there is no error,
// the reply is as if nobody had read of it.
func (w areasWire) read(got *http.Response, into *areasReply) (done bool, err error) {
	reader, page := w.memory.reader(), w.memory.page()
	body := &ending{Reader: got.Body}
	scan := reader.SOAP
	if w.json {
		scan = reader.JSON
	}
	if err = scan(body, &page); err == nil {
		into.page = page
		into.Res = &into.page
		w.memory.done(reader)
		return true, nil
	}
	w.memory.recycle(page)
	if errors.Is(err, reply.ErrUnexpected) {
		if seen, ok := reader.Seen(); ok { // the reader goes with it
			got.Body = io.NopCloser(io.MultiReader(bytes.NewReader(seen), body)) // Do closes it
			return false, nil
		}
	}
	w.memory.done(reader)
	switch {
	case err == io.ErrUnexpectedEOF && body.err == io.EOF:
		err = w.cut(body.any)
	case errors.Is(err, reply.ErrTooMany), errors.As(err, new(reply.Damage)):
		err = bad(err)
	}
	return false, err
}

// cut is the error of a body that came to its end before the reply did.
func (w areasWire) cut(any bool) error {
	switch {
	case !any:
		return io.EOF
	case w.json:
		return bad(io.ErrUnexpectedEOF)
	}
	return &xml.SyntaxError{Msg: "unexpected EOF", Line: 1}
}

// ending is a body that tells how it ended: cut off, or closed as it should be.
type ending struct {
	io.Reader
	any bool // something came, and not only white space
	err error
}

func (e *ending) Read(p []byte) (n int, err error) {
	n, err = e.Reader.Read(p)
	e.any = e.any || len(bytes.TrimSpace(p[:n])) > 0
	if err != nil {
		e.err = err
	}
	return n, err
}
