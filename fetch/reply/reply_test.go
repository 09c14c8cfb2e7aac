package reply_test

import (
	"bytes"
	"errors"
	"io"
	"testing"
	"testing/iotest"

	"cbtmap/fetch/extent"
	"cbtmap/fetch/reply"
)

func TestUsualReplies(t *testing.T) {
	var r reply.Reader
	page := extent.Page{Start: 7, Extents: make([]extent.Extent, 3)}
	for _, n := range []int{0, 1, 2, 3, 10, 2000, 30000} {
		for _, gap := range []string{"", "\n", "\r\n\t  "} {
			want := usualPage(n)
			if err := r.SOAP(bytes.NewReader(asSOAP(want, gap)), &page); err != nil || !same(page, want) {
				t.Errorf("soap, %d extents, gap %q: %v", n, gap, err)
			}
			if err := r.JSON(bytes.NewReader(asJSON(want, gap)), &page); err != nil || !same(page, want) {
				t.Errorf("json, %d extents, gap %q: %v", n, gap, err)
			}
		}
	}
}

func TestNothingIsAllocated(t *testing.T) {
	var r reply.Reader
	var page extent.Page
	var body bytes.Reader
	soap, json := asSOAP(usualPage(2000), ""), asJSON(usualPage(2000), "")
	for name, read := range map[string]func() error{
		"soap": func() error { body.Reset(soap); return r.SOAP(&body, &page) },
		"json": func() error { body.Reset(json); return r.JSON(&body, &page) },
	} {
		allocs := testing.AllocsPerRun(20, func() {
			if err := read(); err != nil || len(page.Extents) != 2000 {
				t.Fatal(name, err)
			}
		})
		if allocs != 0 {
			t.Errorf("%s: %v allocations for a reply", name, allocs)
		}
	}
}

func TestReadAtAnySplit(t *testing.T) {
	for _, p := range []protocol{soapProtocol, jsonProtocol} {
		for _, text := range samples[p.name] {
			want, wanted := p.decode([]byte(text))
			var r reply.Reader
			var page extent.Page
			err := readFrom(p, &r, iotest.OneByteReader(bytes.NewReader([]byte(text))), &page)
			if err != nil && wanted == nil && !errors.Is(err, reply.ErrUnexpected) || err == nil && !same(page, want) {
				t.Errorf("%s: %v, want %v, in single bytes:\n%s", p.name, page, want, text)
			}
			first := err
			for i := range text {
				err := readFrom(p, &r, io.MultiReader(bytes.NewReader([]byte(text[:i])), bytes.NewReader([]byte(text[i:]))), &page)
				if err != first || err == nil && !same(page, want) {
					t.Fatalf("%s: %v %v, want %v %v, split at %d:\n%s", p.name, page, err, want, first, i, text)
				}
			}
		}
	}
}

func readFrom(p protocol, r *reply.Reader, body io.Reader, page *extent.Page) error {
	if p.name == "soap" {
		return r.SOAP(body, page)
	}
	return r.JSON(body, page)
}

var samples = map[string][]string{
	"soap": {string(asSOAP(usualPage(5), "")), string(asSOAP(usualPage(3), "\n "))},
	"json": {string(asJSON(usualPage(5), "")), string(asJSON(usualPage(3), "\n "))},
}
