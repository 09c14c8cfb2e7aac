package file_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"cbtmap/fetch"
	"cbtmap/fetch/extent"
	"cbtmap/fetch/fault"
	"cbtmap/fetch/file"
)

// What a file calls unchanged in one place and unknown in another is unknown, in
// whichever order it says so.
func TestContradictedIsUnknown(t *testing.T) {
	const head, end = "start,length,state\n", "# end: 2 areas, disk of 131072 bytes\n"
	for text, known := range map[string]int64{
		head + "0,65536,unknown\n0,65536,unchanged\n" + end:     65536,
		head + "0,65536,unchanged\n0,65536,unknown\n" + end:     65536,
		head + "65536,65536,changed\n4096,4096,unknown\n" + end: 131072 - 4096,
		head + "0,65536,unknown\n0,65536,changed\n" + end:       131072,
		head + "0,65536,changed\n0,65536,unknown\n" + end:       131072,
		"0 + 1\n0 65536 ?\n0 65536 -\n65536 65536 +\n":          65536,
		"0 + 1\n0 65536 -\n65536 65536 +\n512 512 ?\n512 9 +\n": 131072 - 512 + 9,
		`[{"offset":0,"length":65536,"type":0,"description":"clean"},{"offset":0,"length":65536,"type":9},{"offset":65536,"length":65536,"type":0,"description":"clean"}]`: 65536,
	} {
		c := read(t, text, file.Options{})
		if c.Map.Known() != known || c.Last.Progress.Known != known || (c.Last.Err == nil) != (known == 131072) {
			t.Errorf("%s: %d bytes known, want %d; %v, %+v", text, c.Map.Known(), known, c.Last.Err, c.Last.Audit)
		}
		if known < 131072 && (c.Last.Audit.Verdict == fetch.Trustworthy || !strings.Contains(fault.Of(c.Last.Err).What, "contradicts")) {
			t.Errorf("%s: %v, %+v", text, c.Last.Err, c.Last.Audit)
		}
	}
}

// Whatever lines a list has, its map is that of a simple oracle, byte by byte.
func TestContradictions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const disk = 48
		states := []string{"unchanged", "unknown", "changed"} // what stands behind stands before
		said := [disk]int{}
		text := "start,length,state\n"
		lines := rapid.IntRange(1, 12).Draw(t, "lines")
		for range lines {
			start := rapid.IntRange(0, disk-1).Draw(t, "start")
			length := rapid.IntRange(1, disk-start).Draw(t, "length")
			s := rapid.IntRange(0, 2).Draw(t, "state")
			text += fmt.Sprintf("%d,%d,%s\n", start, length, states[s])
			for i := start; i < start+length; i++ {
				said[i] = max(said[i], s)
			}
		}
		text += fmt.Sprintf("# end: %d areas, disk of %d bytes\n", lines, disk)
		c, err := file.Read(t.Context(), strings.NewReader(text), file.Options{}, nil)
		if !slices.ContainsFunc(said[:], func(s int) bool { return s != 1 }) {
			return // nothing is known
		}
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		for i := range int64(disk) {
			want := []extent.Sum{{Known: 1}, {}, {Known: 1, Changed: 1}}[said[i]]
			if got := c.Map.Sum(i, i+1); got != want {
				t.Fatalf("%s: byte %d is %+v, want %+v", text, i, got, want)
			}
		}
		if c.Map.Complete() != (c.Last.Err == nil) {
			t.Fatalf("%s: complete %t, %v", text, c.Map.Complete(), c.Last.Err)
		}
	})
}
