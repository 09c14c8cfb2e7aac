package vcenter

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/vmware/govmomi/vim25/methods"
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

// refuse takes the reply back if its body does not end as it should: with the sum
// of a packed one, the last piece of one in pieces.
func (r *areasReply) refuse(rest io.Reader) error {
	_, err := io.Copy(io.Discard, rest)
	if err != nil {
		r.Res = nil
	}
	return err
}

// areasWire is govmomi's client but for replies about changed areas: these are
// read while they arrive. That is where nearly all of the time and the memory of
// a fetch would go otherwise.
//
//	question ─► soap.Client.Do ─► 200 ─► reply.Reader ─► page
//	                              │            └─► a shape it does not know ─┐
//	                              └─► a fault, or nothing ───────────────────┴─► govmomi's decoder
//
// Session, cookies, TLS, user agent and traces are those of all other calls.
// What govmomi is to decode it gets as if it had asked itself: the same status,
// the same bytes, and no second question.
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
	asked, err := w.request(question)
	if err != nil {
		return err
	}
	into := res.(*areasReply)
	err = w.client.Do(ctx, asked, func(got *http.Response) error {
		if got.StatusCode == http.StatusOK && !receiptOf(ctx).empty {
			if done, err := w.read(got, into); done || err != nil {
				return err
			}
		}
		rest := got.Body
		if err := w.decode(hold(ctx, got), question, into); err != nil || into.Res == nil || got.StatusCode != http.StatusOK {
			return err
		}
		return into.refuse(rest) // govmomi does not look at what comes after the reply
	})
	if errors.Is(err, reply.ErrUnexpected) { // more of it is gone than anybody keeps
		return w.decode(ctx, question, into)
	}
	return err
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
	case errors.Is(err, reply.ErrTooMany):
		err = fmt.Errorf("%w: %w", errBadReply, err)
	}
	return false, err
}

// cut is the error of a body that came to its end before the reply did: what
// govmomi's decoders say then.
func (w areasWire) cut(any bool) error {
	switch {
	case !any:
		return io.EOF
	case w.json:
		return io.ErrUnexpectedEOF
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

// decode leaves a reply to govmomi: the one that the context holds, or else that
// to the question when it is asked again.
func (w areasWire) decode(ctx context.Context, q *areasQuestion, into *areasReply) error {
	var body methods.QueryChangedDiskAreasBody
	err := w.client.RoundTrip(ctx, &methods.QueryChangedDiskAreasBody{Req: &q.QueryChangedDiskAreas}, &body)
	if err != nil || body.Res == nil {
		return err
	}
	info := body.Res.Returnval
	into.page = extent.Page{Start: info.StartOffset, Length: info.Length, Extents: make([]extent.Extent, len(info.ChangedArea))}
	for i, area := range info.ChangedArea {
		into.page.Extents[i] = extent.Extent{Start: area.Start, Length: area.Length}
	}
	if !receiptOf(ctx).empty {
		into.Res = &into.page
	}
	return nil
}

type heldKey struct{}

// hold makes the next call with that context get a reply that is there already.
func hold(ctx context.Context, res *http.Response) context.Context {
	return context.WithValue(ctx, heldKey{}, res)
}

// held is the HTTP layer that gives out such replies, and sends all other
// requests.
type held struct{ next http.RoundTripper }

func (h held) RoundTrip(req *http.Request) (*http.Response, error) {
	if res, ok := req.Context().Value(heldKey{}).(*http.Response); ok {
		return res, nil
	}
	return h.next.RoundTrip(req)
}
