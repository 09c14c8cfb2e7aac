package formats

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"testing"

	"cbtmap/fetch/fault"
)

// obeys reads any bytes and checks what holds of every Reader.
func obeys(t *testing.T, b []byte, given int64) {
	t.Helper()
	r, err := NewReader(bytes.NewReader(b), Options{Capacity: given})
	if err != nil {
		if f := fault.Of(err); f.What == "" || f.Advice == "" {
			t.Fatalf("%q: %+v", b, f)
		}
		return
	}
	for pages := 0; ; pages++ {
		p, err := r.Next()
		if err != nil {
			if _, again := r.Next(); again != err {
				t.Fatalf("%q: %v after %v", b, again, err)
			}
			if f := fault.Of(err); err != io.EOF && (f.What == "" || f.Advice == "") {
				t.Fatalf("%q: %+v", b, f)
			}
			break
		}
		if p.Start < 0 || p.Length < 0 || p.Start+p.Length < p.Start || pages > len(b)+8 {
			t.Fatalf("%q: page %d is %+v", b, pages, p)
		}
		if r.Format().Replies {
			continue
		}
		if p.Length == 0 || len(p.Extents) > MostExtents || given > 0 && p.End() > given {
			t.Fatalf("%q: page %+v", b, p)
		}
		at := p.Start
		for _, e := range p.Extents {
			if e.Start < at || e.Length <= 0 || e.End() > p.End() {
				t.Fatalf("%q: page %+v", b, p)
			}
			at = e.End()
		}
	}
	if capacity, said := r.Capacity(); capacity < 0 || given > 0 && r.Format().ID != captureKind.ID && (capacity != given || !said) {
		t.Fatalf("%q: capacity %d, said %t", b, capacity, said)
	}
	if r.Offset() > int64(len(b)) {
		t.Fatalf("%q: read %d of %d", b, r.Offset(), len(b))
	}
	for _, n := range r.Notes() {
		if n.Count < 1 || n.Detail == "" || n.Start < 0 || n.Length < 0 {
			t.Fatalf("%q: %+v", b, n)
		}
	}
}

// Whatever the bytes are, a Reader keeps its word and does not panic.
func FuzzReader(f *testing.F) {
	for _, folder := range []string{"samples", "tools"} {
		files, err := filepath.Glob(filepath.Join("testdata", folder, "*.*"))
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range files {
			b, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			if len(b) > 4096 {
				b = b[:4096]
			}
			f.Add(b, int64(0))
			f.Add(b, int64(100_000))
		}
	}
	for _, s := range []string{"[]", "start,length\n0,4096\n", "\x1f\x8b", "\xff\xfe[\x00]\x00",
		httpOK + "Set-Cookie: a=b\r\n\r\n" + envelope("e", "<QueryChangedDiskAreasResponse><returnval><startOffset>0</startOffset><length>8</length><changedArea><start>1</start><length>2</length></changedArea></returnval></QueryChangedDiskAreasResponse>"),
		thinHead + `<diff left="1" right="2"><same begin="0" length="8"/></diff></superblock>`, "[\x00]\x00", "gAEAAAAAAAAAAAAAAAAAAP8=\n",
		"<PageList><PageRange><Start>0</Start><End>511</End></PageRange><NextMarker>a</NextMarker></PageList>", virtnbdSaid,
		`{"block_metadata_type":1,"volume_capacity_bytes":512,"block_metadata":[{"size_bytes":1,"x":2}]}{"error":{}}`,
		`{"_typeName":"FileFault","faultMessage":[{"message":"x"}]}`, `{"Start":0,"Length":65536}`,
		`{"cbtmap":{"major":1,"minor":0},"disk":{"capacityBytes":4096}}` + "\n"} {
		f.Add([]byte(s), int64(1<<20))
	}
	f.Fuzz(func(t *testing.T, b []byte, given int64) {
		if len(b) <= 1<<16 {
			obeys(t, b, max(0, given))
		}
	})
}
