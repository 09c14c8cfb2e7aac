package reply_test

import (
	"bytes"
	"encoding/json"
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
	whole  func([]byte) bool // whether all is there that the oracle takes for 0 if it is not
	check  func([]byte) error
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
	whole: func(text []byte) bool {
		type area struct {
			Start  []string `xml:"start"`
			Length []string `xml:"length"`
		}
		var body struct {
			Areas  []area   `xml:"Body>QueryChangedDiskAreasResponse>returnval>changedArea"`
			Start  []string `xml:"Body>QueryChangedDiskAreasResponse>returnval>startOffset"`
			Length []string `xml:"Body>QueryChangedDiskAreasResponse>returnval>length"`
		}
		if xml.NewDecoder(bytes.NewReader(text)).Decode(&body) != nil {
			return false
		}
		there := func(numbers []string) bool { return len(numbers) > 0 && !slices.Contains(numbers, "") }
		return there(body.Start) && there(body.Length) &&
			!slices.ContainsFunc(body.Areas, func(a area) bool { return !there(a.Start) || !there(a.Length) })
	},
	check: reply.CheckSOAP,
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
	whole: func(text []byte) bool {
		type area struct{ Start, Length *int64 }
		var info struct {
			StartOffset, Length *int64
			ChangedArea         []area
		}
		if json.Unmarshal(text, &info) != nil {
			return false
		}
		return info.StartOffset != nil && info.Length != nil &&
			!slices.ContainsFunc(info.ChangedArea, func(a area) bool { return a.Start == nil || a.Length == nil })
	},
	check: reply.CheckJSON,
}

func pageOf(info types.DiskChangeInfo) extent.Page {
	page := extent.Page{Start: info.StartOffset, Length: info.Length}
	for _, area := range info.ChangedArea {
		page.Extents = append(page.Extents, extent.Extent{Start: area.Start, Length: area.Length})
	}
	return page
}

// decode is what a reply means: what the oracle, whose decoder may panic, reads from
// it, if nothing is missing in it, and nothing in it is passed over that may be a
// change. Otherwise it means nothing.
func (p protocol) decode(text []byte) (page extent.Page, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
		if err != nil {
			page = extent.Page{}
		}
	}()
	if page, err = p.oracle(text); err == nil {
		err = p.check(text)
	}
	if err == nil && !p.whole(text) {
		err = errors.New("something is missing")
	}
	return page, err
}

func same(a, b extent.Page) bool {
	return a.Start == b.Start && a.Length == b.Length && slices.Equal(a.Extents, b.Extents)
}
