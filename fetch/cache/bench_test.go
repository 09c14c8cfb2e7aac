package cache_test

import (
	"math/rand/v2"
	"testing"

	"cbtmap/fetch/cache"
	"cbtmap/fetch/extent"
)

// scattered are 500 replies of 2,000 areas, in blocks of 64 KiB.
func scattered() (replies []reply) {
	const block = 1 << 16
	random := rand.New(rand.NewPCG(1, 2))
	at := int64(0)
	for range 500 {
		r := reply{at, extent.Page{Start: at}}
		for range 2000 {
			at += block * (1 + random.Int64N(300))
			e := extent.Extent{Start: at, Length: block * (1 + random.Int64N(20))}
			r.page.Extents = append(r.page.Extents, e)
			at = e.End()
		}
		r.page.Length = at - r.page.Start
		replies = append(replies, r)
	}
	return replies
}

func BenchmarkKeep(b *testing.B) {
	replies := scattered()
	b.ReportAllocs()
	for b.Loop() {
		dir := b.TempDir()
		keep(b, dir, key, replies...)
		b.ReportMetric(float64(size(b, dir))/1e6, "bytes/extent")
	}
}

func BenchmarkLoad(b *testing.B) {
	dir := b.TempDir()
	keep(b, dir, key, scattered()...)
	b.ReportAllocs()
	for b.Loop() {
		e := open(b, cache.Open(dir, 0), key)
		n := 0
		for range e.Replies() {
			n++
		}
		if n != 500 {
			b.Fatalf("%d replies", n)
		}
		e.Close()
	}
}
