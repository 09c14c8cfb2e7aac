package reply_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
	"github.com/vmware/govmomi/vim25/xml"

	"cbtmap/fetch/extent"
	"cbtmap/fetch/reply"
)

// A protocol is a way to write a reply, with two readers of it: ours, and the
// decoder of govmomi in just the way in which its client calls it.
type protocol struct {
	name   string
	read   func(*reply.Reader, io.Reader, *extent.Page) error
	oracle func([]byte) (extent.Page, error)
}

var soapProtocol = protocol{
	name: "soap",
	read: (*reply.Reader).SOAP,
	oracle: func(text []byte) (extent.Page, error) {
		var body methods.QueryChangedDiskAreasBody
		envelope := soap.Envelope{Body: &body}
		dec := xml.NewDecoder(bytes.NewReader(text))
		dec.TypeFunc = types.TypeFunc()
		if err := dec.Decode(&envelope); err != nil {
			return extent.Page{}, err
		}
		if body.Fault() != nil || body.Res == nil {
			return extent.Page{}, errors.New("no reply")
		}
		return pageOf(body.Res.Returnval), nil
	},
}

var jsonProtocol = protocol{
	name: "json",
	read: (*reply.Reader).JSON,
	oracle: func(text []byte) (extent.Page, error) {
		var info types.DiskChangeInfo
		var result any = &info
		err := types.NewJSONDecoder(bytes.NewReader(text)).Decode(&result)
		return pageOf(info), err
	},
}

func pageOf(info types.DiskChangeInfo) extent.Page {
	page := extent.Page{Start: info.StartOffset, Length: info.Length}
	for _, area := range info.ChangedArea {
		page.Extents = append(page.Extents, extent.Extent{Start: area.Start, Length: area.Length})
	}
	return page
}

// decode is the oracle's answer, whose decoder may panic.
func (p protocol) decode(text []byte) (page extent.Page, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	return p.oracle(text)
}

func same(a, b extent.Page) bool {
	return a.Start == b.Start && a.Length == b.Length && slices.Equal(a.Extents, b.Extents)
}
