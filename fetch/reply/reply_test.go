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
			first := agree(t, p, []byte(text), 0)
			for i := range text {
				if err := agree(t, p, []byte(text), i); err != first {
					t.Fatalf("%s: %v, but %v if split at %d:\n%s", p.name, first, err, i, text)
				}
			}
			var r reply.Reader
			var page extent.Page
			want, _ := p.decode([]byte(text))
			err := p.read(&r, iotest.OneByteReader(bytes.NewReader([]byte(text))), &page)
			if err != first || err == nil && !same(page, want) {
				t.Errorf("%s: %v %v, want %v %v, in single bytes:\n%s", p.name, page, err, want, first, text)
			}
		}
	}
}

func TestCutAnywhere(t *testing.T) {
	for _, p := range []protocol{soapProtocol, jsonProtocol} {
		for _, text := range samples[p.name] {
			text := bytes.TrimSpace([]byte(text))
			if agree(t, p, text, 0) != nil {
				continue
			}
			for cut := range text {
				err := agree(t, p, text[:cut], cut/2)
				if err != io.ErrUnexpectedEOF {
					t.Fatalf("%s: %v for\n%s", p.name, err, text[:cut])
				}
			}
		}
	}
}

// What is read by its usual shape is held to it byte by byte.
func TestAnyByteChanged(t *testing.T) {
	for _, p := range []protocol{soapProtocol, jsonProtocol} {
		text := []byte(samples[p.name][0])
		for i, was := range text {
			for _, c := range []byte("0 <>/\"},x\x80\x00") {
				text[i] = c
				_ = agree(t, p, text, 0)
			}
			text[i] = was
		}
	}
}

func TestErrorsOfTheBody(t *testing.T) {
	broken := errors.New("broken")
	for _, p := range []protocol{soapProtocol, jsonProtocol} {
		text := []byte(samples[p.name][0])
		var r reply.Reader
		for cut := range len(text) + 1 {
			page := extent.Page{Start: 1, Extents: make([]extent.Extent, 2)}
			err := p.read(&r, io.MultiReader(bytes.NewReader(text[:cut]), iotest.ErrReader(broken)), &page)
			if !errors.Is(err, broken) || len(page.Extents) > 0 || page.Start != 0 {
				t.Fatalf("%s: %v %v for a body that breaks after %d bytes", p.name, page, err, cut)
			}
			if err := p.read(&r, iotest.DataErrReader(bytes.NewReader(text)), &page); err != nil {
				t.Fatal(p.name, err)
			}
		}
		if err := p.read(&r, silent{}, new(extent.Page)); !errors.Is(err, io.ErrNoProgress) {
			t.Errorf("%s: %v for a body that brings nothing", p.name, err)
		}
	}
}

// silent never brings anything, and never ends.
type silent struct{}

func (silent) Read([]byte) (int, error) { return 0, nil }
