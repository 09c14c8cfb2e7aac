package cache

import (
	"bytes"
	"encoding/binary"
	"io"
	"math"
	"slices"
	"testing"

	"cbtmap/fetch/extent"
)

func page(start, length int64, ext ...extent.Extent) extent.Page {
	return extent.Page{Start: start, Length: length, Extents: ext}
}

// FuzzRead reads any bytes as a file, and, as they would hardly ever pass a
// checksum, as the replies of a file: what comes out can be written, and then
// reads as the same. Memory is bounded by the size of the file.
func FuzzRead(f *testing.F) {
	key := Key{From: "a", To: "b"}.digest()
	file := appendHeader(nil, key)
	for _, p := range []extent.Page{page(0, 1<<30), page(5, -7, extent.Extent{Start: 1, Length: 2}, extent.Extent{Start: math.MinInt64, Length: math.MaxInt64}),
		page(1<<40, 1<<40, extent.Extent{Start: 1 << 40, Length: 1 << 16}, extent.Extent{Start: 1<<40 + 1<<20, Length: 1 << 16})} {
		var err error
		if file, err = appendRecord(file, p.Start, p); err != nil {
			f.Fatal(err)
		}
		f.Add(appendReply(nil, p.Start, p))
	}
	f.Add(file)
	f.Add(file[:headerSize+3])
	f.Add([]byte{0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 0})
	f.Fuzz(func(t *testing.T, data []byte) {
		drain(t, data, key)
		framed := binary.LittleEndian.AppendUint32(appendHeader(nil, key), uint32(len(data)))
		framed = binary.LittleEndian.AppendUint32(framed, checksum(framed[headerSize:]))
		framed = binary.LittleEndian.AppendUint32(framed, checksum(data))
		drain(t, append(framed, data...), key)
	})
}

func drain(t *testing.T, data []byte, key [32]byte) {
	r, err := newReader(bytes.NewReader(data), int64(len(data)), key)
	if err != nil {
		return
	}
	for {
		asked, p, err := r.next()
		if err == io.EOF || err != nil {
			break
		}
		if len(p.Extents) > len(data)/2 {
			t.Fatalf("%d areas from %d bytes", len(p.Extents), len(data))
		}
		again, q, err := parseReply(appendReply(nil, asked, p), nil)
		if err != nil || again != asked || q.Start != p.Start || q.Length != p.Length || !slices.Equal(q.Extents, p.Extents) {
			t.Fatalf("%d %v reads as %d %v, %v", asked, p, again, q, err)
		}
	}
	if r.good > int64(len(data)) {
		t.Fatalf("%d of %d bytes are good", r.good, len(data))
	}
}
