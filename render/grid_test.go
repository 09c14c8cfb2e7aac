package render

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// drawCapacity prefers sizes of real disks, and takes odd and extreme ones too.
func drawCapacity(t *rapid.T) int64 {
	return rapid.OneOf(
		rapid.Int64Range(0, 1<<20),
		rapid.Int64Range(1<<20, 62<<40),
		rapid.SampledFrom([]int64{0, 1, 511, 512, 100 << 30, 2 << 40, 62 << 40, MaxCapacity - 1, MaxCapacity}),
	).Draw(t, "capacity")
}

// drawGrid is any view that a user can come to.
func drawGrid(t *rapid.T) Grid {
	g := Fit(drawCapacity(t), rapid.IntRange(1, 320).Draw(t, "cols"), rapid.IntRange(1, 160).Draw(t, "rows"))
	g.Hilbert = rapid.Bool().Draw(t, "hilbert")
	for range rapid.IntRange(0, 12).Draw(t, "steps") {
		g = g.Zoom(rapid.IntRange(-2, 6).Draw(t, "by"), drawAddress(t, g), 512)
		g = g.Scroll(rapid.IntRange(-200, 200).Draw(t, "scroll"))
	}
	return g
}

func drawAddress(t *rapid.T, g Grid) int64 {
	return rapid.Int64Range(0, max(g.Capacity-1, 0)).Draw(t, "address")
}

// roundBelow is the largest round number of bytes that is less than n.
func roundBelow(n int64) int64 {
	best := int64(0)
	for shift := range 61 {
		for quarters := int64(4); quarters < 8; quarters++ {
			if r := quarters << shift; r < n {
				best = max(best, r)
			}
		}
	}
	return best
}

func checkGrid(t *rapid.T, g Grid) {
	t.Helper()
	if g.RowBytes != roundBelow(g.RowBytes+1) {
		t.Fatalf("%+v: row bytes are not 4…7 quarters of a power of two", g)
	}
	if g.Origin < 0 || g.Origin%g.RowBytes != 0 {
		t.Fatalf("%+v: origin is no multiple of the row", g)
	}
	if g.Capacity > 0 && g.Start() >= g.End() {
		t.Fatalf("%+v: nothing in view", g)
	}
	if g.RowBytes/int64(g.Cols) < minSample {
		t.Fatalf("%+v: a sample is less than a sector", g)
	}
	if fit := Fit(g.Capacity, g.Cols, g.Rows); g.RowBytes > fit.RowBytes {
		t.Fatalf("%+v: zoomed out past the whole disk %+v", g, fit)
	}
}

func TestFitShowsTheWholeDiskInTheSmallestRoundRows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		capacity := drawCapacity(t)
		g := Fit(capacity, rapid.IntRange(-1, 320).Draw(t, "cols"), rapid.IntRange(-1, 160).Draw(t, "rows"))
		checkGrid(t, g)
		if !g.Whole() || g.Start() != 0 || g.End() != capacity {
			t.Fatalf("%+v does not show all of %d", g, capacity)
		}
		smaller := roundBelow(g.RowBytes)
		shows := smaller*int64(g.Rows) >= capacity || smaller > capacity/int64(g.Rows)
		if shows && smaller >= minSample*int64(g.Cols) {
			t.Fatalf("%+v: rows of %d would do", g, smaller)
		}
	})
}

func TestSamplesTileTheView(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := drawGrid(t)
		checkGrid(t, g)
		bounds := g.Bounds(nil)
		if len(bounds) != g.Rows*g.Cols+1 || bounds[0] != g.Start() || bounds[len(bounds)-1] != g.End() {
			t.Fatalf("%+v: %d bounds from %d to %d", g, len(bounds), bounds[0], bounds[len(bounds)-1])
		}
		layout := g.layout(Layout{})
		for i := range len(bounds) - 1 {
			cell := layout.Cell(i)
			lo, hi := g.Sample(cell/g.Cols, cell%g.Cols)
			if lo != bounds[i] || hi != bounds[i+1] || lo > hi {
				t.Fatalf("%+v: sample %d is [%d, %d), bounds say [%d, %d)", g, i, lo, hi, bounds[i], bounds[i+1])
			}
		}
	})
}

