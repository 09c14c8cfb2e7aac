package vcenter

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"reflect"

	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"

	"cbtmap/fetch/extent"
	"cbtmap/fetch/reply"
)

// Bounds of what is left to govmomi's decoder, whose memory grows with what it
// reads. A real reply of 2,000 areas has about 160,000 bytes, a fault some thousand.
const (
	mostDecoded = 16 << 20
	mostOfFault = 1 << 20
)

// errTooLong is a reply that is not even decoded.
const errTooLong = reply.Damage("it is far longer than any that a server sends, and not written as one writes it")

// decode leaves a reply to govmomi's decoder, as if govmomi had asked for it: with
// the same status, and the same bytes in UTF-8. A page it may make only of what the
// scanners' own checks let pass, and only if nothing is missing in it.
//
// All of the body is read before: what is cut off, or packed with a wrong sum, is
// not decoded at all.
func (w areasWire) decode(ctx context.Context, got *http.Response, q *areasQuestion, into *areasReply) error {
	text, err := readWhole(got)
	if err != nil {
		return err
	}
	again := *got
	switch {
	case got.StatusCode != http.StatusOK || receiptOf(ctx).empty:
	case w.json && namesFault(text):
		again.StatusCode = http.StatusInternalServerError // as a server should have said
	default:
		if text, err = w.checked(text); err != nil {
			return err
		}
	}
	again.Body = io.NopCloser(bytes.NewReader(text))
	var body areasBody
	err = w.client.RoundTrip(hold(ctx, &again), &methods.QueryChangedDiskAreasBody{Req: &q.QueryChangedDiskAreas}, &body)
	switch {
	case err != nil && (soap.IsSoapFault(err) || got.StatusCode != http.StatusOK):
		return err
	case err != nil:
		return bad(err)
	case body.Res == nil || receiptOf(ctx).empty:
		return nil
	}
	if into.page, err = body.Res.Returnval.page(); err != nil {
		return bad(err)
	}
	into.Res = &into.page
	return nil
}

// readWhole reads a body that is not too long.
func readWhole(got *http.Response) ([]byte, error) {
	most := mostDecoded
	if got.StatusCode != http.StatusOK {
		most = mostOfFault
	}
	text, err := io.ReadAll(io.LimitReader(got.Body, int64(most)+1))
	if err == nil && len(text) > most {
		err = bad(errTooLong)
	}
	return text, err
}

// checked is a reply in UTF-8, in which there is nothing that a decoder would pass
// over and should not. What cannot be read at all is left to the decoder, which
// finds that out too.
func (w areasWire) checked(text []byte) (_ []byte, err error) {
	if w.json {
		err = reply.CheckJSON(text)
	} else if text, err = inUTF8(text); err == nil {
		err = reply.CheckSOAP(text)
	}
	if errors.As(err, new(reply.Damage)) || errors.As(err, new(*encodingError)) {
		return nil, bad(err)
	}
	return text, nil
}

// namesFault says whether a reply of VI JSON is a fault by its own word: some
// gateways turn every status into 200.
func namesFault(text []byte) bool {
	var named struct {
		TypeName string `json:"_typeName"`
	}
	if json.Unmarshal(text, &named) != nil {
		return false
	}
	kind, known := types.TypeFunc()(named.TypeName)
	return known && reflect.PointerTo(kind).Implements(reflect.TypeFor[types.BaseMethodFault]())
}

// page is what a reply says, if it says all that it must.
func (i changeInfo) page() (extent.Page, error) {
	switch {
	case !i.StartOffset.there:
		return extent.Page{}, reply.NoOffset
	case !i.Length.there:
		return extent.Page{}, reply.NoRange
	}
	page := extent.Page{Start: i.StartOffset.n, Length: i.Length.n, Extents: make([]extent.Extent, len(i.ChangedArea))}
	for k, area := range i.ChangedArea {
		switch {
		case !area.Start.there:
			return extent.Page{}, reply.NoStart
		case !area.Length.there:
			return extent.Page{}, reply.NoLength
		}
		page.Extents[k] = extent.Extent{Start: area.Start.n, Length: area.Length.n}
	}
	return page, nil
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
