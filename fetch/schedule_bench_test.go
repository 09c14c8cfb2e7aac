package fetch

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"cbtmap/fetch/extent"
)

// BenchmarkCoverage adds 100,000 ranges, in order or not, and looks for a gap
// after each.
func BenchmarkCoverage(b *testing.B) {
	const pages = 100_000
	for _, order := range []string{"in order", "out of order", "every other first"} {
		b.Run(fmt.Sprint(order), func(b *testing.B) {
			at := make([]int64, pages)
			for i := range at {
				at[i] = int64(i) << 20
				if order == "every other first" {
					at[i] = int64(2*i%pages+2*i/pages) << 20
				}
			}
			if order == "out of order" {
				rand.New(rand.NewPCG(1, 2)).Shuffle(pages, func(i, j int) { at[i], at[j] = at[j], at[i] })
			}
			b.ReportAllocs()
			for b.Loop() {
				c := coverage{capacity: pages << 20}
				for _, at := range at {
					c.add(extent.Page{Start: at, Length: 1 << 20})
					c.gap(0)
				}
				if !c.complete() {
					b.Fatal("not complete")
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/pages, "ns/page")
		})
	}
}
