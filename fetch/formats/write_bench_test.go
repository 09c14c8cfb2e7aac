package formats

import (
	"encoding/base64"
	"fmt"
	"io"
	"strings"
	"testing"
)

func BenchmarkWrite(b *testing.B) {
	m := blocks(1_000_000)
	for _, id := range []string{"csv", "json", "mapfile"} {
		b.Run(id, func(b *testing.B) {
			var n counter
			b.ReportAllocs()
			for b.Loop() {
				n = 0
				if err := Write(&n, id, m); err != nil {
					b.Fatal(err)
				}
			}
			b.SetBytes(int64(n))
			b.ReportMetric(float64(n)/1e6, "bytes/extent")
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1e6, "ns/extent")
		})
	}
}

type counter int64

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

// long are n changed blocks of 64 KiB, every other one of a disk, as tools that
// are not here would print them.
func long(n int) map[string]string {
	var thin, azure, soap strings.Builder
	thin.WriteString(thinHead + "<diff>\n")
	azure.WriteString("<PageList>")
	soap.WriteString("<Envelope><Body><QueryChangedDiskAreasResponse><returnval><startOffset>0</startOffset>")
	fmt.Fprintf(&soap, "<length>%d</length>", int64(n)*2*bitmapBlock)
	for i := range int64(n) {
		fmt.Fprintf(&thin, "    <different begin=\"%d\" length=\"1\"/>\n    <same begin=\"%d\" length=\"1\"/>\n", 2*i, 2*i+1)
		fmt.Fprintf(&azure, "<PageRange><Start>%d</Start><End>%d</End></PageRange>", 2*i*bitmapBlock, (2*i+1)*bitmapBlock-1)
		fmt.Fprintf(&soap, "<changedArea><start>%d</start><length>65536</length></changedArea>", 2*i*bitmapBlock)
	}
	texts := map[string]string{
		"thin_delta": thin.String() + "</diff></superblock>",
		"azure":      azure.String() + "</PageList>",
		"soap":       soap.String() + "</returnval></QueryChangedDiskAreasResponse></Body></Envelope>",
		"xenserver":  base64.StdEncoding.EncodeToString([]byte(strings.Repeat("\xaa", n/12*3))), // four blocks a byte
	}
	for _, id := range []string{"csv", "json", "mapfile"} {
		var b strings.Builder
		if err := Write(&b, id, blocks(n)); err != nil {
			panic(err)
		}
		texts[id] = b.String()
	}
	return texts
}

// A file is longer than what may be read from one record to the next.
func TestLongTexts(t *testing.T) {
	const n = 66_000
	for id, text := range long(n) {
		if id == "xenserver" {
			text = strings.Repeat(text, 60) // all in one line
			got, err := readText(text, Options{Capacity: int64(len(text)) / 4 * 3 * 8 * bitmapBlock})
			if err != nil || got.m.Extents() != int64(len(text)*3) {
				t.Errorf("%s of %d bytes: %v", id, len(text), err)
			}
			continue
		}
		got, err := readText(text, Options{Capacity: n * 2 * bitmapBlock})
		if err != nil || got.r.Format().ID != id || got.m.Extents() != n || !got.m.Complete() {
			t.Errorf("%s of %d bytes: %v", id, len(text), err)
		}
		if len(text) < MaxToken {
			t.Errorf("%s: only %d bytes", id, len(text))
		}
	}
}

func BenchmarkReadText(b *testing.B) {
	const n = 999_996 // a multiple of twelve: a bitmap of it has no bits left over
	for id, text := range long(n) {
		b.Run(id, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				r, err := NewReader(strings.NewReader(text), Options{Capacity: n * 2 * bitmapBlock})
				for err == nil {
					_, err = r.Next()
				}
				if err != io.EOF {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/extent")
		})
	}
}
