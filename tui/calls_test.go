package tui_test

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"testing"

	"cbtmap/fetch"
	"cbtmap/fetch/capture"
	"cbtmap/fetch/extent"
	"cbtmap/fetch/file"
	"cbtmap/tui/drive"
)

// Calls are counted like pages: all that were made for the map, also before r.
func TestCallsOfAllRuns(t *testing.T) {
	var s saver
	d, broken := inParts(t, 50<<30, s.save)
	d.Settle()
	d.Press("i")
	before := callsOf(t, d, 5)
	broken.Store(0)
	d.Press("esc", "r", "i")
	if got := callsOf(t, d, 10); got != before+5 {
		t.Errorf("%d calls, and %d before the last 5", got, before)
	}
}

// callsOf reads how many calls were made for so many pages.
func callsOf(t *testing.T, d *drive.Driver, pages int) int {
	t.Helper()
	found := regexp.MustCompile(fmt.Sprintf(`(\d+) calls, %d pages`, pages)).FindStringSubmatch(plain(d))
	if found == nil {
		t.Fatalf("no calls for %d pages:\n%s", pages, plain(d))
	}
	n, _ := strconv.Atoi(found[1])
	return n
}

// A capture has as many pages as there were replies, on the screen as in the report,
// however many lines they became.
func TestPagesOfACapture(t *testing.T) {
	m := extent.New(8 << 30)
	for at := int64(0); at < m.Capacity(); at += 1 << 30 {
		if err := m.Add(extent.Page{Start: at, Length: 1 << 30, Extents: []extent.Extent{{Start: at, Length: 65536}}}); err != nil {
			t.Fatal(err)
		}
	}
	var packed bytes.Buffer
	if err := file.WriteCapture(&packed, capture.Header{}, m, file.Footer(m, fetch.Batch{Done: true}, fetch.Audit{Verdict: fetch.Trustworthy})); err != nil {
		t.Fatal(err)
	}
	d := openFiles(120, 36, textFile("a.cbtmap", packed.String(), nil))
	d.Press("i")
	if !regexp.MustCompile(`pages +8\b`).MatchString(plain(d)) {
		t.Errorf("there were 8 replies:\n%s", plain(d))
	}
}
