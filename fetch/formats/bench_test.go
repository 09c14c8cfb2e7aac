package formats

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
)

// repeated is a text that is made while it is read: what comes first, then n
// pieces, then what comes last.
type repeated struct {
	first, last string
	n           int64
	piece       func(b []byte, i int64) []byte

	i   int64 // -1 before first, n after the last piece
	buf []byte
	out []byte // of buf, not yet read
}

func repeat(first string, n int64, piece func(b []byte, i int64) []byte, last string) *repeated {
	return &repeated{first: first, last: last, n: n, piece: piece, i: -1}
}

func (r *repeated) Read(p []byte) (int, error) {
	for len(r.out) == 0 {
		r.buf = r.buf[:0]
		switch {
		case r.i < 0:
			r.buf = append(r.buf, r.first...)
		case r.i == r.n:
			r.buf = append(r.buf, r.last...)
		case r.i > r.n:
			return 0, io.EOF
		}
		for ; r.i >= 0 && r.i < r.n && len(r.buf) < chunk; r.i++ {
			r.buf = r.piece(r.buf, r.i)
		}
		if r.i < 0 || len(r.buf) == len(r.last) && r.i == r.n {
			r.i++
		}
		r.out = r.buf
	}
	n := copy(p, r.out)
	r.out = r.out[n:]
	return n, nil
}

// sep goes in front of all pieces but the first.
func sep(b []byte, i int64, s string) []byte {
	if i > 0 {
		b = append(b, s...)
	}
	return b
}

// large are texts of n records each, as the tools write them.
var large = []struct {
	id   string
	text func(n int64) io.Reader
}{
	{"qemu", func(n int64) io.Reader {
		return repeat("[", n, func(b []byte, i int64) []byte {
			return fmt.Appendf(sep(b, i, ",\n"), `{ "start": %d, "length": 65536, "depth": 0, "present": true, "zero": %t, "data": %t, "offset": %d}`,
				i<<16, i%2 == 1, i%2 == 0, i<<16)
		}, "]\n")
	}},
	{"nbdinfo", func(n int64) io.Reader {
		return repeat("[\n", n, func(b []byte, i int64) []byte {
			return fmt.Appendf(sep(b, i, ",\n"), `{ "offset": %d, "length": 65536, "type": %d, "description": "%s"}`,
				i<<16, i%2*3, []string{"data", "hole,zero"}[i%2])
		}, "\n]\n")
	}},
	{"virtnbdbackup", func(n int64) io.Reader {
		return repeat("[", n, func(b []byte, i int64) []byte {
			return fmt.Appendf(sep(b, i, ","), "\n    {\n        \"data\": %t,\n        \"length\": 65536,\n        \"start\": %d\n    }", i%2 == 0, i<<16)
		}, "\n]\n")
	}},
	{"rbd", func(n int64) io.Reader {
		return repeat("[", n, func(b []byte, i int64) []byte {
			return fmt.Appendf(sep(b, i, ","), `{"offset":%d,"length":4096,"exists":"true"}`, i<<16)
		}, "]")
	}},
	{"ebs", func(n int64) io.Reader {
		return repeat(`{"VolumeSize":65536,"BlockSize":524288,"ChangedBlocks":[`, n, func(b []byte, i int64) []byte {
			return fmt.Appendf(sep(b, i, ","), `{"BlockIndex":%d,"FirstBlockToken":"%s","SecondBlockToken":"%s"}`, 2*i, token, token)
		}, "]}")
	}},
	{"csi", func(n int64) io.Reader {
		return repeat(`[{"block_metadata_type":1,"volume_capacity_bytes":109951162777600,"block_metadata":[`, n, func(b []byte, i int64) []byte {
			return fmt.Appendf(sep(b, i, ","), `{"byte_offset":%d,"size_bytes":65536}`, i<<17)
		}, "]}]")
	}},
	{"json", func(n int64) io.Reader {
		return repeat(`{"startOffset":0,"length":109951162777600,"changedArea":[`, n, func(b []byte, i int64) []byte {
			return fmt.Appendf(sep(b, i, ","), `{"start":%d,"length":65536}`, i<<17)
		}, "]}")
	}},
	{"csv", func(n int64) io.Reader {
		return repeat("start,length\n", n, func(b []byte, i int64) []byte { return fmt.Appendf(b, "%d,65536\n", i<<17) }, "")
	}},
	{"mapfile", func(n int64) io.Reader {
		return repeat("# Mapfile. Created by GNU ddrescue version 1.27\n0x0 + 1\n", n, func(b []byte, i int64) []byte {
			return fmt.Appendf(b, "0x%08X  0x00010000  %c\n", i<<16, "+-"[i%2])
		}, "")
	}},
	{"thin_delta", func(n int64) io.Reader {
		return repeat("<superblock uuid=\"\" time=\"1\" transaction=\"2\" data_block_size=\"128\" nr_data_blocks=\"1000\">\n  <diff left=\"1\" right=\"2\">\n", n,
			func(b []byte, i int64) []byte {
				return fmt.Appendf(b, "    <different begin=\"%d\" length=\"1\"/>\n", 2*i)
			}, "  </diff>\n</superblock>\n")
	}},
}

var token = strings.Repeat("AAUBAcuWqOCnDNuK", 6)

// count reads all pages of a text.
func count(tb testing.TB, text io.Reader) (pages, extents int64) {
	tb.Helper()
	r, err := NewReader(text, Options{})
	if err != nil {
		tb.Fatal(err)
	}
	for {
		p, err := r.Next()
		if err == io.EOF {
			return pages, extents
		}
		if err != nil {
			tb.Fatal(err)
		}
		pages++
		extents += int64(len(p.Extents))
	}
}

// BenchmarkRead reads a million records of each format.
func BenchmarkRead(b *testing.B) {
	const n = 1_000_000
	for _, l := range large {
		b.Run(l.id, func(b *testing.B) {
			text, err := io.ReadAll(l.text(n))
			if err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				count(b, bytes.NewReader(text))
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/record")
		})
	}
}

// BenchmarkHugeFile reads a map of 10 GB, and tells the most memory in use.
func BenchmarkHugeFile(b *testing.B) {
	records := int64(82_000_000)
	if testing.Short() {
		records /= 100
	}
	for b.Loop() {
		in := &input{r: large[0].text(records)}
		most := heap(func() { count(b, in) })
		b.ReportMetric(float64(most), "heap-B")
		b.ReportMetric(float64(in.offset), "B/file")
	}
}
