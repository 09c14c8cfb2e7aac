package tui_test

import (
	"slices"
	"testing"
	"time"

	"cbtmap/tui"
	"cbtmap/tui/drive"
)

// BenchmarkKeys is how long a key keeps the program from the next one, with a map
// of ten million extents at 200×60: Update and View of the slowest of each group,
// the median of its runs ("ms/key"). Budget: 50 ms. What a key sets going in the background
// is carried out, but not counted; while it runs all keys answer as quickly.
func BenchmarkKeys(b *testing.B) {
	src := scattered(benchExtents(10_000_000))
	f := newFake(src.capacity, "big")
	f.source = src
	opts := fakeOptions(f)
	opts.Pick = tui.Pick{VM: "big", To: "snapshot-2"}
	d := drive.New(tui.New(opts), 200, 60)
	d.Settle()
	for _, c := range []struct {
		name string
		keys []string // the last of them lead back
	}{
		{"move", []string{"l", "j", "k", "h"}},
		{"page", []string{"pgdown", "pgup"}},
		{"zoom", []string{"+", "+", "+", "-", "-", "-"}},
		{"whole", []string{"+", "0"}},
		{"next", []string{"n", "N"}},
		{"hotter", []string{"]", "["}},
		{"goto", []string{"g", "3", "7", "%", "enter"}},
		{"select", []string{"v", "j", "j", "k", "k", "esc"}},
		{"rule", []string{"c", "c", "c"}},
		{"ramp", []string{"t"}},
		{"hilbert", []string{"H", "+", "-", "H"}},
		{"extents", []string{"e", "down", "pgdown", "end", "home", "e"}},
		{"stats", []string{"tab", "v", "down", "v", "tab"}},
		{"doctor", []string{"i", "esc"}},
		{"help", []string{"?", "?"}},
	} {
		b.Run(c.name, func(b *testing.B) {
			took := make([][]time.Duration, len(c.keys))
			for b.Loop() {
				for i, k := range c.keys {
					begun := time.Now()
					d.Send(drive.Key(k))
					d.Screen()
					took[i] = append(took[i], time.Since(begun))
					d.Settle()
				}
			}
			var slowest time.Duration
			for _, runs := range took {
				slices.Sort(runs)
				slowest = max(slowest, runs[len(runs)/2])
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(slowest.Seconds()*1000, "ms/key")
		})
	}
}
