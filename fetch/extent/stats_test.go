package extent

import (
	"context"
	"errors"
	"math"
	"math/big"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func stats(t rapid.TB, m *Map, lo, hi int64) Stats {
	s, err := m.Stats(context.Background(), lo, hi)
	if err != nil {
		t.Fatalf("Stats(%d, %d): %v", lo, hi, err)
	}
	return s
}

// Every figure, the slow and obvious way.
func TestStatsAgreeWithOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		edge := edges(t)
		m, o, _ := filled(t, edge)
		at := offsets(t, edge, 2)
		s := stats(t, m, at[0], at[1])
		lo, hi := min(max(at[0], 0), o.capacity()), min(max(at[1], 0), o.capacity())
		ext := clipped(o.extents(), lo, hi)
		sum := o.sum(lo, hi)
		if s.Range != (Extent{lo, hi - lo}) || s.Sum != sum || s.Extents != int64(len(ext)) {
			t.Fatalf("range %v, %+v, %d extents, want [%d, %d), %+v, %d", s.Range, s.Sum, s.Extents, lo, hi, sum, len(ext))
		}
		if want := naiveSizes(ext, sum.Changed); s.Sizes != want {
			t.Fatalf("sizes %+v, want %+v", s.Sizes, want)
		}
		if want := naiveHistogram(ext); !slices.Equal(s.Histogram, want) {
			t.Fatalf("histogram %v, want %v", s.Histogram, want)
		}
		if want := naiveBlocks(ext, o.capacity(), sum.Changed); !slices.Equal(s.Blocks, want) {
			t.Fatalf("blocks %v, want %v", s.Blocks, want)
		}
		if want := naiveJoin(ext, hi-lo); s.Join != want {
			t.Fatalf("joined over gaps below %d bytes, want %d", s.Join, want)
		}
		if want := naiveHotSpots(ext, s.Join); !slices.Equal(s.HotSpots, want) {
			t.Fatalf("hot spots %v, want %v", s.HotSpots, want)
		}
		lawful(t, s)
	})
}

func naiveSizes(ext []Extent, changed int64) (z Sizes) {
	n := len(ext)
	if n == 0 {
		return z
	}
	var all []int64
	for _, e := range ext {
		all = append(all, e.Length)
	}
	slices.Sort(all)
	mean := new(big.Rat).Add(big.NewRat(changed, int64(n)), big.NewRat(1, 2))
	return Sizes{
		Min:    all[0],
		Median: all[int(math.Ceil(0.5*float64(n)))-1],
		Mean:   new(big.Int).Quo(mean.Num(), mean.Denom()).Int64(),
		P95:    all[(95*n+99)/100-1],
		Max:    all[n-1],
	}
}

func naiveHistogram(ext []Extent) []Bin {
	var bins []Bin
	for scale := range 63 {
		bin := Bin{From: 1 << scale, To: math.MaxInt64}
		if scale < 62 {
			bin.To = 1 << (scale + 1)
		}
		for _, e := range ext {
			if e.Length >= bin.From && (e.Length < bin.To || scale == 62) {
				bin.Extents++
				bin.Bytes += e.Length
			}
		}
		bins = append(bins, bin)
	}
	empty := func(b Bin) bool { return b.Extents == 0 }
	for len(bins) > 0 && empty(bins[0]) {
		bins = bins[1:]
	}
	for len(bins) > 0 && empty(bins[len(bins)-1]) {
		bins = bins[:len(bins)-1]
	}
	return slices.Clip(bins)
}

// naiveBlocks knows of each run of touched blocks its first and its last.
func naiveBlocks(ext []Extent, capacity, changed int64) []Blocks {
	var list []Blocks
	for _, size := range BlockSizes {
		b := Blocks{Block: size, Changed: changed}
		done := int64(0) // blocks before this one are counted
		for _, e := range ext {
			from, to := max(e.Start/size, done), (e.End()-1)/size+1
			if from >= to {
				continue
			}
			b.Count += to - from
			end := capacity
			if to <= capacity/size {
				end = to * size
			}
			b.Bytes += end - from*size
			done = to
		}
		list = append(list, b)
	}
	return list
}

func naiveJoin(ext []Extent, length int64) int64 {
	for join := int64(1) << 53; join > 1; join /= 2 { // MaxInt64 / joinShare is less
		stretches := 0
		for i, e := range ext {
			if i == 0 || e.Start-ext[i-1].End() >= join {
				stretches++
			}
		}
		if join <= length/joinShare && stretches >= min(len(ext), minHotSpots) {
			return join
		}
	}
	return 1
}

