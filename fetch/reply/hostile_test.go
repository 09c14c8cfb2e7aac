package reply_test

import (
	"bytes"
	"errors"
	"io"
	"math"
	"runtime"
	"strings"
	"testing"

	"cbtmap/fetch/extent"
	"cbtmap/fetch/reply"
)

// endless says something again and again, n bytes of it.
func endless(n int64, text string) io.Reader {
	return io.LimitReader(&repeat{text: strings.Repeat(text, 1+4096/len(text))}, n)
}

type repeat struct {
	text string
	at   int
}

func (r *repeat) Read(b []byte) (int, error) {
	n := copy(b, r.text[r.at:])
	r.at = (r.at + n) % len(r.text)
	return n, nil
}

// What nobody sends takes no more memory than a window.
func TestEndlessThings(t *testing.T) {
	const size = 8 << 20
	xml, json := inEnvelope("<startOffset>0</startOffset><length>1</length>|"), `{"startOffset":0,"length":1,|}`
	for _, c := range []struct {
		p            protocol
		around, text string
		want         error
	}{
		{soapProtocol, xml, " ", nil},
		{soapProtocol, xml, "<a b='c'>text</a>", nil},
		{soapProtocol, xml, "<!-- -->", nil},
		{soapProtocol, xml, "<a>", reply.ErrUnexpected},
		{soapProtocol, "<!--|", "a", reply.ErrUnexpected},
		{soapProtocol, "<|", "a", reply.ErrUnexpected},
		{soapProtocol, "<a |", "a='b' ", reply.ErrUnexpected},
		{soapProtocol, "<a b='|", "a", reply.ErrUnexpected},
		{soapProtocol, inEnvelope("<length>|"), "0", io.ErrUnexpectedEOF},
		{soapProtocol, inEnvelope("<length>|"), "1", reply.ErrUnexpected},
		{soapProtocol, inEnvelope("<a>|"), "text", io.ErrUnexpectedEOF},
		{jsonProtocol, "|{}", " ", reply.NoOffset},
		{jsonProtocol, json, `"a":{"b":"c"},`, reply.ErrUnexpected}, // a comma at the end
		{jsonProtocol, `{"a":|`, "[", reply.ErrUnexpected},
		{jsonProtocol, `{"a":"|`, "b", io.ErrUnexpectedEOF},
		{jsonProtocol, `{"|`, "b", reply.ErrUnexpected},
		{jsonProtocol, `{"a":|`, "1", io.ErrUnexpectedEOF},
	} {
		before, after, _ := strings.Cut(c.around, "|")
		if c.want == io.ErrUnexpectedEOF {
			after = ""
		}
		n := size / int64(len(c.text)) * int64(len(c.text))
		body := io.MultiReader(strings.NewReader(before), endless(n, c.text), strings.NewReader(after))
		var r reply.Reader
		var page extent.Page
		var was, is runtime.MemStats
		runtime.ReadMemStats(&was)
		err := c.p.read(&r, body, &page)
		runtime.ReadMemStats(&is)
		if err != c.want {
			t.Errorf("%s: %v, want %v for %s of %q", c.p.name, err, c.want, c.around, c.text)
		}
		if took := is.TotalAlloc - was.TotalAlloc; took > 3*reply.MaxSeen {
			t.Errorf("%s: %d bytes were taken for %s of %q", c.p.name, took, c.around, c.text)
		}
	}
}

// Extents take sixteen bytes each. The one too many may be read by its usual shape,
// or by a scanner.
func TestTooManyExtents(t *testing.T) {
	for _, c := range []struct {
		p                  protocol
		before, text, then string
	}{
		{soapProtocol, inEnvelope("<startOffset>0</startOffset><length>1</length>|"), "<changedArea><start>1</start><length>2</length></changedArea>", "<changedArea><start>-1</start><length>2</length></changedArea>"},
		{jsonProtocol, `{"startOffset":0,"length":1,"changedArea":[|`, `{"start":1,"length":2},`, `{"start":1,"length":2},`},
		{jsonProtocol, `{"startOffset":0,"length":1,"changedArea":[|`, `{"start":1,"length":2},`, `{"start":-1,"length":2},`},
	} {
		before, _, _ := strings.Cut(c.before, "|")
		body := io.MultiReader(strings.NewReader(before), endless(int64(reply.MaxExtents*len(c.text)), c.text), endless(math.MaxInt64, c.then))
		page := extent.Page{Extents: make([]extent.Extent, 0, reply.MaxExtents+reply.MaxSeen)}
		if err := c.p.read(new(reply.Reader), body, &page); err != reply.ErrTooMany {
			t.Errorf("%s: %v for %q without end", c.p.name, err, c.then)
		}
	}
}

// What is too much to be kept is not handed on in part.
func TestSeenUpToItsBound(t *testing.T) {
	for _, p := range []protocol{soapProtocol, jsonProtocol} {
		for _, n := range []int{100, 5000, 100_000} {
			text := asSOAP(usualPage(n), "")
			if p.name == "json" {
				text = asJSON(usualPage(n), "")
			}
			text = append(text, 'x')
			var r reply.Reader
			body := bytes.NewReader(text)
			if err := p.read(&r, body, new(extent.Page)); !errors.Is(err, reply.ErrUnexpected) {
				t.Fatal(err)
			}
			seen, ok := r.Seen()
			if ok != (len(text) <= reply.MaxSeen) {
				t.Errorf("%s: a body of %d bytes was seen: %t", p.name, len(text), ok)
			}
			left, _ := io.ReadAll(body)
			if ok && string(seen)+string(left) != string(text) {
				t.Errorf("%s: %d bytes seen and %d left of %d", p.name, len(seen), len(left), len(text))
			}
		}
	}
}
