package render

import (
	"math/rand/v2"
	"testing"

	"cbtmap/fetch/extent"
)

// A text window of 200 by 60 cells shows 24,000 samples.
const benchCols, benchLines = 200, 60

// quietLevels are a usual map: most of it untouched, changes in runs.
func quietLevels() []Level {
	rng := rand.New(rand.NewPCG(1, 2))
	levels := make([]Level, 0, benchCols*benchLines*2)
	for len(levels) < cap(levels) {
		for range min(rng.IntN(60), cap(levels)-len(levels)) {
			levels = append(levels, Unchanged)
		}
		l := Level(1 + rng.IntN(7))
		for range min(rng.IntN(12), cap(levels)-len(levels)) {
			levels = append(levels, l)
		}
	}
	return levels
}

// noiseLevels are the worst that can come: each sample another.
func noiseLevels() []Level {
	rng := rand.New(rand.NewPCG(3, 4))
	levels := make([]Level, benchCols*benchLines*2)
	for i := range levels {
		levels[i] = Level(rng.IntN(Levels))
	}
	return levels
}

// page writes a frame the way a screen does: one line of text after the other.
func page(dst []byte, p *Palette, levels []Level) []byte {
	for line := range benchLines {
		top := levels[2*line*benchCols:]
		dst = p.Line(dst, top[:benchCols], top[benchCols:2*benchCols])
		dst = append(dst, '\n')
	}
	return dst
}

func BenchmarkLines(b *testing.B) {
	for name, levels := range map[string][]Level{"quiet": quietLevels(), "noise": noiseLevels()} {
		for _, profile := range []struct {
			name string
			p    Profile
		}{{"truecolor", TrueColor}, {"256", ANSI256}, {"none", NoColor}} {
			b.Run(name+"/"+profile.name, func(b *testing.B) {
				p := NewPalette(profile.p, true)
				buf := page(nil, p, levels)
				b.ReportAllocs()
				for b.Loop() {
					buf = page(buf[:0], p, levels)
					_ = string(buf)
				}
				b.ReportMetric(float64(len(buf)), "B/frame")
			})
		}
	}
}

// burstMap is a disk of 62 TiB with n extents in bursts, as databases write.
func burstMap(b *testing.B, n int) *extent.Map {
	b.Helper()
	const capacity, grain, perPage = 62 << 40, 64 << 10, 2000
	rng := rand.New(rand.NewPCG(5, 6))
	m := extent.New(capacity)
	room := int64(capacity / grain / n) // granules an extent has on the average
	at, from := int64(0), int64(0)
	for added := 0; added < n; added += perPage {
		page := extent.Page{Start: from}
		for i := range perPage {
			gap := 1 + rng.Int64N(3)
			if i%200 == 0 {
				gap = 1 + rng.Int64N(max(350*(room-6), 1))
			}
			length := 1 + rng.Int64N(3)
			page.Extents = append(page.Extents, extent.Extent{Start: (at + gap) * grain, Length: length * grain})
			at += gap + length
		}
		page.Length = at*grain - from
		from = at * grain
		if err := m.Add(page); err != nil {
			b.Fatal(err)
		}
	}
	return m
}

func BenchmarkFrame(b *testing.B) {
	for _, size := range []struct {
		name string
		n    int
	}{{"1M", 1_000_000}, {"10M", 10_000_000}} {
		m := burstMap(b, size.n)
		whole := Fit(m.Capacity(), benchCols, 2*benchLines)
		busy := m.Capacity() / 3
		for _, view := range []struct {
			name string
			g    Grid
		}{{"whole", whole}, {"middle", whole.Zoom(10, busy, 0)}, {"deepest", whole.Zoom(99, busy, 0)}} {
			b.Run(size.name+"/"+view.name, func(b *testing.B) {
				p := NewPalette(TrueColor, true)
				var f Frame
				buf := page(nil, p, f.Draw(m, nil, view.g))
				b.ReportAllocs()
				for b.Loop() {
					buf = page(buf[:0], p, f.Draw(m, nil, view.g))
					_ = string(buf)
				}
			})
		}
	}
}