func naiveHotSpots(ext []Extent, join int64) []HotSpot {
	var list []HotSpot
	for _, e := range ext {
		if n := len(list); n > 0 && e.Start-list[n-1].Start-list[n-1].Length < join {
			list[n-1].Length = e.End() - list[n-1].Start
			list[n-1].Changed += e.Length
		} else {
			list = append(list, HotSpot{e.Start, e.Length, e.Length})
		}
	}
	slices.SortStableFunc(list, func(a, b HotSpot) int {
		switch {
		case a.Changed > b.Changed:
			return -1
		case a.Changed < b.Changed:
			return +1
		}
		return 0
	})
	return list[:min(len(list), MaxHotSpots)]
}

// lawful checks what holds for the figures of any range.
func lawful(t rapid.TB, s Stats) {
	var extents, bytes int64
	for i, b := range s.Histogram {
		extents += b.Extents
		bytes += b.Bytes
		if i > 0 && b.From != s.Histogram[i-1].To {
			t.Fatalf("the histogram has a hole before %d: %v", b.From, s.Histogram)
		}
	}
	if extents != s.Extents || bytes != s.Sum.Changed {
		t.Fatalf("the bins hold %d extents of %d bytes, the range %d of %d", extents, bytes, s.Extents, s.Sum.Changed)
	}
	if z := s.Sizes; z.Min > z.Median || z.Median > z.P95 || z.P95 > z.Max || z.Min > z.Mean || z.Mean > z.Max {
		t.Fatalf("sizes out of order: %+v", z)
	}
	for i, b := range s.Blocks {
		if b.Bytes < s.Sum.Changed || s.Sum.Changed > 0 && b.Factor() < 1 {
			t.Fatalf("%d bytes changed, yet %+v", s.Sum.Changed, b)
		}
		if i > 0 && (b.Count > s.Blocks[i-1].Count || b.Bytes < s.Blocks[i-1].Bytes) {
			t.Fatalf("larger blocks are more, or fewer bytes: %v", s.Blocks)
		}
	}
	if len(s.Blocks) != len(BlockSizes) {
		t.Fatalf("%d block sizes", len(s.Blocks))
	}
	inOrder := slices.SortedFunc(slices.Values(s.HotSpots), func(a, b HotSpot) int {
		if a.Start < b.Start {
			return -1
		}
		return +1
	})
	for i, h := range inOrder {
		if h.Changed < 1 || h.Changed > h.Length || h.Start < s.Range.Start || h.Start > s.Range.End()-h.Length ||
			i > 0 && h.Start-inOrder[i-1].Start-inOrder[i-1].Length < s.Join {
			t.Fatalf("hot spots %v in %v, joined below %d", s.HotSpots, s.Range, s.Join)
		}
	}
}

func TestStatsOfOddDisks(t *testing.T) {
	const tib = 1 << 40
	for name, c := range map[string]struct {
		capacity int64
		ext      []Extent
		factor   float64 // at 64 KiB
		gini     float64
		median   int64
	}{
		"no bytes":          {0, nil, 0, 0, 0},
		"one byte":          {1, []Extent{{0, 1}}, 1, 0, 1},
		"one sector":        {512, []Extent{{0, 512}}, 1, 0, 512},
		"nothing changed":   {62 * tib, nil, 0, 0, 0},
		"all changed":       {62 * tib, []Extent{{0, 62 * tib}}, 1, 0, 62 * tib},
		"all of int64":      {math.MaxInt64, []Extent{{0, math.MaxInt64}}, 1, 0, math.MaxInt64},
		"odd, last byte":    {62*tib - 1, []Extent{{62*tib - 2, 1}}, 65535, 1 - 1./15872, 1},
		"int64, last byte":  {math.MaxInt64, []Extent{{math.MaxInt64 - 1, 1}}, 65535, 1 - 1./16384, 1},
		"a page and a half": {96 << 10, []Extent{{64 << 10, 32 << 10}}, 1, 2. / 3, 32 << 10},
	} {
		t.Run(name, func(t *testing.T) {
			s := stats(t, mapOf(t, c.capacity, Page{0, c.capacity, c.ext}), 0, math.MaxInt64)
			lawful(t, s)
			lawfulCurve(t, s)
			if s.Range != (Extent{0, c.capacity}) || s.Sum.Known != c.capacity {
				t.Errorf("range %v, %+v", s.Range, s.Sum)
			}
			if got := s.Blocks[0].Factor(); got != c.factor {
				t.Errorf("factor %v, want %v", got, c.factor)
			}
			if math.Abs(s.Gini-c.gini) > 1e-6 {
				t.Errorf("Gini %v, want %v", s.Gini, c.gini)
			}
			if s.Sizes.Median != c.median {
				t.Errorf("median %d, want %d", s.Sizes.Median, c.median)
			}
		})
	}
}

