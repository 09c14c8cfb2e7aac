package formats

import (
	"slices"
	"strings"
	"testing"
)

// A mapfile that cbtmap made says where it ends. Cut off anywhere it is not whole,
// and what is left of it is right.
func TestMapfileEnd(t *testing.T) {
	truth := disk{}.then(512, unchanged).then(512, changed).then(1024, unknown).then(100, changed).then(1948, unchanged)
	for _, options := range [][]WriteOption{nil, {Unsized}} {
		var b strings.Builder
		if err := Write(&b, "mapfile", truth.extentMap(), options...); err != nil {
			t.Fatal(err)
		}
		text := b.String()
		for _, given := range []int64{0, 4096} {
			got, err := readText(text, Options{Capacity: given})
			if err != nil || slices.Contains(kindsOf(got.r.Notes()), Ambiguous) {
				t.Fatalf("%v, %v", err, got.r.Notes())
			}
			sameMap(t, truth, got.m)
			for n := range len(text) - 1 {
				got, err := readText(text[:n], Options{Capacity: given})
				if err == nil {
					t.Fatalf("the first %d bytes are taken for whole:\n%s", n, text[:n])
				}
				if got.m != nil {
					honest(t, truth, got.m)
				}
			}
		}
		lines := strings.SplitAfter(text, "\n")
		for i := 5; i < len(lines)-1; i++ {
			if _, err := readText(strings.Join(slices.Delete(slices.Clone(lines), i, i+1), ""), Options{}); err == nil {
				t.Errorf("without line %d it is taken for whole", i+1)
			}
		}
	}

	own := mapfileOwn + "\n0 + 1\n0 512 +\n"
	checkRefusals(t, mapfileKind.Name, map[string]refusal{
		"lines missing":     {own + "# end: 2 blocks, disk of 512 bytes\n", 4, "1 blocks are listed"},
		"another disk":      {own + "# end: 1 blocks, disk of 1024 bytes\n", 4, "end at 512"},
		"no end line":       {own, 4, "middle of its contents"},
		"a broken end line": {own + "# end: 1 blocks, disk of 51\n", 4, "no end of a mapfile"},
		"goes on":           {own + "# end: 1 blocks, disk of 512 bytes\n512 512 +\n", 5, "goes on after"},
		"no block":          {"0 + 1\n", 2, "middle of its contents"},
	})
}

// Nothing proves that the mapfile of another tool is whole, nor one that cbtmap made
// before it wrote end lines; but if it reaches to the end of the disk, as somebody
// else knows it, nothing is missing.
func TestMapfileWithoutEnd(t *testing.T) {
	for _, head := range []string{"# Mapfile. Created by GNU ddrescue version 1.27\n", "# Mapfile. Created by cbtmap\n", ""} {
		text := head + "0 + 1\n0 512 +\n512 512 -\n"
		for given, notes := range map[int64][]string{0: {Ambiguous}, 1024: nil, 2048: nil} {
			got, err := readText(text, Options{Capacity: given})
			if err != nil || !slices.Equal(kindsOf(got.r.Notes()), notes) {
				t.Errorf("%q of %d: %v, %v", head, given, err, got.r.Notes())
			}
			if got.m.Complete() == (given == 2048) {
				t.Errorf("%q of %d: %d bytes known", head, given, got.m.Known())
			}
		}
	}
}
