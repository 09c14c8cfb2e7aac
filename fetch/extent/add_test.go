package extent

import (
	"errors"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// mapOf is a map that was told pages.
func mapOf(t *testing.T, capacity int64, pages ...Page) *Map {
	t.Helper()
	m := New(capacity)
	for _, p := range pages {
		if err := m.Add(p); err != nil {
			t.Fatal(err)
		}
	}
	sound(t, m)
	return m
}

func TestAddRefusesNegativeNumbers(t *testing.T) {
	fine := Extent{4096, 4096}
	for _, c := range []struct {
		page   Page
		index  int
		reason error
	}{
		{Page{Start: -1, Length: 4096}, -1, ErrNegativeStart},
		{Page{Start: 0, Length: -4096}, -1, ErrNegativeLength},
		{Page{Start: math.MinInt64, Length: math.MinInt64}, -1, ErrNegativeStart},
		{Page{0, 1 << 20, []Extent{fine, {-4096, 8192}}}, 1, ErrNegativeStart},
		{Page{0, 1 << 20, []Extent{fine, fine, {4096, -1}}}, 2, ErrNegativeLength},
		{Page{2 << 20, 4096, []Extent{{0, math.MinInt64}}}, 0, ErrNegativeLength}, // even past the end
	} {
		m := mapOf(t, 1<<20, Page{0, 65536, []Extent{{0, 512}}})
		before := *m.Snapshot()
		err := m.Add(c.page)
		var refused *PageError
		if !errors.As(err, &refused) || refused.Index != c.index || !errors.Is(err, c.reason) {
			t.Errorf("Add(%v) says %v, want %v at %d", c.page, err, c.reason, c.index)
			continue
		}
		if text := err.Error(); !strings.Contains(text, c.reason.Error()) || !strings.Contains(text, "ask for this range again") {
			t.Errorf("Add(%v) says %q", c.page, text)
		}
		if after := *m.Snapshot(); !reflect.DeepEqual(before, after) {
			t.Errorf("Add(%v) was refused, yet moved the map", c.page)
		}
	}
}

func TestAddTakesNothingFromNothing(t *testing.T) {
	for _, p := range []Page{
		{},
		{Start: 4096},
		{Start: 4096, Extents: []Extent{{0, 1 << 20}}},
		{Start: 1 << 20, Length: 4096, Extents: []Extent{{0, 2 << 20}}},
		{Start: math.MaxInt64, Length: math.MaxInt64},
	} {
		m := mapOf(t, 1<<20, p)
		if m.Known() != 0 || m.Pages() != 0 || m.RawExtents() != 0 || m.Granularity() != 0 {
			t.Errorf("%v: known %d, pages %d, raw %d", p, m.Known(), m.Pages(), m.RawExtents())
		}
	}
	empty := mapOf(t, -5, Page{0, 4096, []Extent{{0, 4096}}})
	if empty.Capacity() != 0 || !empty.Complete() || empty.Sum(math.MinInt64, math.MaxInt64) != (Sum{}) {
		t.Errorf("a disk without bytes says %+v", empty.Sum(math.MinInt64, math.MaxInt64))
	}
}

// What one page says comes out in order, clipped and merged, whatever it looks
// like; sums near the last int64 do not wrap round.
func TestAddNormalises(t *testing.T) {
	const disk = 1000
	for name, c := range map[string]struct {
		page Page
		want []Extent
		raw  int64
	}{
		"unsorted":        {Page{0, disk, []Extent{{500, 10}, {100, 10}, {300, 10}}}, []Extent{{100, 10}, {300, 10}, {500, 10}}, 3},
		"touching":        {Page{0, disk, []Extent{{100, 10}, {110, 10}}}, []Extent{{100, 20}}, 2},
		"overlapping":     {Page{0, disk, []Extent{{100, 50}, {120, 10}, {140, 20}}}, []Extent{{100, 60}}, 3},
		"twice":           {Page{0, disk, []Extent{{100, 10}, {100, 10}}}, []Extent{{100, 10}}, 2},
		"empty extents":   {Page{0, disk, []Extent{{100, 0}, {0, 0}, {disk, 0}}}, nil, 0},
		"starts before":   {Page{100, 100, []Extent{{50, 60}}}, []Extent{{100, 10}}, 1},
		"reaches past":    {Page{100, 100, []Extent{{190, 60}}}, []Extent{{190, 10}}, 1},
		"holds the page":  {Page{100, 100, []Extent{{0, disk}}}, []Extent{{100, 100}}, 1},
		"outside":         {Page{100, 100, []Extent{{0, 100}, {200, 5}}}, nil, 0},
		"past the disk":   {Page{900, 500, []Extent{{990, 400}}}, []Extent{{990, 10}}, 1},
		"past int64":      {Page{900, math.MaxInt64, []Extent{{990, math.MaxInt64}}}, []Extent{{990, 10}}, 1},
		"begins at int64": {Page{0, disk, []Extent{{math.MaxInt64, math.MaxInt64}}}, nil, 0},
	} {
		t.Run(name, func(t *testing.T) {
			given := slices.Clone(c.page.Extents)
			m := mapOf(t, disk, c.page)
			if got := slices.Collect(m.All(0, disk)); !slices.Equal(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
			if m.RawExtents() != c.raw || m.Pages() != 1 {
				t.Errorf("%d raw extents in %d pages, want %d in 1", m.RawExtents(), m.Pages(), c.raw)
			}
			if !slices.Equal(given, c.page.Extents) {
				t.Errorf("the page was written to: %v", c.page.Extents)
			}
		})
	}
}

// A change that only one of two overlapping replies knows of is never lost.
func TestAddKeepsEveryChange(t *testing.T) {
	clean, dirty := Page{0, 1000, nil}, Page{200, 500, []Extent{{300, 100}}}
	for _, order := range [][]Page{{clean, dirty}, {dirty, clean}, {dirty, clean, dirty}} {
		m := mapOf(t, 1000, order...)
		if m.Changed() != 100 || m.Known() != 1000 || m.Extents() != 1 || m.RawExtents() != 1 {
			t.Errorf("%v: %d changed, %d known, %d extents, %d raw",
				order, m.Changed(), m.Known(), m.Extents(), m.RawExtents())
		}
	}
}

// A run of changes that a page border cuts is one extent.
func TestExtentsMergeAcrossPages(t *testing.T) {
	m := mapOf(t, 3000,
		Page{2000, 1000, []Extent{{2000, 10}}},
		Page{0, 1000, []Extent{{900, 100}}},
		Page{1000, 1000, []Extent{{1000, 1000}}},
	)
	if m.Extents() != 1 || m.RawExtents() != 3 || m.Pages() != 3 {
		t.Fatalf("%d extents, %d raw, %d pages", m.Extents(), m.RawExtents(), m.Pages())
	}
	want := Extent{900, 1110}
	for _, off := range []int64{900, 1500, 2009} {
		if got, ok := m.At(off); !ok || got != want {
			t.Errorf("At(%d): %v", off, got)
		}
	}
	if got := m.Longest(0, 3000); got != want {
		t.Errorf("Longest: %v", got)
	}
	if got, ok := m.Next(900); ok {
		t.Errorf("Next finds %v inside the extent itself", got)
	}
}