func TestLocateIsTheInverseOfSample(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := drawGrid(t)
		row, col := rapid.IntRange(-1, g.Rows).Draw(t, "row"), rapid.IntRange(-1, g.Cols).Draw(t, "col")
		if lo, hi := g.Sample(row, col); lo < hi {
			for _, addr := range []int64{lo, hi - 1, lo + (hi-lo)/2} {
				if r, c, ok := g.Locate(addr); !ok || r != row || c != col {
					t.Fatalf("%+v: %d is in sample %d,%d, located in %d,%d %v", g, addr, row, col, r, c, ok)
				}
			}
		}
		addr := drawAddress(t, g)
		row, col, ok := g.Locate(addr)
		if visible := addr >= g.Start() && addr < g.End(); ok != visible {
			t.Fatalf("%+v: Locate(%d) is %v, visible %v", g, addr, ok, visible)
		}
		if lo, hi := g.Sample(row, col); ok && (addr < lo || addr >= hi) {
			t.Fatalf("%+v: %d located in [%d, %d)", g, addr, lo, hi)
		}
	})
}

func TestAddressesOffTheDiskAreNotLocated(t *testing.T) {
	g := Fit(100<<30, 80, 40)
	for _, addr := range []int64{-1, -1 << 63, 100 << 30, 1<<63 - 1} {
		if _, _, ok := g.Locate(addr); ok {
			t.Errorf("located %d on a disk of %d", addr, g.Capacity)
		}
	}
}

func TestZoomKeepsTheAnchor(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := drawGrid(t)
		anchor := drawAddress(t, g)
		block := rapid.SampledFrom([]int64{0, 512, 4096, 64 << 10, 1 << 20}).Draw(t, "block")
		next := g.Zoom(rapid.IntRange(-60, 60).Draw(t, "by"), anchor, block)
		checkGrid(t, next)
		if g.Capacity == 0 || next == g {
			return
		}
		if next.Hilbert != g.Hilbert {
			t.Fatalf("%+v: another layout after the zoom: %+v", g, next)
		}
		row, _, ok := next.locate(anchor)
		if !ok {
			t.Fatalf("%+v: anchor %d out of view after the zoom to %+v", g, anchor, next)
		}
		// In its own row, unless that would show what is beyond an end.
		was, _, visible := g.locate(anchor)
		last := (g.Capacity-1)/next.RowBytes - int64(next.Rows) + 1
		if visible && row != was && next.Origin != 0 && next.Origin/next.RowBytes != last {
			t.Fatalf("%+v: anchor went from row %d to %d in the middle of the disk: %+v", g, was, row, next)
		}
	})
}

func TestZoomEndsAtTheBlockAndAtTheWholeDisk(t *testing.T) {
	whole := Fit(62<<40, 200, 120)
	for block, want := range map[int64]int64{0: 64 << 10, 4096: 4096, 512: 1024, 1 << 20: 1 << 20} {
		deep := whole.Zoom(99, 31<<40, block)
		if sample := deep.RowBytes / 200; sample > want || sample <= want/2 && block != 512 {
			t.Errorf("block %d: deepest sample has %d bytes", block, sample)
		}
		if next := deep.Zoom(1, 31<<40, block); next != deep {
			t.Errorf("block %d: zoomed past the deepest to %+v", block, next)
		}
		if back := deep.Zoom(-99, 31<<40, block); back != whole {
			t.Errorf("block %d: zoomed out to %+v, not the whole disk", block, back)
		}
	}
}

func TestResizeKeepsWholeZoomAndAnchor(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := drawGrid(t)
		addr := drawAddress(t, g)
		cols, rows := rapid.IntRange(0, 320).Draw(t, "newCols"), rapid.IntRange(0, 160).Draw(t, "newRows")
		next := g.Resize(cols, rows, addr)
		checkGrid(t, next)
		if g.Whole() && !next.Whole() || next.Hilbert != g.Hilbert {
			t.Fatalf("%+v: whole disk resized to %+v", g, next)
		}
		if _, _, ok := g.Locate(addr); ok {
			if _, _, still := next.Locate(addr); !still {
				t.Fatalf("%+v: %d lost in %+v", g, addr, next)
			}
		}
	})
}

func TestScrollAndRevealStayOnTheDisk(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := drawGrid(t)
		if g.Capacity == 0 {
			return
		}
		rows := rapid.Int().Draw(t, "rows")
		scrolled := g.Scroll(rows)
		checkGrid(t, scrolled)
		if by := scrolled.Origin - g.Origin; by != 0 && (by > 0) != (rows > 0) {
			t.Fatalf("%+v: scrolled by %d to %+v", g, rows, scrolled)
		}
		addr := drawAddress(t, g)
		next := g.Reveal(addr)
		checkGrid(t, next)
		row, _, ok := next.locate(addr)
		if !ok {
			t.Fatalf("%+v: %d not revealed by %+v", g, addr, next)
		}
		if _, _, was := g.Locate(addr); was && next != g {
			t.Fatalf("%+v: scrolled to %+v for an address in view", g, next)
		} else if !was && row != 0 && row != g.Rows-1 {
			t.Fatalf("%+v: scrolled further than needed: %d is in row %d of %+v", g, addr, row, next)
		}
	})
}

