package picture

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"cbtmap/fetch/extent"
	"cbtmap/render"
)

// world is a small disk, byte by byte, and the map of it.
type world struct {
	known, changed []bool
	failed         []extent.Extent
	m              *extent.Map
}

func drawWorld(t *rapid.T) world {
	size := rapid.OneOf(rapid.IntRange(0, 1<<20), rapid.SampledFrom([]int{0, 1, 512, 4096})).Draw(t, "size")
	w := world{known: make([]bool, size), changed: make([]bool, size), m: extent.New(int64(size))}
	for at := 0; at < size; {
		end := min(at+rapid.IntRange(1, size/2+1).Draw(t, "length"), size)
		switch rapid.IntRange(0, 4).Draw(t, "answer") {
		case 0: // never asked
		case 1:
			w.failed = append(w.failed, extent.Extent{Start: int64(at), Length: int64(end - at)})
		default:
			w.answer(t, at, end)
		}
		at = end
	}
	return w
}

func (w *world) answer(t *rapid.T, lo, hi int) {
	page := extent.Page{Start: int64(lo), Length: int64(hi - lo)}
	for i := lo; i < hi; i++ {
		w.known[i] = true
	}
	for range rapid.IntRange(0, 6).Draw(t, "extents") {
		start := rapid.IntRange(lo, hi-1).Draw(t, "start")
		end := min(start+rapid.SampledFrom([]int{1, 512, 20_000, 200_000}).Draw(t, "run"), hi)
		page.Extents = append(page.Extents, extent.Extent{Start: int64(start), Length: int64(end - start)})
		for i := start; i < end; i++ {
			w.changed[i] = true
		}
	}
	if err := w.m.Add(page); err != nil {
		t.Fatalf("add: %v", err)
	}
}

// level is the law of a sample, byte by byte.
func (w *world) level(rule render.Rule, lo, hi int64) render.Level {
	var s extent.Sum
	for i := lo; i < hi; i++ {
		if w.known[i] {
			s.Known++
		}
		if w.changed[i] {
			s.Changed++
		}
	}
	level := rule.LevelOf(s, hi-lo)
	failed := slices.ContainsFunc(w.failed, func(e extent.Extent) bool { return e.Start < hi && e.End() > lo })
	if level == render.Unknown && failed {
		return render.Failed
	}
	return level
}

// drawPicture is any picture of a world, of a size that is soon drawn.
func drawPicture(t *rapid.T, w world) Picture {
	p := Picture{
		Map: w.m, Failed: w.failed,
		Title: []string{"disk"}, Subtitle: "interval", Totals: []string{"much", "more"},
		Width: rapid.IntRange(LeastWidth, 500).Draw(t, "width"), Height: rapid.IntRange(LeastHeight, 400).Draw(t, "height"),
		Dark: rapid.Bool().Draw(t, "dark"), Ramp: rapid.SampledFrom(render.Ramps()).Draw(t, "ramp"),
		Rule:    render.Rule(rapid.IntRange(0, render.Rules-1).Draw(t, "rule")),
		Hilbert: rapid.Bool().Draw(t, "hilbert"),
	}
	if size := w.m.Capacity(); size > 0 && rapid.Bool().Draw(t, "part") {
		p.Lo = rapid.Int64Range(0, size-1).Draw(t, "lo")
		p.Hi = rapid.Int64Range(p.Lo+1, size).Draw(t, "hi")
	}
	return p
}

// The rule of the house, from the bytes to the files and back, for any map, size,
// view, layout, rule and ramp: a sample looks changed if and only if a changed byte
// lies in it, and unchanged only if all of it is known. More than that, each looks
// like its level, in pixels as in shapes; so do the strip and the legend.
func TestNoChangeIsInvisible(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		p := drawPicture(t, w)
		s, g := sceneOf(t, p), gridOf(t, p)
		want := make([][]render.Level, len(s.fields))
		for i, f := range s.fields {
			want[i] = f.levels
		}
		want[0] = nil
		for i := range g.Rows * g.Cols {
			lo, hi := g.Sample(i/g.Cols, i%g.Cols)
			want[0] = append(want[0], w.level(p.Rule, lo, hi))
		}
		for name, got := range map[string][][]render.Level{"pixels": readPNG(t, p, s), "shapes": readSVG(t, p, s)} {
			for i := range want {
				if !slices.Equal(got[i], want[i]) {
					t.Fatalf("%s, %+v, field %d: levels\n%v, want\n%v", name, g, i, got[i], want[i])
				}
			}
		}
		if f := s.fields[0]; f.cell.X < 4 || f.cell.X != f.cell.Y {
			t.Fatalf("samples of %v pixels", f.cell)
		}
	})
}

// What is asked for is in view, whole rows of it and no more.
func TestTheRangeIsInView(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := extent.New(rapid.Int64Range(1, render.MaxCapacity).Draw(t, "capacity"))
		p := Picture{
			Map: m, Hilbert: rapid.Bool().Draw(t, "hilbert"),
			Width:  rapid.IntRange(LeastWidth, MostWidth).Draw(t, "width"),
			Height: rapid.IntRange(LeastHeight, MostHeight).Draw(t, "height"),
		}
		p.Lo = rapid.Int64Range(0, m.Capacity()-1).Draw(t, "lo")
		p.Hi = rapid.Int64Range(p.Lo+1, m.Capacity()).Draw(t, "hi")
		g := gridOf(t, p)
		if g.Start() > p.Lo || g.End() < p.Hi || p.Lo-g.Start() >= g.RowBytes || g.End()-p.Hi >= g.RowBytes {
			t.Fatalf("[%d, %d) is shown as [%d, %d), rows of %d", p.Lo, p.Hi, g.Start(), g.End(), g.RowBytes)
		}
		if g.Cols*g.Rows > MostSamples {
			t.Fatalf("%d samples", g.Cols*g.Rows)
		}
	})
}

// One block in the largest disk there is, at any size.
func TestALonelyChangeIsSeenAtAnySize(t *testing.T) {
	const capacity, at = 62 * tib, 47*tib + 5*gib
	m := extent.New(capacity)
	if err := m.Add(extent.Page{Length: capacity, Extents: []extent.Extent{{Start: at, Length: 64 * kib}}}); err != nil {
		t.Fatal(err)
	}
	for _, size := range [][2]int{{LeastWidth, LeastHeight}, {LeastWidth, 600}, {600, LeastHeight}, {800, 600}} {
		p := Picture{Map: m, Width: size[0], Height: size[1]}
		s := sceneOf(t, p)
		for name, fields := range map[string][][]render.Level{"pixels": readPNG(t, p, s), "shapes": readSVG(t, p, s)} {
			changed := 0
			for _, l := range fields[0] {
				if l.Changed() {
					changed++
				}
			}
			if changed != 1 {
				t.Errorf("%v: %d samples look changed in %s", size, changed, name)
			}
		}
	}
}
