package file_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"cbtmap/fetch"
	"cbtmap/fetch/capture"
	"cbtmap/fetch/extent"
	"cbtmap/fetch/fault"
	"cbtmap/fetch/file"
)

// save writes a map as a capture, as it is after a fetch.
func save(t rapid.TB, h capture.Header, m *extent.Map, last fetch.Batch, audit fetch.Audit) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := file.WriteCapture(&b, h, m, file.Footer(m, last, audit)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// refused is a failure that explains itself.
type refused struct{ fault.Fault }

func (r refused) Error() string        { return r.What }
func (r refused) Explain() fault.Fault { return r.Fault }

// A map that is saved and opened is the map that was fetched, in all that a report
// says of it: whether it is whole, what it was made of, what failed and why, and
// how far it can be trusted.
func TestCaptureTellsTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		capacity := rapid.Int64Range(1, 1<<20).Draw(t, "capacity") * 512
		m := extent.New(capacity)
		auditor := fetch.NewAuditor(capacity)
		var last fetch.Batch
		for at := int64(0); at < capacity; {
			length := min(capacity-at, rapid.Int64Range(1, capacity).Draw(t, "length"))
			p := extent.Page{Start: at, Length: length}
			for from := at; from < at+length && len(p.Extents) < 5; {
				from += rapid.Int64Range(0, length).Draw(t, "gap") / 512 * 512
				l := min(rapid.Int64Range(1, length).Draw(t, "extent"), at+length-from)
				if l > 0 {
					p.Extents = append(p.Extents, extent.Extent{Start: from, Length: l})
				}
				from += max(l, 1)
			}
			if rapid.IntRange(0, 4).Draw(t, "fails") == 0 {
				last.Failed = append(last.Failed, fetch.Failure{Range: extent.Extent{Start: at, Length: length},
					Err: refused{fault.Fault{Fault: "FileFault", Key: "k", What: "it broke", Meaning: "bad", Advice: "mend it"}}})
			} else if err := m.Add(p); err != nil {
				t.Fatal(err)
			} else {
				auditor.Reply(at, p)
			}
			at += length
		}
		auditor.Failed(last.Failed)
		audit := auditor.Audit()
		if rapid.Bool().Draw(t, "reset") {
			audit = audit.With(fetch.Reset("nightly-3"))
		}
		h := capture.Header{Program: "cbtmap", VM: capture.VM{Name: "sql01"}}

		got, err := file.Read(t.Context(), bytes.NewReader(save(t, h, m, last, audit)), file.Options{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(slices.Collect(got.Map.All(0, capacity)), slices.Collect(m.All(0, capacity))) ||
			!slices.Equal(slices.Collect(got.Map.Gaps(0, capacity)), slices.Collect(m.Gaps(0, capacity))) {
			t.Fatal("another map")
		}
		if got.Map.Capacity() != capacity || got.Map.RawExtents() != m.RawExtents() || got.Map.Granularity() != m.Granularity() {
			t.Fatalf("capacity %d, %d raw extents, granularity %d; want %d, %d, %d", got.Map.Capacity(), got.Map.RawExtents(), got.Map.Granularity(),
				capacity, m.RawExtents(), m.Granularity())
		}
		if got.Header.VM.Name != "sql01" {
			t.Fatalf("%+v", got.Header)
		}
		if a := got.Last.Audit; a.Verdict != audit.Verdict || !reflect.DeepEqual(kinds(a), kinds(audit)) {
			t.Fatalf("%+v; want %+v", a, audit)
		}
		if len(got.Last.Failed) != len(last.Failed) || m.Complete() != (got.Last.Err == nil) {
			t.Fatalf("%+v, %v", got.Last.Failed, got.Last.Err)
		}
		for i, f := range got.Last.Failed {
			if f.Range != last.Failed[i].Range || fault.Of(f.Err) != fault.Of(last.Failed[i].Err) {
				t.Fatalf("%+v; want %+v", f, last.Failed[i])
			}
		}
	})
}

func kinds(a fetch.Audit) []string {
	var list []string
	for _, f := range a.Findings {
		list = append(list, f.Kind)
	}
	slices.Sort(list)
	return list
}

// A capture that was cut off anywhere is a part of the map, and says so.
func TestCaptureCutOff(t *testing.T) {
	m := extent.New(1 << 40)
	for i := range int64(64) {
		p := extent.Page{Start: i << 34, Length: 1 << 34}
		for j := range int64(500) {
			p.Extents = append(p.Extents, extent.Extent{Start: p.Start + (j*j%7+3*j)<<16, Length: 1 << 16})
		}
		if err := m.Add(p); err != nil {
			t.Fatal(err)
		}
	}
	packed := save(t, capture.Header{}, m, fetch.Batch{}, fetch.Audit{Verdict: fetch.Trustworthy})
	for n := 0; n < len(packed); n += 1 + n/50 {
		c, err := file.Read(t.Context(), bytes.NewReader(packed[:n]), file.Options{}, nil)
		if err != nil {
			if f := fault.Of(err); f.What == "" || f.Advice == "" {
				t.Fatalf("%d bytes: %v", n, err)
			}
			continue
		}
		if c.Last.Err == nil && c.Map.Complete() && c.Map.Changed() == m.Changed() && n >= len(packed)-8 {
			continue // gzip's own checksum is missing; that of the capture was there
		}
		if c.Last.Err == nil || c.Last.Audit.Verdict != fetch.Incomplete {
			t.Fatalf("%d bytes: %v, %+v", n, c.Last.Err, c.Last.Audit)
		}
		if c.Map.Capacity() != m.Capacity() || c.Map.Changed() > m.Changed() || c.Map.Changed() != m.Sum(0, c.Map.Known()).Changed {
			t.Fatalf("%d bytes: %d known, %d changed", n, c.Map.Known(), c.Map.Changed())
		}
	}
}

