package tui_test

import (
	"testing"
	"time"

	"cbtmap/fetch/extent"
	"cbtmap/render"
	"cbtmap/tui"
)

// benchExtents is how many extents a map has that is drawn, of most or of fewer
// where time is short.
func benchExtents(most int64) int64 {
	if testing.Short() {
		return 10_000
	}
	return most
}

// scattered is a disk with n changed blocks, one in each MiB.
func scattered(n int64) pages {
	src := pages{capacity: n << 20}
	for i := range n {
		src.extents = append(src.extents, extent.Extent{Start: i<<20 + i%7<<16, Length: 1 << 16})
	}
	return src
}

// BenchmarkWire is what one step sends to a terminal of 200×60 in true colour, in
// bytes, at most: "B/step". The budgets are 1,500 for a view that moves by a line,
// 200 for a sample that changes, and 0 where nothing does.
func BenchmarkWire(b *testing.B) {
	for _, c := range []struct {
		name string
		step func(b *testing.B, term *terminal, src *dripping) int
	}{{"pan", wirePan}, {"cell", wireCell}, {"still", wireStill}} {
		b.Run(c.name, func(b *testing.B) {
			src := &dripping{capacity: 1 << 40, pages: make(chan extent.Page)}
			f := newFake(src.capacity, "db01")
			f.source = src
			opts := fakeOptions(f)
			opts.Pick = tui.Pick{VM: "db01", To: "snapshot-2"}
			term := startTerminal(b, opts, 200, 60)
			term.until("not asked")
			src.pages <- extent.Page{Start: 0, Length: 1 << 39, Extents: bursts()}
			term.until("50 %")
			worst := c.step(b, term, src)
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(float64(worst), "B/step")
		})
	}
}

// complete sends the rest of the disk.
func (d *dripping) complete(term *terminal) {
	d.pages <- extent.Page{Start: 1 << 39, Length: 1 << 39}
	term.until("complete, trustworthy")
	term.sent()
}

func wirePan(b *testing.B, term *terminal, src *dripping) (worst int) {
	src.complete(term)
	term.press("g500G\r++++")
	term.until(render.HexAddress(500 << 30))
	term.sent()
	term.press("g" + term.lastAddress() + "\r") // the lowest line in view
	term.sent()
	for b.Loop() {
		for before := term.firstAddress(); term.firstAddress() == before; { // each second row begins a line
			term.press("j")
			worst = max(worst, term.sent())
		}
	}
	return worst
}

func wireCell(b *testing.B, term *terminal, src *dripping) (worst int) {
	at, length := int64(1<<39), int64(64<<20) // a little more than a sample
	term.sent()
	for b.Loop() {
		src.pages <- extent.Page{Start: at, Length: length}
		at += length
		worst = max(worst, term.sent())
	}
	return worst
}

func wireStill(b *testing.B, term *terminal, src *dripping) (worst int) {
	src.complete(term)
	term.press("0")
	term.until("this is the whole disk")
	term.sent()
	for b.Loop() {
		term.press("0")
		worst = max(worst, term.sent())
	}
	return worst
}

// BenchmarkKeyToWire is the time from a key to the first bytes that show it, of
// the whole program with a map of a million extents, 200×60: "ms/key". Budget: 16
// ms.
func BenchmarkKeyToWire(b *testing.B) {
	src := scattered(benchExtents(1_000_000))
	f := newFake(src.capacity, "big")
	f.source = src
	opts := fakeOptions(f)
	opts.Pick = tui.Pick{VM: "big", To: "snapshot-2"}
	term := startTerminal(b, opts, 200, 60)
	term.until("complete, trustworthy")
	for _, keys := range [][3]string{{"move", "l", "h"}, {"zoom", "+", "-"}, {"colours", "c", "c"}} {
		b.Run(keys[0], func(b *testing.B) {
			term.sent()
			var spent time.Duration
			for i := 0; b.Loop(); i++ {
				begun := time.Now()
				term.press(keys[1+i%2])
				for term.bytes() == 0 {
					time.Sleep(50 * time.Microsecond)
				}
				spent += time.Since(begun)
				term.settle()
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(spent.Seconds()*1000/float64(b.N), "ms/key")
		})
	}
}

func (term *terminal) bytes() int {
	term.mu.Lock()
	defer term.mu.Unlock()
	return term.written
}

// settle waits for the rest of a frame, and begins to count anew.
func (term *terminal) settle() {
	time.Sleep(25 * time.Millisecond)
	term.mu.Lock()
	defer term.mu.Unlock()
	term.written = 0
}
