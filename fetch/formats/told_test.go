package formats

import (
	"io"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// What a list says of its map is noted when it is read again, whatever the words are,
// and neither adds an area nor hides the end line.
func TestVerdictsAreReadAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		told := Told{rapid.SampledFrom([]string{"suspect", "fallback"}).Draw(t, "verdict"), "overlap", "x" + rapid.String().Draw(t, "detail")}
		list := []Told{told}
		for range rapid.IntRange(0, mostTold).Draw(t, "more") {
			list = append(list, Told{"suspect", "unsorted", strings.Repeat("long ", 500)})
		}
		d := goldenDisk()
		for _, id := range []string{"csv", "mapfile"} {
			var b strings.Builder
			if err := Write(&b, id, d.extentMap(), Tell(list...)); err != nil {
				t.Fatal(err)
			}
			r, err := NewReader(strings.NewReader(b.String()), Options{})
			for err == nil {
				_, err = r.Next()
			}
			if capacity, said := r.Capacity(); err != io.EOF || !said || capacity != d.capacity() {
				t.Fatalf("%s: %v, %d bytes:\n%s", id, err, capacity, b.String())
			}
			notes := r.Notes()
			if len(notes) == 0 || notes[0].Kind != "overlap" || !notes[0].Told || !strings.HasPrefix(notes[0].Detail, "x") {
				t.Errorf("%s: %+v", id, notes)
			}
		}
	})
}
