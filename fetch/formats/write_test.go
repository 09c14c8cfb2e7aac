package formats

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"cbtmap/fetch/extent"
	"cbtmap/fetch/fault"
)

// Two extents, of which one is far away and odd, and a page that is missing.
func goldenDisk() disk {
	return disk{}.then(65536, unchanged).then(131072, changed).then(65536, unchanged).
		then(1<<20, unknown).then(62<<40+1, changed).then(1, unchanged)
}

func TestWriteGoldens(t *testing.T) {
	whole := disk{}.then(65536, unchanged).then(131072, changed).then(4096, unchanged)
	for _, c := range []struct {
		name, id string
		d        disk
		want     string
	}{
		{"complete", "csv", whole, csvOwnHeader + "\n65536,131072,changed\n# end: 1 areas, disk of 200704 bytes\n"},
		{"incomplete", "csv", goldenDisk(), csvOwnHeader + "\n" +
			"65536,131072,changed\n262144,1048576,unknown\n1310720,68169720922113,changed\n# end: 3 areas, disk of 68169722232834 bytes\n"},
		{"nothing changed", "csv", disk{}.then(1, unchanged), csvOwnHeader + "\n# end: 0 areas, disk of 1 bytes\n"},
		{"nothing known", "csv", disk{}.then(1, unknown), csvOwnHeader + "\n0,1,unknown\n# end: 1 areas, disk of 1 bytes\n"},

		{"complete", "json", whole, "[\n" +
			`{"startOffset":0,"length":200704,"changedArea":[{"start":65536,"length":131072}]}` + "\n]\n"},
		{"incomplete", "json", goldenDisk(), "[\n" +
			`{"startOffset":0,"length":262144,"changedArea":[{"start":65536,"length":131072}]},` + "\n" +
			`{"startOffset":1310720,"length":68169720922114,"changedArea":[{"start":1310720,"length":68169720922113}]}` + "\n]\n"},
		{"nothing known", "json", disk{}.then(1, unknown), "[\n" + `{"startOffset":0,"length":0,"changedArea":[]}` + "\n]\n"},

		{"incomplete", "mapfile", goldenDisk(), fmt.Sprintf(mapfileHead, '?') +
			"0x00000000  0x00010000  -\n" +
			"0x00010000  0x00020000  +\n" +
			"0x00030000  0x00010000  -\n" +
			"0x00040000  0x00100000  ?\n" +
			"0x00140000  0x3E0000000001  +\n" +
			"0x3E0000140001  0x00000001  -\n# end: 6 blocks, disk of 68169722232834 bytes\n"},
		{"complete", "mapfile", whole, fmt.Sprintf(mapfileHead, '+') +
			"0x00000000  0x00010000  -\n" +
			"0x00010000  0x00020000  +\n" +
			"0x00030000  0x00001000  -\n# end: 3 blocks, disk of 200704 bytes\n"},
		{"no disk", "mapfile", nil, fmt.Sprintf(mapfileHead, '+') + "# end: 0 blocks, disk of unknown size\n"},
	} {
		var b strings.Builder
		if err := Write(&b, c.id, c.d.extentMap()); err != nil || b.String() != c.want {
			t.Errorf("%s, %s (%v):\n%s\nwant\n%s", c.id, c.name, err, b.String(), c.want)
		}
	}
}

func TestSpansAreTheDisk(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawDisk(t, 1, changed, unchanged, unknown)
		m := d.extentMap()
		if got := slices.Collect(spans(m)); !slices.Equal(got, d) {
			t.Fatalf("%v\nwant %v", got, d)
		}
		some := rapid.IntRange(0, len(d)).Draw(t, "some")
		for s := range spans(m) { // leaving early must work
			if some--; some < 0 {
				break
			}
			if s.length <= 0 {
				t.Fatalf("%v", s)
			}
		}
	})
}

// No page has more areas than a server sends, however the map was made.
func TestWriteJSONPages(t *testing.T) {
	m := blocks(3*MostExtents + 7)
	var b bytes.Buffer
	if err := Write(&b, "json", m); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(b.String()), "\n")
	if len(lines) != 1+4+1 {
		t.Fatalf("%d lines", len(lines))
	}
	got, err := read(&b, Options{Capacity: m.Capacity()})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range got.pages {
		if len(p.Extents) > MostExtents {
			t.Errorf("a page of %d extents", len(p.Extents))
		}
	}
}

