package formats

import (
	"io"
	"slices"
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

// What a list says of the map that it was made from is nothing that the list shows: an
// area outside its reply was left out of the map, and lies past no end of this one.
func TestVerdictsAreNoFindings(t *testing.T) {
	for _, id := range []string{"csv", "mapfile"} {
		for _, kind := range []string{OutOfRange, Ambiguous} {
			d := goldenDisk()
			var b strings.Builder
			if err := Write(&b, id, d.extentMap(), Tell(Told{"suspect", kind, "of old"})); err != nil {
				t.Fatal(err)
			}
			got, err := readText(b.String(), Options{})
			if err != nil {
				t.Fatal(err)
			}
			capacity, said := got.r.Capacity()
			if notes := got.r.Notes(); len(notes) != 1 || !notes[0].Told || notes[0].Count != 1 || !said || capacity != d.capacity() {
				t.Errorf("%s, %s: %v bytes (%v), %+v", id, kind, capacity, said, notes)
			}
		}
	}
	text := "start,length,\"state\"\n0,65536,changed\n65536,512,changed\n# verdict: suspect: outOfRange: of old\n# end: 2 areas, disk of 65536 bytes\n"
	got, err := readText(text, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if kinds := kindsOf(got.r.Notes()); !slices.Equal(kinds, []string{OutOfRange, NoCapacity}) {
		t.Errorf("an area past the end as well: %v", kinds)
	}
}

// A spreadsheet that quotes texts, fills lines up and takes them apart leaves what was
// told as it was.
func TestVerdictsThroughASpreadsheet(t *testing.T) {
	const want = "areas, or a reply, share bytes"
	d := disk{}.then(512, changed).then(1536, unchanged)
	for name, line := range map[string]string{
		"as written":        "# verdict: suspect: overlap: " + want,
		"filled up":         "# verdict: suspect: overlap: " + want + ",,",
		"in quotes":         `"# verdict: suspect: overlap: ` + want + `",,`,
		"in pieces":         `"# verdict: suspect: overlap: areas"," or a reply"," share bytes"`,
		"in pieces, filled": `"# verdict: suspect: overlap: areas"," or a reply"," share bytes",,` + "\r",
		"only the first":    `"# verdict: suspect: overlap: areas", or a reply, share bytes`,
		"with quotes":       `"# verdict: suspect: overlap: ` + want + ` ""so""",,`,
	} {
		want := want
		if name == "with quotes" {
			want += ` "so"`
		}
		got, err := readText("start,length,state\n0,512,changed\n"+line+"\n\"# end: 1 areas\",\" disk of 2048 bytes\",\n", Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		notes := got.r.Notes()
		if len(notes) != 1 || notes[0].Kind != "overlap" || !notes[0].Told || notes[0].Detail != want {
			t.Errorf("%s: %+v", name, notes)
		}
		sameMap(t, d, got.m)
	}
}

// A list without an end mark may be one of cbtmap's whose header a spreadsheet wrote anew,
// or a mapfile of an early version: nothing is said of who made it.
func TestNoEndMarkNamesNobody(t *testing.T) {
	for text, o := range map[string]Options{
		"start,length,state\n0,512,changed\n":            {Capacity: 2048},
		"# Mapfile. Created by cbtmap\n0 + 1\n0 512 +\n": {},
	} {
		got, err := readText(text, o)
		if err != nil {
			t.Fatal(err)
		}
		if notes := got.r.Notes(); len(notes) != 1 || !strings.HasPrefix(notes[0].Detail, "this ") || strings.Contains(notes[0].Detail, "another tool") {
			t.Errorf("%s: %+v", text, notes)
		}
	}
}
