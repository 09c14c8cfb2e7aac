package render_test

import (
	"context"
	"math"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"cbtmap/fetch/extent"
	"cbtmap/render"
)

func TestBar(t *testing.T) {
	for _, c := range []struct {
		share float64
		width int
		want  string
	}{
		{0, 4, "    "},
		{1, 4, "████"},
		{0.5, 4, "██  "},
		{0.5, 1, "▌"},
		{0.4, 4, "█▋  "},
		{1e-12, 4, "▏   "},
		{1 - 1e-12, 4, "███▉"},
		{-1, 2, "  "},
		{7, 2, "██"},
		{math.NaN(), 2, "  "},
		{math.Inf(1), 2, "██"},
		{0.5, 0, ""},
		{0.5, -3, ""},
	} {
		if got := render.Bar(c.share, c.width); got != c.want {
			t.Errorf("Bar(%v, %d) = %q, want %q", c.share, c.width, got, c.want)
		}
	}
}

func TestBarLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.IntRange(1, 200).Draw(t, "width")
		a, b := rapid.Float64Range(0, 1).Draw(t, "a"), rapid.Float64Range(0, 1).Draw(t, "b")
		if a > b {
			a, b = b, a
		}
		short, long := render.Bar(a, width), render.Bar(b, width)
		if n := utf8.RuneCountInString(short); n != width {
			t.Fatalf("%q is %d columns wide, want %d", short, n, width)
		}
		if filled(short) > filled(long) {
			t.Fatalf("%v is %q, but %v is %q", a, short, b, long)
		}
		if off := math.Abs(filled(short) - a*float64(8*width)); off > 1 {
			t.Fatalf("%v is %q, %v eighths off", a, short, off)
		}
		if (filled(short) == 0) != (a == 0) || (filled(long) == float64(8*width)) != (b == 1) {
			t.Fatalf("%v is %q, and %v is %q", a, short, b, long)
		}
	})
}

// filled counts the eighths of a bar.
func filled(bar string) (n float64) {
	for _, r := range bar {
		n += float64(slices.Index([]rune(" ▏▎▍▌▋▊▉█"), r))
	}
	return n
}

func TestLorenzPlot(t *testing.T) {
	concentrated := []extent.Point{{}, {Disk: 0.1, Bytes: 0.8}, {Disk: 0.5, Bytes: 1}, {Disk: 1, Bytes: 1}}
	even := []extent.Point{{}, {Disk: 1, Bytes: 1}}
	for name, c := range map[string]struct {
		curve []extent.Point
		w, h  int
		want  []string
	}{
		"concentrated": {concentrated, 16, 5, []string{
			"  ▁▂▄▅▆▇█████···",
			" ▆████████···   ",
			" █████····      ",
			"▂██···          ",
			"···             ",
		}},
		"even":    {even, 8, 4, []string{"      ▂▆", "    ▂▆  ", "  ▂▆    ", "▂▆      "}},
		"none":    {nil, 4, 2, []string{"  ··", "··  "}},
		"no room": {concentrated, 0, 2, []string{"", ""}},
		"no line": {concentrated, 3, 0, nil},
		"less":    {concentrated, -1, -1, nil},
	} {
		t.Run(name, func(t *testing.T) {
			if got := render.LorenzPlot(c.curve, c.w, c.h); !slices.Equal(got, c.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
}

// Of any map, at any size: lines of the right width, and as much area filled as
// Gini says, up to the cells on the two borders of the area.
func TestLorenzPlotLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const block = 1 << 16
		m := extent.New(1000 * block)
		page := extent.Page{Length: m.Capacity()}
		for _, i := range rapid.SliceOfN(rapid.Int64Range(0, 999), 1, 400).Draw(t, "changed") {
			page.Extents = append(page.Extents, extent.Extent{Start: i * block, Length: block})
		}
		if err := m.Add(page); err != nil {
			t.Fatal(err)
		}
		s, err := m.Stats(context.Background(), 0, m.Capacity())
		if err != nil {
			t.Fatal(err)
		}
		w, h := rapid.IntRange(1, 90).Draw(t, "width"), rapid.IntRange(1, 40).Draw(t, "height")
		lines := render.LorenzPlot(s.Curve, w, h)
		if len(lines) != h {
			t.Fatalf("%d lines, want %d", len(lines), h)
		}
		area := 0.0
		for _, line := range lines {
			if n := utf8.RuneCountInString(line); n != w {
				t.Fatalf("%q is %d columns wide, want %d", line, n, w)
			}
			for _, r := range line {
				area += float64(max(slices.Index([]rune(" ▁▂▃▄▅▆▇█"), r), 0)) / 8
			}
		}
		area /= float64(w) * float64(h)
		if off := math.Abs(area - s.Gini/2); off > 1.5/float64(h)+1/float64(w) {
			t.Fatalf("the area is %v, Gini %v:\n%s", area, s.Gini, strings.Join(lines, "\n"))
		}
	})
}