func TestWriteFails(t *testing.T) {
	full := errors.New("no space left on device")
	m := blocks(100_000)
	for _, id := range []string{"csv", "json", "mapfile"} {
		for _, after := range []int{0, 1, chunk, 3*chunk + 1} {
			if err := Write(&failing{after, full}, id, m); !errors.Is(err, full) {
				t.Errorf("%s, after %d bytes: %v", id, after, err)
			}
		}
	}
	err := Write(io.Discard, "xlsx", m)
	if f := fault.Of(err); err == nil || !strings.Contains(f.Advice, "csv") || !strings.Contains(err.Error(), "xlsx") {
		t.Errorf("%v, %+v", err, f)
	}
}

// failing takes so many bytes, and then fails.
type failing struct {
	left int
	err  error
}

func (f *failing) Write(p []byte) (int, error) {
	n := min(len(p), f.left)
	f.left -= n
	if n < len(p) {
		return n, f.err
	}
	return n, nil
}

// blocks is a map of n blocks of 64 KiB, of which every other one has changed.
func blocks(n int) *extent.Map {
	const block = 64 << 10
	m := extent.New(int64(n) * 2 * block)
	for at := 0; at < n; at += MostExtents {
		p := extent.Page{Start: int64(at) * 2 * block, Length: int64(min(MostExtents, n-at)) * 2 * block}
		for i := at; i < min(at+MostExtents, n); i++ {
			p.Extents = append(p.Extents, extent.Extent{Start: int64(i) * 2 * block, Length: block})
		}
		if err := m.Add(p); err != nil {
			panic(err)
		}
	}
	return m
}

// FuzzWriteRead makes a disk of bytes, three of them a run, and writes it in every
// format: read again it must be the same.
func FuzzWriteRead(f *testing.F) {
	f.Add([]byte{0, 1, 2, 16, 255, 255, 40, 0, 1})
	f.Add([]byte{2, 40, 1, 0, 1, 1, 1, 1, 1})
	f.Add(bytes.Repeat([]byte{0, 1, 1, 1, 1, 1}, 2*MostExtents))
	f.Fuzz(func(t *testing.T, data []byte) {
		var d disk
		for ; len(data) >= 3 && d.capacity() < 1<<61; data = data[3:] {
			d = d.then(int64(data[1])<<(data[2]%52), state(data[0]%3))
		}
		m := d.extentMap()
		for _, c := range carriers {
			var b bytes.Buffer
			if err := c.write(&b, m); err != nil {
				t.Fatal(err)
			}
			got, err := read(&b, Options{Capacity: m.Capacity()})
			if err != nil {
				t.Fatalf("%s: %v", c.id, err)
			}
			sameMap(t, d, got.m)
		}
	})
}

// A mapfile of a disk whose size nobody knows is read back as one: not whole, with
// all that is known of it.
func TestUnsizedMapfile(t *testing.T) {
	var b strings.Builder
	if err := Write(&b, "mapfile", disk{}.then(65536, changed).then(4096, unchanged).extentMap(), Unsized); err != nil {
		t.Fatal(err)
	}
	want := fmt.Sprintf(mapfileHead, '?') + "0x00000000  0x00010000  +\n0x00010000  0x00001000  -\n0x00011000  0x7FFFFFFFFFFEEFFF  ?\n" +
		"# end: 3 blocks, disk of unknown size\n"
	if b.String() != want {
		t.Errorf("%s\nwant\n%s", b.String(), want)
	}
	rapid.Check(t, func(t *rapid.T) {
		d := drawDisk(t, 1, changed, unchanged, unknown)
		for len(d) > 0 && d[len(d)-1].state == unknown {
			d = d[:len(d)-1] // which nobody can tell from what lies behind the disk
		}
		var b strings.Builder
		if err := Write(&b, "mapfile", d.extentMap(), Unsized); err != nil {
			t.Fatal(err)
		}
		got, err := readText(b.String(), Options{})
		if err != nil {
			t.Fatal(err)
		}
		sameMap(t, d, got.m)
		if kinds := kindsOf(got.r.Notes()); !slices.Contains(kinds, NoCapacity) {
			t.Errorf("notes %v of\n%s", kinds, b.String())
		}
	})
}