// A capture that was altered is not believed.
func TestCaptureAltered(t *testing.T) {
	m := extent.New(1 << 30)
	if err := m.Add(extent.Page{Length: 1 << 30, Extents: []extent.Extent{{Start: 65536, Length: 65536}}}); err != nil {
		t.Fatal(err)
	}
	packed := save(t, capture.Header{}, m, fetch.Batch{}, fetch.Audit{Verdict: fetch.Trustworthy})
	altered := bytes.Clone(packed)
	altered[len(altered)-12] ^= 0x10 // in the last block, or the checksum of gzip
	c, err := file.Read(t.Context(), bytes.NewReader(altered), file.Options{}, nil)
	if err == nil && (c.Last.Err == nil || c.Last.Audit.Verdict == fetch.Trustworthy) {
		t.Errorf("%+v", c.Last)
	}
	if err != nil && errors.Unwrap(err) == nil && fault.Of(err).What == "" {
		t.Error(err)
	}
}

// BenchmarkReadCapture reads a capture of a million extents, as open and report do.
func BenchmarkReadCapture(b *testing.B) {
	m := extent.New(500 << 32)
	random := rand.New(rand.NewPCG(1, 2))
	for i := range int64(500) {
		p := extent.Page{Start: i << 32, Length: 1 << 32}
		for j := range int64(2000) {
			p.Extents = append(p.Extents, extent.Extent{Start: p.Start + (j*32+random.Int64N(28))<<16, Length: (1 + random.Int64N(4)) << 16})
		}
		if err := m.Add(p); err != nil {
			b.Fatal(err)
		}
	}
	var packed bytes.Buffer
	footer := file.Footer(m, fetch.Batch{}, fetch.Audit{Verdict: fetch.Trustworthy})
	if err := file.WriteCapture(&packed, capture.Header{}, m, footer); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		c, err := file.Read(b.Context(), bytes.NewReader(packed.Bytes()), file.Options{}, nil)
		if err != nil || c.Map.Extents() != m.Extents() {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(packed.Len())/float64(m.Extents()), "B/extent")
}

// unpacked is the text of a capture, by lines with their ends.
func unpacked(t *testing.T, packed []byte) [][]byte {
	t.Helper()
	zip, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(zip)
	if err != nil {
		t.Fatal(err)
	}
	return bytes.SplitAfter(text, []byte("\n"))
}

// A capture without its last line is cut off, however neatly: also where its header
// is all there is.
func TestCaptureWithoutFooter(t *testing.T) {
	m := extent.New(1 << 30)
	for i := range int64(4) {
		if err := m.Add(extent.Page{Start: i << 28, Length: 1 << 28, Extents: []extent.Extent{{Start: i<<28 + 65536, Length: 65536}}}); err != nil {
			t.Fatal(err)
		}
	}
	var lines [][]byte
	var packed bytes.Buffer
	w, err := capture.NewWriter(&packed, capture.Header{Capacity: 1 << 30, VM: capture.VM{Name: "sql01"}})
	for p := range m.Replies(1) {
		if err == nil {
			err = w.Page(p)
		}
	}
	if err == nil {
		err = w.Close(file.Footer(m, fetch.Batch{}, fetch.Audit{Verdict: fetch.Trustworthy}))
	}
	if err != nil {
		t.Fatal(err)
	}
	lines = unpacked(t, packed.Bytes())
	for n := 1; n < len(lines)-1; n++ {
		for _, rest := range []string{"", `{"foo`} {
			text := append(bytes.Join(lines[:n], nil), rest...)
			c, err := file.Read(t.Context(), bytes.NewReader(text), file.Options{}, nil)
			if err != nil || c.Last.Err == nil || c.Last.Audit.Verdict != fetch.Incomplete || c.Header.VM.Name != "sql01" {
				t.Fatalf("%d of %d lines and %q: %v, %+v", n, len(lines), rest, err, c.Last)
			}
			if f := fault.Of(c.Last.Err); !strings.Contains(f.What, "cut off") {
				t.Errorf("%d lines: %+v", n, f)
			}
			if n == 1 && c.Map.Capacity() != 1<<30 {
				t.Errorf("capacity %d", c.Map.Capacity())
			}
		}
	}
}

// Totals that are not those of the pages are not believed.
func TestCaptureWithOtherTotals(t *testing.T) {
	m := extent.New(1 << 30)
	if err := m.Add(extent.Page{Length: 1 << 30, Extents: []extent.Extent{{Start: 65536, Length: 65536}}}); err != nil {
		t.Fatal(err)
	}
	text := bytes.Join(unpacked(t, save(t, capture.Header{}, m, fetch.Batch{}, fetch.Audit{Verdict: fetch.Trustworthy})), nil)
	altered := bytes.Replace(text, []byte(`"changedBytes":65536`), []byte(`"changedBytes":5`), 1)
	if bytes.Equal(text, altered) {
		t.Fatalf("%s", text)
	}
	if c, err := file.Read(t.Context(), bytes.NewReader(altered), file.Options{}, nil); err == nil || !strings.Contains(fault.Of(err).What, "totals") {
		t.Errorf("%v, %+v", err, c.Last)
	}
}
