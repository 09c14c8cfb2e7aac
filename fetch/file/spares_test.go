package file_test

import (
	"bytes"
	"testing"
	"time"

	"cbtmap/fetch"
	"cbtmap/fetch/capture"
	"cbtmap/fetch/extent"
	"cbtmap/fetch/file"
)

// The memory of pages is used again once the next batch is asked for, however many
// pages there are.
func TestMemoryOfPagesIsUsedAgain(t *testing.T) {
	const pages = 200
	m := extent.New(pages << 30)
	for i := range int64(pages) {
		p := extent.Page{Start: i << 30, Length: 1 << 30}
		for j := range int64(100 + i%7) {
			p.Extents = append(p.Extents, extent.Extent{Start: p.Start + j<<20, Length: 1 << 19})
		}
		if err := m.Add(p); err != nil {
			t.Fatal(err)
		}
	}
	packed := save(t, capture.Header{}, m, fetch.Batch{}, fetch.Audit{Verdict: fetch.Trustworthy})
	load, err := file.Open(t.Context(), bytes.NewReader(packed), file.Options{Every: time.Nanosecond}) // each page is a batch
	if err != nil {
		t.Fatal(err)
	}
	defer load.Cancel()
	places, seen := map[*extent.Extent]bool{}, int64(0)
	for {
		b, ok := load.Next()
		if !ok {
			break
		}
		for _, p := range b.Pages {
			places[&p.Extents[0]] = true
			seen += int64(len(p.Extents))
		}
	}
	if seen != m.Extents() {
		t.Fatalf("%d extents, want %d", seen, m.Extents())
	}
	if len(places) > pages/4 {
		t.Errorf("%d pages lay at %d places", pages, len(places))
	}
}
