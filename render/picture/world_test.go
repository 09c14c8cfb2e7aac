package picture

import (
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"cbtmap/fetch/extent"
	"cbtmap/render"
)

const (
	kib int64 = 1 << 10
	mib       = kib << 10
	gib       = mib << 10
	tib       = gib << 10
)

// database is a disk of 2 TiB as a night of a database leaves it: tables written
// here and there, an index built anew, a log, and nothing behind 1.1 TiB but one
// block; made of so many writes.
func database(t testing.TB, extents int) *extent.Map {
	t.Helper()
	rng := rand.New(rand.NewPCG(7, 11))
	m := extent.New(2 * tib)
	page := extent.Page{Length: 2 * tib}
	add := func(start, length int64) {
		page.Extents = append(page.Extents, extent.Extent{Start: start, Length: length})
	}
	add(470*gib, 55*gib)
	add(1400*gib, 21*gib)
	add(1900*gib+64*kib, 64*kib)
	for len(page.Extents) < extents {
		table := rng.Int64N(24)
		if table%5 == 3 {
			continue
		}
		at := table*46*gib + rng.Int64N(40*gib)&^(64*kib-1)
		for range min(200, extents-len(page.Extents)) {
			at += (1 + rng.Int64N(1<<(1+table%9))) * 64 * kib
			length := (1 + rng.Int64N(3)) * 64 * kib
			add(at, length)
			at += length
		}
	}
	add(0, 64*kib)
	if err := m.Add(page); err != nil {
		t.Fatal(err)
	}
	return m
}

// scattered is a disk of 2 TiB with exactly so many extents, one in each equal part
// of it, as long as they please.
func scattered(t testing.TB, extents int64) *extent.Map {
	t.Helper()
	rng := rand.New(rand.NewPCG(3, 5))
	const blocks = 2 * tib / (64 * kib)
	m := extent.New(2 * tib)
	page := extent.Page{Length: 2 * tib}
	for i := range extents {
		start, next := blocks*i/extents, blocks*(i+1)/extents
		page.Extents = append(page.Extents, extent.Extent{
			Start: start * 64 * kib, Length: (1 + rng.Int64N(next-start-1)) * 64 * kib,
		})
	}
	if err := m.Add(page); err != nil {
		t.Fatal(err)
	}
	if m.Extents() != extents {
		t.Fatalf("%d extents of %d", m.Extents(), extents)
	}
	return m
}

// partly is the same disk as far as some replies told, and what was refused.
func partly(t testing.TB) (*extent.Map, []extent.Extent) {
	t.Helper()
	whole := database(t, 20000)
	m := extent.New(whole.Capacity())
	for _, known := range []extent.Extent{{Length: 600 * gib}, {Start: 900 * gib, Length: 400 * gib}, {Start: 1600 * gib, Length: 20 * gib}} {
		page := extent.Page{Start: known.Start, Length: known.Length}
		for e := range whole.All(known.Start, known.End()) {
			page.Extents = append(page.Extents, e)
		}
		if err := m.Add(page); err != nil {
			t.Fatal(err)
		}
	}
	return m, []extent.Extent{{Start: 700 * gib, Length: 100 * gib}}
}

// example is a picture of a map with words as they come from the program.
func example(m *extent.Map) Picture {
	return Picture{
		Map: m, Title: []string{"sql01 › Hard disk 2", "D: SQLDATA"}, Subtitle: "18 Nov 22:00 → 19 Nov 22:00",
		Totals: []string{
			render.Bytes(m.Changed()) + " of " + render.Bytes(m.Capacity()) + " changed (" + render.Share(m.Changed(), m.Capacity()) + ")",
			render.Count(m.Extents()) + " extents · granularity " + render.Bytes(m.Granularity()),
		},
	}
}

// loose is a map of a disk of any size, of which some is known, and failures.
func loose(t *rapid.T) (*extent.Map, []extent.Extent) {
	m := extent.New(rapid.OneOf(rapid.Int64Range(0, 1<<20), rapid.Int64Range(0, render.MaxCapacity)).Draw(t, "capacity"))
	known := extent.Page{Length: m.Capacity()}
	if rapid.Bool().Draw(t, "incomplete") {
		known.Length /= 2
	}
	if known.Length > 0 {
		known.Extents = []extent.Extent{{Start: known.Length / 3, Length: 1}}
		if err := m.Add(known); err != nil {
			t.Fatalf("add: %v", err)
		}
	}
	var failed []extent.Extent
	if known.Length < m.Capacity() && rapid.Bool().Draw(t, "failed") {
		failed = []extent.Extent{{Start: known.Length, Length: 1}}
	}
	return m, failed
}
