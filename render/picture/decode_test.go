package picture

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"cbtmap/render"
)

// fataler is a test, or a check of one.
type fataler interface {
	Helper()
	Fatalf(string, ...any)
}

// legible is a picture's own palette the other way round: the level of each fill
// and of each colour of strokes.
type legible struct {
	ground  color.RGBA
	fills   map[color.RGBA]render.Level
	strokes map[color.RGBA]render.Level
}

func legibleFor(p Picture) legible {
	palette := render.NewPaletteWith(render.PaletteOptions{Dark: p.Dark, Ramp: p.Ramp})
	l := legible{opaque(palette.Ground()), map[color.RGBA]render.Level{}, map[color.RGBA]render.Level{}}
	for level := range render.Level(render.Levels) {
		if glyph, c := palette.Hatch(level); glyph != 0 {
			l.strokes[opaque(c)] = level
		} else {
			l.fills[opaque(palette.Color(level))] = level
		}
	}
	return l
}

// level is what a sample's pixels show: one fill, or strokes of one colour on the
// ground.
func (l legible) level(t fataler, img *image.Paletted, r image.Rectangle) render.Level {
	t.Helper()
	var used [256]bool
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			used[img.ColorIndexAt(x, y)] = true
		}
	}
	seen := map[color.RGBA]bool{}
	for i, c := range img.Palette {
		if used[i] {
			seen[opaque(c)] = true
		}
	}
	for c := range seen {
		level, stroke := l.strokes[c]
		if stroke && len(seen) == 2 && seen[l.ground] {
			return level
		}
		if level, ok := l.fills[c]; ok && len(seen) == 1 {
			return level
		}
	}
	t.Fatalf("the pixels of %v have the colours %v: no level", r, seen)
	return 0
}

// readPNG writes a picture in pixels, and reads the samples of its fields back.
func readPNG(t fataler, p Picture, s *scene) [][]render.Level {
	t.Helper()
	var file bytes.Buffer
	if err := p.WritePNG(&file); err != nil {
		t.Fatalf("write: %v", err)
	}
	img, err := png.Decode(&file)
	if err != nil {
		t.Fatalf("read: %v", err)
	}
	if img.Bounds() != image.Rect(0, 0, s.width, s.height) {
		t.Fatalf("the picture is %v, of %d × %d", img.Bounds(), s.width, s.height)
	}
	pixels, ok := img.(*image.Paletted)
	if !ok {
		t.Fatalf("the picture has no palette")
	}
	known := legibleFor(p)
	var fields [][]render.Level
	for _, f := range s.fields {
		var levels []render.Level
		f.each(func(r image.Rectangle) { levels = append(levels, known.level(t, pixels, r)) })
		fields = append(fields, levels)
	}
	return fields
}

// each calls do for the pixels of each sample, row by row.
func (f field) each(do func(image.Rectangle)) {
	for i := range f.levels {
		at := f.at.Add(image.Pt(i%f.cols*f.cell.X, i/f.cols*f.cell.Y))
		do(image.Rectangle{at, at.Add(f.cell)})
	}
}

// shapes are an SVG file, read back.
type shapes struct {
	levels   []render.Level // of each pixel
	width    int
	words    []string // of all texts
	elements map[string]int
}

// readSVG writes a picture in shapes, and reads the samples of its fields back.
func readSVG(t fataler, p Picture, s *scene) [][]render.Level {
	t.Helper()
	all := parseSVG(t, p, s)
	var fields [][]render.Level
	for _, f := range s.fields {
		var levels []render.Level
		f.each(func(r image.Rectangle) {
			level := all.levels[r.Min.Y*all.width+r.Min.X]
			for y := r.Min.Y; y < r.Max.Y; y++ {
				for x := r.Min.X; x < r.Max.X; x++ {
					if got := all.levels[y*all.width+x]; got != level {
						t.Fatalf("the sample %v has the levels %d and %d", r, level, got)
					}
				}
			}
			levels = append(levels, level)
		})
		fields = append(fields, levels)
	}
	return fields
}