func TestOverviewIsTheWholeDiskInTheSameCells(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := drawGrid(t)
		want := Fit(g.Capacity, g.Cols, g.Rows)
		want.Hilbert = g.Hilbert
		if got := g.Overview(); got != want || !got.Whole() {
			t.Fatalf("%+v: overview %+v, want %+v", g, got, want)
		}
	})
}

func TestZoomToShowsTheRangeInTheSmallestRoundRows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := drawGrid(t)
		lo, hi := drawAddress(t, g), drawAddress(t, g)
		if rapid.Bool().Draw(t, "short") {
			hi = lo + rapid.Int64Range(0, 1<<24).Draw(t, "length")
		}
		lo, hi = min(lo, hi), max(lo, hi)
		block := rapid.SampledFrom([]int64{0, 512, 64 << 10, 1 << 20, 1 << 62}).Draw(t, "block")
		next := g.ZoomTo(lo, hi, block)
		checkGrid(t, next)
		hi = min(hi, g.Capacity)
		if next.Start() > lo || next.End() < hi || next.Hilbert != g.Hilbert {
			t.Fatalf("%+v: [%d, %d) is not all in %+v", g, lo, hi, next)
		}
		// The next smaller rows would not show it, or be finer than the blocks.
		smaller := roundBelow(next.RowBytes)
		if block == 0 {
			block = defaultBlock
		}
		shows := hi-lo/smaller*smaller <= smaller*int64(g.Rows)
		finest := smaller/int64(g.Cols) < minSample || smaller/int64(g.Cols) < block && next.RowBytes/int64(g.Cols) <= block
		if shows && !finest && next.RowBytes != next.Overview().RowBytes {
			t.Fatalf("%+v: [%d, %d) would be shown in rows of %d too, not only in %+v", g, lo, hi, smaller, next)
		}
	})
}

func TestZoomToPutsTheRangeInTheMiddle(t *testing.T) {
	g := Fit(62<<40, 200, 120)
	lo, hi := int64(31<<40), int64(31<<40+1<<30)
	next := g.ZoomTo(lo, hi, 0)
	if before, after := lo-next.Start(), next.End()-hi; before-after > 2*next.RowBytes || after-before > 2*next.RowBytes {
		t.Errorf("%d bytes before the range and %d after it in %+v", before, after, next)
	}
	for _, block := range []int64{4096, 64 << 10, 1 << 20} {
		spot := g.ZoomTo(lo, lo, block)
		if sample := spot.RowBytes / 200; sample > block || sample <= block/2 || spot.Zoom(1, lo, block) != spot {
			t.Errorf("an empty range is not shown in the deepest zoom for blocks of %d: %+v", block, spot)
		}
	}
}

// Along the curve a zoom is by four where there is room for it.
func TestHilbertZoomsByFour(t *testing.T) {
	g := Fit(62<<40, 200, 120)
	g.Hilbert = true
	g = g.Zoom(1, 31<<40, 0)
	for range 5 {
		next := g.Zoom(1, 31<<40, 0)
		if next.RowBytes*4 != g.RowBytes || next.Zoom(-1, 31<<40, 0).RowBytes != g.RowBytes {
			t.Fatalf("zoomed from %+v to %+v", g, next)
		}
		g = next
	}
	if deep := g.Zoom(math.MaxInt, 31<<40, 0); deep.RowBytes/200 > defaultBlock || deep.Zoom(math.MinInt, 0, 0) != g.Overview() {
		t.Errorf("the deepest zoom is %+v", deep)
	}
}

func TestScrollingFarStopsAtTheEnds(t *testing.T) {
	g := Fit(62<<40, 200, 120).Zoom(8, 31<<40, 0)
	if down := g.Scroll(math.MaxInt); down.End() != g.Capacity || down.Origin <= g.Origin {
		t.Errorf("scrolled down to %+v", down)
	}
	if up := g.Scroll(math.MinInt); up.Origin != 0 {
		t.Errorf("scrolled up to %+v", up)
	}
}
