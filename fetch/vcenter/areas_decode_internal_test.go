package vcenter

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"

	"cbtmap/fetch/extent"
	"cbtmap/fetch/reply"
)

// FuzzDecode holds what is left to govmomi's decoder against what that decoder makes
// of it by itself: the same page, or none. There is none if it makes 0 of anything
// that is not there, or does not see all that there is.
func FuzzDecode(f *testing.F) {
	const before, after = `<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Body><QueryChangedDiskAreasResponse xmlns="urn:vim25"><returnval>`,
		`</returnval></QueryChangedDiskAreasResponse></Body></Envelope>`
	for _, text := range []string{
		before + `<startOffset>&#49;</startOffset><length><![CDATA[5]]></length><changedArea><start>1<!-- --></start><length>+2</length></changedArea>` + after + "<?a?>",
		before + `<startOffset>1</startOffset><length>5</length><changedArea><start/><length>2</length></changedArea>` + after,
		`<?xml version="1.0" encoding="ISO-8859-1"?>` + before + `<startOffset>1</startOffset><length>5</length><a>` + "\xe4" + `</a>` + after,
		`<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Body><Fault><faultstring>no</faultstring></Fault></Body></Envelope>`,
	} {
		f.Add([]byte(text), false)
	}
	for _, text := range []string{
		`{"startOffset":null,"START\u004fffset":0,"length":5,"changedArea":[{"start":1,"l\u0065ngth":2,"length":null}]}`,
		`{"startOffset":0,"length":5,"changedArea":[{"start":1,"length":2},null]}`,
		`{"_typeName":"NotFound","faultstring":"no"}`,
		`{"startOffset":0,"length":5,"changedArea":[{"start":1,"length":2}],"changedArea":[{"start":1}]}`,
	} {
		f.Add([]byte(text), true)
	}
	ways := map[bool]areasWire{false: offline(false), true: offline(true)}
	f.Fuzz(func(t *testing.T, text []byte, json bool) {
		w, kind := ways[json], "text/xml"
		if json {
			kind = "application/json"
		}
		answer := func(text []byte) *http.Response {
			return &http.Response{StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {kind}}, ContentLength: -1, Body: io.NopCloser(bytes.NewReader(text))}
		}
		var got areasReply
		err := safely(func() error { return w.decode(context.Background(), answer(text), new(areasQuestion), &got) })
		if err != nil || got.Res == nil {
			return
		}
		if !json {
			text, _ = inUTF8(text)
		}
		var want methods.QueryChangedDiskAreasBody
		err = safely(func() error {
			return w.client.RoundTrip(hold(context.Background(), answer(text)), &methods.QueryChangedDiskAreasBody{Req: new(types.QueryChangedDiskAreas)}, &want)
		})
		if err != nil || want.Res == nil {
			t.Fatalf("%+v, but govmomi says %v to %q", got.page, err, text)
		}
		page := extent.Page{Start: want.Res.Returnval.StartOffset, Length: want.Res.Returnval.Length}
		for _, a := range want.Res.Returnval.ChangedArea {
			page.Extents = append(page.Extents, extent.Extent{Start: a.Start, Length: a.Length})
		}
		if page.Start != got.page.Start || page.Length != got.page.Length || !slices.Equal(page.Extents, got.page.Extents) {
			t.Fatalf("%+v, but govmomi makes %+v of %q", got.page, page, text)
		}
		check := reply.CheckSOAP
		if json {
			check = reply.CheckJSON
		}
		if err := check(text); err != nil {
			t.Fatalf("%v in %q", err, text)
		}
		// Each area takes two numbers, and so does the reply: as many digits at least.
		if digits := strings.Count(strings.Map(digitsOnly, string(text)), "0"); digits < 2+2*len(page.Extents) {
			t.Fatalf("%d areas from %d digits, so some are made up: %q", len(page.Extents), digits, text)
		}
	})
}

// digitsOnly makes 0 of each digit, and nothing of anything else.
func digitsOnly(r rune) rune {
	if '0' <= r && r <= '9' {
		return '0'
	}
	return -1
}

// offline is a way to decode replies that are held, and no others.
func offline(json bool) areasWire {
	sc := soap.NewClient(&url.URL{Scheme: "http", Host: "vc01", Path: "/sdk"}, false)
	sc.Namespace, sc.Version = "urn:vim25", "8.0.3.0"
	sc.UseJSON(json)
	sc.Transport = held{}
	return newAreasWire(sc, json, new(memory))
}

// safely makes an error of a panic, as call does.
func safely(do func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = errBadReply
		}
	}()
	return do()
}