func parseSVG(t fataler, p Picture, s *scene) shapes {
	t.Helper()
	var file bytes.Buffer
	if err := p.WriteSVG(&file); err != nil {
		t.Fatalf("write: %v", err)
	}
	out := shapes{levels: make([]render.Level, s.width*s.height), width: s.width, elements: map[string]int{}}
	for i := range out.levels {
		out.levels[i] = render.Outside
	}
	known, hatches := legibleFor(p), map[string]render.Level{}
	var within []string // open elements
	var pattern string
	decoder := xml.NewDecoder(&file)
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			return out
		}
		if err != nil {
			t.Fatalf("read: %v", err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			name, attr := e.Name.Local, attributes(e)
			within = append(within, name)
			out.elements[name]++
			switch {
			case name == "pattern":
				pattern = attr["id"]
			case name == "path" && within[len(within)-2] == "pattern":
				hatches["url(#"+pattern+")"] = known.strokes[parseHex(t, attr["stroke"])]
			case name == "path":
				level, ok := hatches[attr["fill"]]
				if !ok {
					level, ok = known.fills[parseHex(t, attr["fill"])]
				}
				if !ok {
					t.Fatalf("a path is filled with %q: no level", attr["fill"])
				}
				out.fill(t, attr["d"], level)
			}
		case xml.EndElement:
			within = within[:len(within)-1]
		case xml.CharData:
			if len(within) > 0 && within[len(within)-1] == "text" {
				out.words = append(out.words, string(e))
			}
		}
	}
}

func attributes(e xml.StartElement) map[string]string {
	all := map[string]string{}
	for _, a := range e.Attr {
		all[a.Name.Local] = a.Value
	}
	return all
}

func parseHex(t fataler, s string) color.RGBA {
	t.Helper()
	n, err := strconv.ParseUint(strings.TrimPrefix(s, "#"), 16, 24)
	if err != nil {
		t.Fatalf("no colour: %q", s)
	}
	return color.RGBA{uint8(n >> 16), uint8(n >> 8), uint8(n), 0xff}
}

var rectangle = regexp.MustCompile(`^M(\d+) (\d+)h(\d+)v(\d+)h-(\d+)z`)

// fill gives the pixels of a path of rectangles their level. None is drawn twice.
func (s *shapes) fill(t fataler, d string, level render.Level) {
	t.Helper()
	for d != "" {
		m := rectangle.FindStringSubmatch(d)
		if m == nil || m[3] != m[5] {
			t.Fatalf("no rectangle: %.60q", d)
		}
		d = d[len(m[0]):]
		var n [4]int
		for i := range n {
			n[i], _ = strconv.Atoi(m[i+1])
		}
		for y := n[1]; y < n[1]+n[3]; y++ {
			for x := n[0]; x < n[0]+n[2]; x++ {
				at := y*s.width + x
				if x >= s.width || at >= len(s.levels) || s.levels[at] != render.Outside {
					t.Fatalf("the pixel %d, %d is drawn twice, or none", x, y)
				}
				s.levels[at] = level
			}
		}
	}
}

// sceneOf is the scene of a picture that can be drawn.
func sceneOf(t fataler, p Picture) *scene {
	t.Helper()
	s, err := p.scene()
	if err != nil {
		t.Fatalf("compose: %v", err)
	}
	return s
}

// gridOf is the grid of its map.
func gridOf(t fataler, p Picture) render.Grid {
	t.Helper()
	p, err := p.ready()
	if err != nil {
		t.Fatalf("compose: %v", err)
	}
	l := p.newLayout()
	return l.grid
}

func TestADecoderTellsAllLevelsApart(t *testing.T) {
	for _, ramp := range render.Ramps() {
		for _, dark := range []bool{true, false} {
			l := legibleFor(Picture{Dark: dark, Ramp: ramp})
			if len(l.fills)+len(l.strokes) != render.Levels {
				t.Errorf("%s, dark %t: %d fills and %d strokes", ramp, dark, len(l.fills), len(l.strokes))
			}
			for c := range l.strokes {
				if _, same := l.fills[c]; same {
					t.Errorf("%s, dark %t: the strokes %v are a fill as well", ramp, dark, fmt.Sprint(c))
				}
			}
		}
	}
}
