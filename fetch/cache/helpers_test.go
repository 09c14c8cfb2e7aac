package cache_test

import (
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"cbtmap/fetch/cache"
	"cbtmap/fetch/extent"
)

// key is an interval of a disk of a tebibyte.
var key = cache.Key{
	Server: "5a1c7f0e-1111-4222-8333-94a0b1c2d3e4", VM: "vm-4711", Disk: "2-2001", DeviceKey: 2001,
	From: "52 de c0 d9 b9 43 9d 10-61 d5 4c 1b e9 7b 65 63/81", To: "52 de c0 d9 b9 43 9d 10-61 d5 4c 1b e9 7b 65 63/95",
	Capacity: 1 << 40,
}

// reply is a page and where it was asked for.
type reply struct {
	asked int64
	page  extent.Page
}

func (r reply) equal(other reply) bool {
	return r.asked == other.asked && r.page.Start == other.page.Start && r.page.Length == other.page.Length &&
		slices.Equal(r.page.Extents, other.page.Extents)
}

// numbered is a plain reply about the i-th GiB of the disk.
func numbered(i int) reply {
	at := int64(i) << 30
	return reply{at, extent.Page{Start: at, Length: 1 << 30, Extents: []extent.Extent{{Start: at + 1<<16, Length: 1 << 16}, {Start: at + 5<<20, Length: 3 << 16}}}}
}

// open is an entry without any warning.
func open(t testing.TB, c *cache.Cache, k cache.Key) *cache.Entry {
	t.Helper()
	e, err := c.Interval(k)
	if err != nil || e == nil {
		t.Fatalf("Interval: %v, %v", e, err)
	}
	t.Cleanup(func() { e.Close() })
	return e
}

// keep writes replies as one run, which ends.
func keep(t testing.TB, dir string, k cache.Key, replies ...reply) {
	t.Helper()
	e := open(t, cache.Open(dir, 0), k)
	for _, r := range replies {
		if err := e.Keep(r.asked, r.page); err != nil {
			t.Fatal(err)
		}
	}
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
}

func load(e *cache.Entry) (list []reply) {
	for asked, p := range e.Replies() {
		list = append(list, reply{asked, p})
	}
	return list
}

// kept is what a new run finds, and its warning.
func kept(t testing.TB, dir string, k cache.Key) ([]reply, error) {
	t.Helper()
	e, err := cache.Open(dir, 0).Interval(k)
	if e == nil {
		t.Fatalf("no entry: %v", err)
	}
	defer e.Close()
	return load(e), err
}

func same(t testing.TB, got, want []reply) {
	t.Helper()
	if !slices.EqualFunc(got, want, reply.equal) {
		t.Fatalf("%d replies, want %d:\n%v\n%v", len(got), len(want), got, want)
	}
}

// files are the paths in the folder that match.
func files(t testing.TB, dir, pattern string) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, pattern))
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// only is the one file of the folder.
func only(t testing.TB, dir string) string {
	t.Helper()
	names := files(t, dir, "*")
	if len(names) != 1 {
		t.Fatalf("files %q, want one", names)
	}
	return names[0]
}

func size(t testing.TB, dir string) (total int64) {
	t.Helper()
	for _, name := range files(t, dir, "*") {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		total += info.Size()
	}
	return total
}

// anyNumber is small, aligned or anything at all.
func anyNumber() *rapid.Generator[int64] {
	return rapid.OneOf(
		rapid.Int64Range(-3, 1<<20),
		rapid.Map(rapid.Int64Range(0, 1<<20), func(n int64) int64 { return n << 16 }),
		rapid.Int64(),
		rapid.SampledFrom([]int64{math.MinInt64, math.MinInt64 + 1, -1, math.MaxInt64}),
	)
}

// anyReply is a reply that no server in its senses sends.
func anyReply() *rapid.Generator[reply] {
	return rapid.Custom(func(t *rapid.T) reply {
		n := anyNumber()
		r := reply{n.Draw(t, "asked"), extent.Page{Start: n.Draw(t, "start"), Length: n.Draw(t, "length")}}
		for range rapid.IntRange(0, 12).Draw(t, "areas") {
			r.page.Extents = append(r.page.Extents, extent.Extent{Start: n.Draw(t, "area"), Length: n.Draw(t, "bytes")})
		}
		return r
	})
}
