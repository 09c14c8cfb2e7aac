package reply_test

import (
	"bytes"
	"fmt"
	"io"
	"runtime"
	"strings"
	"sync"
	"testing"

	"cbtmap/fetch/extent"
	"cbtmap/fetch/reply"
)

// BenchmarkDecode reads replies that are in memory: with this package, with
// govmomi's decoder, and with nothing but io.Discard behind a buffer.
func BenchmarkDecode(b *testing.B) {
	sizes := []int{2000, 200000}
	if testing.Short() {
		sizes = []int{200}
	}
	for _, p := range []struct {
		protocol
		write func(extent.Page, string) []byte
	}{{soapProtocol, asSOAP}, {jsonProtocol, asJSON}} {
		for _, n := range sizes {
			text := sync.OnceValue(func() []byte { return p.write(usualPage(n), "") })
			var reader reply.Reader
			var page extent.Page
			for _, way := range []struct {
				name string
				read func() (int, error)
			}{
				{"reply", func() (int, error) {
					err := p.read(&reader, bytes.NewReader(text()), &page)
					return len(page.Extents), err
				}},
				{"govmomi", func() (int, error) {
					page, err := p.oracle(text())
					return len(page.Extents), err
				}},
				{"discard", func() (int, error) {
					_, err := io.Copy(io.Discard, struct{ io.Reader }{bytes.NewReader(text())})
					return n, err
				}},
			} {
				b.Run(fmt.Sprintf("%s/%s/%d", p.name, way.name, n), func(b *testing.B) {
					measure(b, n, way.read)
				})
			}
		}
	}
}

// measure calls read, which must read n extents, and reports what one of them cost.
func measure(b *testing.B, n int, read func() (int, error)) {
	var before, after runtime.MemStats
	if got, err := read(); err != nil || got != n {
		b.Fatal(got, err)
	}
	runtime.ReadMemStats(&before)
	for b.Loop() {
		if _, err := read(); err != nil {
			b.Fatal(err)
		}
	}
	runtime.ReadMemStats(&after)
	extents := float64(b.N) * float64(n)
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/extents, "ns/extent")
	b.ReportMetric(float64(after.TotalAlloc-before.TotalAlloc)/extents, "B/extent")
}

// BenchmarkScanner reads replies of which no two extents in a row are written in the
// same way, so that nothing is learned from one for the next.
func BenchmarkScanner(b *testing.B) {
	n := 2000
	if testing.Short() {
		n = 200
	}
	soap := strings.Repeat("<changedArea><start>1234567890123</start><length>65536</length></changedArea>"+
		"<changedArea ><start>1234567890123</start><length>65536</length></changedArea>", n/2)
	json := strings.Repeat(`{"start":1234567890123,"length":65536},{"start":1234567890123 ,"length":65536},`, n/2)
	for _, c := range []struct {
		protocol
		text string
	}{
		{soapProtocol, inEnvelope(zeroToOne + soap)},
		{jsonProtocol, `{"startOffset":0,"length":1,"changedArea":[` + strings.TrimSuffix(json, ",") + `]}`},
	} {
		var reader reply.Reader
		var page extent.Page
		b.Run(c.name, func(b *testing.B) {
			measure(b, n, func() (int, error) {
				err := c.read(&reader, strings.NewReader(c.text), &page)
				return len(page.Extents), err
			})
		})
	}
}
