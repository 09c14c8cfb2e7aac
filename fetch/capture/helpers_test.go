package capture

import (
	"bytes"
	"io"
	"slices"
	"time"

	"github.com/klauspost/compress/gzip"
	"pgregory.net/rapid"

	"cbtmap/fetch/extent"
	"cbtmap/fetch/fault"
)

// contents is all that a file says.
type contents struct {
	header Header
	pages  []extent.Page
	footer Footer
	ended  bool
}

// drained reads on to the end.
func drained(r *Reader) contents {
	c := contents{header: r.Header()}
	for {
		p, err := r.Next()
		if err != nil {
			break
		}
		p.Extents = append([]extent.Extent(nil), p.Extents...)
		c.pages = append(c.pages, p)
	}
	c.footer, c.ended = r.Footer()
	return c
}

// packed writes a file.
func packed(h Header, pages []extent.Page, f Footer) ([]byte, error) {
	var b bytes.Buffer
	w, err := NewWriter(&b, h)
	for _, p := range pages {
		if err == nil {
			err = w.Page(p)
		}
	}
	if err == nil {
		err = w.Close(f)
	}
	return b.Bytes(), err
}

// unpacked is the text of a file.
func unpacked(file []byte) ([]byte, error) {
	zip, err := gzip.NewReader(bytes.NewReader(file))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(zip)
}

// mapOf makes the map of pages.
func mapOf(capacity int64, pages []extent.Page) (*extent.Map, error) {
	m := extent.New(capacity)
	for _, p := range pages {
		if err := m.Add(p); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// alike says whether two maps give the same answers.
func alike(a, b *extent.Map) bool {
	return a.Capacity() == b.Capacity() &&
		slices.Equal(slices.Collect(a.All(0, a.Capacity())), slices.Collect(b.All(0, b.Capacity()))) &&
		slices.Equal(slices.Collect(a.Gaps(0, a.Capacity())), slices.Collect(b.Gaps(0, b.Capacity())))
}

// full is a capture in which everything is known. It has every kind of text.
func full() (Header, []extent.Page, Footer) {
	h := Header{
		Taken:    time.Date(2026, 11, 23, 7, 30, 0, 0, time.UTC),
		Program:  "cbtmap 1.0",
		Server:   Server{"vc01.example.com", "VMware vCenter Server 8.0.3", "8.0.3.0"},
		VM:       VM{"sql01", "vm-42", "poweredOn", "vmx-19"},
		Capacity: 1 << 30,
		Disk: Disk{
			Label: "Hard disk 2", Key: 2001, File: "[ds1] sql01/sql01_1.vmdk", UUID: "6000C29a-bc01-77f5-2c5d-4bd5d1a1f6b2",
			ObjectID: "12-2001", Mode: "persistent", Backing: "FlatVer2", Volumes: []string{`D:\ "SQLDATA"`},
		},
		Interval: Interval{
			FromChangeID: "52 de c0 d9 b9 43 9d 10-61 d5 4c 1b e9 7b 65 63/81", FromSnapshot: "nightly-1",
			From:       time.Date(2026, 11, 21, 22, 0, 0, 0, time.UTC),
			ToSnapshot: "nightly-2", ToMoID: "snapshot-7", ToChangeID: "52 de c0 d9 b9 43 9d 10-61 d5 4c 1b e9 7b 65 63/97",
			To: time.Date(2026, 11, 22, 22, 0, 0, 123, time.UTC),
		},
		Checks: []Check{
			{ID: "hardware", Title: "hardware version", Result: "pass", Found: "version 19", Why: "older ones have none"},
			{ID: "disk", Title: "tracking", Disk: "Hard disk 2", DiskKey: 2001, Result: "fail", Found: "off", Why: "it needs it", Advice: "turn it on"},
		},
	}
	pages := []extent.Page{
		{Start: 0, Length: 1 << 29, Extents: []extent.Extent{{Start: 1 << 20, Length: 1 << 17}, {Start: 19 << 16, Length: 5 << 16}}},
		{Start: 1 << 29, Length: 1 << 28},
		{Start: 7 << 27, Length: 1 << 27, Extents: []extent.Extent{{Start: 1<<30 - 100, Length: 100}}},
	}
	f := Footer{
		Pages: 3, Extents: 3, RawExtents: 5, Granularity: 4, Known: 7 << 27, Changed: 458852, Verdict: "incomplete",
		Findings: []Finding{{"failed", 3 << 28, 1 << 27, 1, "the server refused this range", "incomplete"}},
		Failures: []Failure{{3 << 28, 1 << 27, fault.Fault{Fault: "FileFault", Key: "vim.hostd.vmsvc.cbt.noTrack", What: "no", Meaning: "unknown", Advice: "again"}}},
	}
	return h, pages, f
}

// drawnPages draws replies about a disk, as odd as a server may send them.
func drawnPages(t *rapid.T, capacity int64) []extent.Page {
	unit := rapid.SampledFrom([]int64{1, 3, 512, 64 << 10, 1 << 30}).Draw(t, "unit")
	span := func(label string) (start, length int64) {
		most := max(capacity/unit, 1)
		start = rapid.Int64Range(0, most).Draw(t, label) * unit
		length = rapid.Int64Range(0, most).Draw(t, label+" length") >> rapid.IntRange(0, 20).Draw(t, "scale") * unit
		return start, length
	}
	list := make([]extent.Page, rapid.IntRange(0, 6).Draw(t, "pages"))
	for i := range list {
		list[i].Start, list[i].Length = span("page")
		for range rapid.IntRange(0, 12).Draw(t, "extents") {
			start, length := span("extent")
			list[i].Extents = append(list[i].Extents, extent.Extent{Start: start, Length: length})
		}
	}
	return list
}
