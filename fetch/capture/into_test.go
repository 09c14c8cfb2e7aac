package capture

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"cbtmap/fetch/extent"
)

// Pages that come into memory of the caller stay as they are, those that come after
// them come elsewhere, and a long page does not make those after it large.
func TestPagesIntoOtherMemory(t *testing.T) {
	var text strings.Builder
	text.WriteString(first + "\n")
	long := strings.Repeat("1,1,", 5000)
	for i := range 50 {
		extents := fmt.Sprintf("%d,1", i)
		if i%10 == 3 {
			extents = long + extents
		}
		fmt.Fprintf(&text, `{"start":%d,"length":20000,"unit":1,"extents":[%s]}`+"\n", i*20000, extents)
	}
	open := func() *Reader {
		r, err := NewReader(strings.NewReader(text.String()))
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	var pages []extent.Page
	for r := open(); ; {
		var room []extent.Extent
		if len(pages) < 3 {
			room = make([]extent.Extent, 7)
		}
		r.Into(room)
		p, err := r.Next()
		if err == io.EOF {
			break
		}
		if len(room) > 0 && len(p.Extents) <= len(room) && &p.Extents[0] != &room[0] {
			t.Fatalf("page %d is elsewhere", len(pages))
		}
		pages = append(pages, p)
	}
	extents, room := 0, 0
	for _, p := range pages {
		extents, room = extents+len(p.Extents), room+cap(p.Extents)
	}
	if len(pages) != 50 || room > 4*extents {
		t.Errorf("room for %d extents, which are %d in %d pages", room, extents, len(pages))
	}
	r := open()
	for i, p := range pages {
		if want, err := r.Next(); err != nil || p.Start != want.Start || p.Length != want.Length || !slices.Equal(p.Extents, want.Extents) {
			t.Fatalf("page %d is %v, want %v, %v", i, p, want, err)
		}
	}
}
