package extent

import (
	"context"
	"testing"
)

// BenchmarkStats is what the statistics of a whole disk cost. Budget: well under
// a second for ten million extents, and a few megabytes for any number.
func BenchmarkStats(b *testing.B) {
	sizes(b, func(b *testing.B, w *workload) {
		m := w.fill(b, w.pages)
		b.ReportAllocs()
		for b.Loop() {
			if _, err := m.Stats(context.Background(), 0, w.capacity); err != nil {
				b.Fatal(err)
			}
		}
	})
}
