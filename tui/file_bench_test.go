package tui_test

import (
	"bytes"
	"context"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"cbtmap/fetch"
	"cbtmap/fetch/capture"
	"cbtmap/fetch/extent"
	"cbtmap/fetch/file"
	"cbtmap/tui"
	"cbtmap/tui/drive"
)

// millionExtents is a capture of a disk of 2,000 GiB with a million changed blocks.
func millionExtents(b *testing.B) []byte {
	b.Helper()
	random := rand.New(rand.NewPCG(1, 2))
	m := extent.New(500 << 32)
	for i := range int64(500) {
		p := extent.Page{Start: i << 32, Length: 1 << 32}
		for j := range int64(2000) {
			p.Extents = append(p.Extents, extent.Extent{Start: p.Start + (j*32+random.Int64N(28))<<16, Length: (1 + random.Int64N(4)) << 16})
		}
		if err := m.Add(p); err != nil {
			b.Fatal(err)
		}
	}
	var packed bytes.Buffer
	footer := file.Footer(m, fetch.Batch{}, fetch.Audit{Verdict: fetch.Trustworthy})
	if err := file.WriteCapture(&packed, capture.Header{}, m, footer); err != nil {
		b.Fatal(err)
	}
	return packed.Bytes()
}

// BenchmarkOpenCapture opens a capture of a million extents on the screen, to the
// first picture of any of it, and to all of it.
func BenchmarkOpenCapture(b *testing.B) {
	packed := millionExtents(b)
	var first time.Duration
	for b.Loop() {
		begun := time.Now()
		opts := quiet()
		opts.Files = []tui.File{{Name: "a.cbtmap", Open: func(ctx context.Context) (*file.Load, error) {
			return file.Open(ctx, bytes.NewReader(packed), file.Options{Size: int64(len(packed))})
		}}}
		d := drive.New(tui.New(opts), 120, 36)
		d.Until(func(screen string) bool { return strings.Contains(screen, "▀") })
		first += time.Since(begun)
		if !d.Until(func(screen string) bool { return strings.Contains(screen, "complete, trustworthy") }) {
			b.Fatal("it was not read to its end:\n" + plain(d))
		}
	}
	b.ReportMetric(float64(first.Milliseconds())/float64(b.N), "ms/first-picture")
}