// Lengths that differ by little, and more of them than cells: percentiles need
// several looks, and are exact all the same.
func TestPercentilesOfCloseLengths(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base := rapid.SampledFrom([]int64{1, 255, 1 << 20, 1<<33 + 5, 1 << 44}).Draw(t, "base")
		spread := rapid.Int64Range(1, base).Draw(t, "spread")
		n := rapid.IntRange(1, 60).Draw(t, "extents")
		var ext []Extent
		var at, changed int64
		for range n {
			length := base + rapid.Int64Range(0, spread).Draw(t, "more")
			ext = append(ext, Extent{at, length})
			at += length + 1
			changed += length
		}
		m := New(at)
		if err := m.Add(Page{0, at, ext}); err != nil {
			t.Fatal(err)
		}
		if got, want := stats(t, m, 0, at).Sizes, naiveSizes(ext, changed); got != want {
			t.Fatalf("%+v, want %+v", got, want)
		}
	})
}

// A snapshot answers as its map did, and so does a map told in another order.
func TestStatsOfSnapshots(t *testing.T) {
	m := striped(3*batchExtents, 1)
	s := m.Snapshot()
	want := stats(t, m, 5, 4*batchExtents)
	if err := m.Add(Page{0, m.Capacity(), []Extent{{0, m.Capacity()}}}); err != nil {
		t.Fatal(err)
	}
	if got := stats(t, s, 5, 4*batchExtents); !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}

func TestStatsStopWithTheirContext(t *testing.T) {
	m := striped(10*batchExtents, 1)
	for looks := range 25 {
		ctx := &fading{Context: context.Background(), looks: looks}
		s, err := m.Stats(ctx, 0, m.Capacity())
		if looks == 24 && err != nil {
			t.Errorf("after %d looks, enough for two passes: %v", looks, err)
		}
		if looks < 20 && (!errors.Is(err, context.Canceled) || !reflect.DeepEqual(s, Stats{})) {
			t.Errorf("after %d looks: %v, %+v", looks, err, s)
		}
	}
}

// fading is a context that ends after it was looked at a number of times.
type fading struct {
	context.Context
	looks int
}

func (c *fading) Err() error {
	if c.looks--; c.looks < 0 {
		return context.Canceled
	}
	return nil
}

// Many short extents with gaps around powers of two: hot spots are joined, and
// many are equally hot.
func TestHotSpotsAgreeWithOracle(t *testing.T) {
	joined := false
	rapid.Check(t, func(t *rapid.T) {
		var ext []Extent
		at := int64(0)
		for range rapid.IntRange(1, 150).Draw(t, "extents") {
			at += max(1, int64(1)<<rapid.SampledFrom([]int{0, 1, 4, 8, 9, 20}).Draw(t, "gap")-rapid.Int64Range(0, 1).Draw(t, "less"))
			length := rapid.Int64Range(1, 3).Draw(t, "length")
			ext = append(ext, Extent{at, length})
			at += length
		}
		m := New(at + rapid.Int64Range(0, 1<<20).Draw(t, "rest"))
		if err := m.Add(Page{0, m.Capacity(), ext}); err != nil {
			t.Fatal(err)
		}
		s := stats(t, m, 0, m.Capacity())
		if want := naiveJoin(ext, m.Capacity()); s.Join != want {
			t.Fatalf("joined over gaps below %d bytes, want %d", s.Join, want)
		}
		if want := naiveHotSpots(ext, s.Join); !slices.Equal(s.HotSpots, want) {
			t.Fatalf("hot spots %v, want %v", s.HotSpots, want)
		}
		joined = joined || s.Join > 1
	})
	if !joined {
		t.Error("no extents were ever joined")
	}
}

// Extents that are merged across pages stay whole wherever a batch ends.
func TestStatsMergeAcrossBatches(t *testing.T) {
	m := New(6 * batchExtents)
	for i := range int64(3 * batchExtents) {
		// Each page ends in an extent that goes on in the next, but every third.
		p := Page{2 * i, 2, []Extent{{2*i + 1, 1}}}
		if i%3 > 0 {
			p.Extents = []Extent{{2 * i, 2}}
		}
		if err := m.Add(p); err != nil {
			t.Fatal(err)
		}
	}
	s := stats(t, m, 0, m.Capacity())
	lawful(t, s)
	if s.Extents != m.Extents() || s.Sizes.Min != s.Sizes.Max || s.Sizes.Min != 5 {
		t.Errorf("%d extents of %+v, want %d of 5 bytes", s.Extents, s.Sizes, m.Extents())
	}
}
