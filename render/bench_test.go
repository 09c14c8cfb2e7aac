package render

import (
	"fmt"
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

// The budget of a map of given levels is 0.2 ms and one allocation: its string.
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
				report(b)
				b.ReportMetric(float64(len(buf)), "B/frame")
			})
		}
	}
}

// report gives the time of a frame under its own name.
func report(b *testing.B) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N), "ns/frame")
}

// The other glyph sets show one row of samples a line.
func BenchmarkGlyphs(b *testing.B) {
	levels := quietLevels()[:benchCols*benchLines]
	for glyphs := Half; glyphs <= ASCII; glyphs++ {
		for _, profile := range []Profile{TrueColor, ANSI16} {
			p := NewPaletteWith(PaletteOptions{Profile: profile, Dark: true, Glyphs: glyphs})
			if p.SamplesPerLine() != 1 {
				continue
			}
			b.Run(fmt.Sprintf("%v/%d", glyphs, profile), func(b *testing.B) {
				var buf []byte
				b.ReportAllocs()
				for b.Loop() {
					buf = buf[:0]
					for line := range benchLines {
						buf = append(p.StripLine(buf, levels[line*benchCols:(line+1)*benchCols]), '\n')
					}
					_ = string(buf)
				}
				b.ReportMetric(float64(len(buf)), "B/frame")
			})
		}
	}
}

// A curve is computed once for a size of the terminal.
func BenchmarkHilbertLayout(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		HilbertLayout(benchCols, 2*benchLines)
	}
}

// A click or a step of the cursor looks up a single cell, without the layout.
func BenchmarkHilbertCell(b *testing.B) {
	g := Fit(62<<40, benchCols, 2*benchLines)
	g.Hilbert = true
	at := int64(0)
	for b.Loop() {
		row, col, _ := g.Locate(at)
		_, at = g.Sample(row, col)
		at %= g.Capacity
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

// BenchmarkFrame draws a map from its extents to its string: sums, levels, lines.
// The budgets at 10 M extents are 12 ms for the whole disk and 1.5 ms for the
// middle and the deepest zoom, by rows; a curve may cost a tenth of a millisecond
// more.
func BenchmarkFrame(b *testing.B) {
	type size struct {
		name string
		n    int
	}
	sizes := []size{{"1M", 1_000_000}, {"10M", 10_000_000}}
	if testing.Short() {
		sizes = []size{{"10k", 10_000}}
	}
	for _, size := range sizes {
		m := burstMap(b, size.n)
		whole := Fit(m.Capacity(), benchCols, 2*benchLines)
		busy := m.Capacity() / 3
		for _, view := range []struct {
			name string
			g    Grid
		}{{"whole", whole}, {"middle", whole.Zoom(10, busy, 0)}, {"deepest", whole.Zoom(99, busy, 0)}} {
			for _, layout := range []string{"", "/hilbert"} {
				b.Run(size.name+"/"+view.name+layout, func(b *testing.B) {
					p := NewPalette(TrueColor, true)
					g := view.g
					g.Hilbert = layout != ""
					var f Frame
					buf := page(nil, p, f.Draw(m, nil, g))
					b.ReportAllocs()
					for b.Loop() {
						buf = page(buf[:0], p, f.Draw(m, nil, g))
						_ = string(buf)
					}
					report(b)
				})
			}
		}
	}
}
