package main

import (
	"bytes"
	"image"
	"image/color"
	"image/gif"
	"image/png"
	"slices"
	"strings"
	"testing"
	"time"
)

const cellWidth = 9

func painter(t *testing.T) *Painter {
	t.Helper()
	p, err := NewPainter(cellWidth)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// cellPixels paints one line and returns the pixels of one of its cells.
func cellPixels(t *testing.T, line string, column int) *image.RGBA {
	t.Helper()
	p := painter(t)
	img := p.FromView(line, 10, 1)
	r := p.cellRect(column, 0, 1)
	out := image.NewRGBA(image.Rectangle{Max: r.Size()})
	for y := range r.Dy() {
		for x := range r.Dx() {
			out.Set(x, y, img.At(r.Min.X+x, r.Min.Y+y))
		}
	}
	return out
}

// sketch writes a cell as text: # for ink, . for ground, + for anything between.
func sketch(cell *image.RGBA, ink, ground color.RGBA) string {
	var b strings.Builder
	for y := range cell.Bounds().Dy() {
		for x := range cell.Bounds().Dx() {
			switch cell.RGBAAt(x, y) {
			case ink:
				b.WriteByte('#')
			case ground:
				b.WriteByte('.')
			default:
				b.WriteByte('+')
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func rows(parts ...any) string {
	var b strings.Builder
	for i := 0; i < len(parts); i += 2 {
		b.WriteString(strings.Repeat(parts[i].(string)+"\n", parts[i+1].(int)))
	}
	return b.String()
}

func TestShapesAreExact(t *testing.T) {
	for char, want := range map[string]string{
		" ": rows(".........", 18), "█": rows("#########", 18),
		"▀": rows("#########", 9, ".........", 9), "▄": rows(".........", 9, "#########", 9),
		"▌": rows("#####....", 18), "▐": rows(".....####", 18), "▏": rows("#........", 18),
		"▁": rows(".........", 16, "#########", 2), "▚": rows("#####....", 9, ".....####", 9),
		"─": rows(".........", 8, "#########", 1, ".........", 9), "│": rows("....#....", 18),
		"┌": rows(".........", 8, "....#####", 1, "....#....", 9),
		"┘": rows("....#....", 8, "#####....", 1, ".........", 9),
		"┼": rows("....#....", 8, "#########", 1, "....#....", 9),
		"━": rows(".........", 8, "#########", 2, ".........", 8),
		"░": rows("+++++++++", 18),
	} {
		if got := sketch(cellPixels(t, char, 0), inkColour, groundColour); got != want {
			t.Errorf("%s is\n%s, want\n%s", char, got, want)
		}
	}
}

// Round corners and diagonals go on where straight lines and their like begin.
func TestCurvesMeetTheirNeighbours(t *testing.T) {
	edge := func(cell *image.RGBA, x int) string {
		var b strings.Builder
		for y := range cell.Bounds().Dy() {
			b.WriteByte("#."[map[bool]int{true: 0, false: 1}[cell.RGBAAt(x, y) == inkColour]])
		}
		return b.String()
	}
	line := "╭─╮╰─╯"
	if a, b := edge(cellPixels(t, line, 0), cellWidth-1), edge(cellPixels(t, line, 1), 0); a != b {
		t.Errorf("╭ ends as %s, ─ begins as %s", a, b)
	}
	if a, b := edge(cellPixels(t, line, 5), 0), edge(cellPixels(t, line, 4), cellWidth-1); a != b {
		t.Errorf("╯ begins as %s, ─ ends as %s", a, b)
	}
	corner, upright := cellPixels(t, line, 0), cellPixels(t, "│", 0)
	for x := range cellWidth {
		if a, b := corner.RGBAAt(x, 17), upright.RGBAAt(x, 0); a != b {
			t.Errorf("╭ and │ differ at x %d: %v, %v", x, a, b)
		}
	}
	for _, char := range []string{"╱", "╲", "╳"} {
		if got := sketch(cellPixels(t, char, 0), inkColour, groundColour); !strings.ContainsAny(got, "#+") {
			t.Errorf("%s is empty", char)
		}
	}
	if got := cellPixels(t, "╱", 0); got.RGBAAt(8, 0) == groundColour || got.RGBAAt(0, 17) == groundColour {
		t.Error("╱ does not reach its corners")
	}
}

func TestColoursAndAttributes(t *testing.T) {
	red, blue := color.RGBA{0xff, 0, 0, 0xff}, color.RGBA{0, 0, 0xff, 0xff}
	for line, want := range map[string][2]color.RGBA{ // the upper and the lower half
		"\x1b[38;2;255;0;0;48;2;0;0;255m▀\x1b[m":   {red, blue},
		"\x1b[38;2;255;0;0;48;2;0;0;255;7m▀\x1b[m": {blue, red},
		"\x1b[38;5;196m▄\x1b[m":                    {groundColour, red},
		"\x1b[2m▀\x1b[m":                           {blend(groundColour, inkColour, 128), groundColour},
		"\x1b[48;2;0;0;255m \x1b[m":                {blue, blue},
	} {
		cell := cellPixels(t, line, 0)
		if got := [2]color.RGBA{cell.RGBAAt(4, 0), cell.RGBAAt(4, 17)}; got != want {
			t.Errorf("%q is %v, want %v", line, got, want)
		}
	}
	inked := func(line string) int {
		return strings.Count(sketch(cellPixels(t, line, 0), inkColour, groundColour), ".")
	}
	plain, bold, under := inked("a"), inked("\x1b[1ma\x1b[m"), inked("\x1b[4ma\x1b[m")
	if bold >= plain || under >= plain || plain > 9*18-20 {
		t.Errorf("ground left by a letter %d, bold %d, underlined %d", plain, bold, under)
	}
}

func TestMissingListsWhatTheFontLacks(t *testing.T) {
	p := painter(t)
	fine := "aé→≥·…✓▸╱╳╭█▏⠋ \u200d€"
	if missing := p.Missing(screenOf(fine, 40, 1)); len(missing) != 0 {
		t.Errorf("%q is said to be missing", missing)
	}
	if missing := p.Missing(screenOf("x数x数据", 40, 1)); !slices.Equal(missing, []rune{'据', '数'}) {
		t.Errorf("missing %q", missing)
	}
	if got := sketch(cellPixels(t, "数", 0), inkColour, groundColour); !strings.ContainsAny(got, "#+") {
		t.Error("a missing character is invisible")
	}
}

func TestPicturesAreTheSameEachTime(t *testing.T) {
	encode := func() []byte {
		var buf bytes.Buffer
		if err := png.Encode(&buf, painter(t).FromView("\x1b[1mcbtmap\x1b[m ╱▀ ≥ 41 %", 20, 2)); err != nil {
			t.Fatal(err)
		}
		return buf.Bytes()
	}
	if !bytes.Equal(encode(), encode()) {
		t.Error("two paintings of one screen differ")
	}
	if _, err := NewPainter(3); err == nil {
		t.Error("cells of three pixels are accepted")
	}
}

func TestGIFPlaysBackToItsShots(t *testing.T) {
	p := painter(t)
	var shots []Shot
	for _, view := range []string{"one ▀", "one ▀", "two \x1b[31m▀\x1b[m", "two \x1b[31m▀\x1b[m!"} {
		shots = append(shots, Shot{Image: p.FromView(view, 12, 2), For: 250 * time.Millisecond})
	}
	var buf bytes.Buffer
	if err := EncodeGIF(&buf, shots); err != nil {
		t.Fatal(err)
	}
	g, err := gif.DecodeAll(bytes.NewReader(buf.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(g.Delay, []int{50, 25, 25}) {
		t.Fatalf("delays %v", g.Delay)
	}
	canvas := image.NewRGBA(shots[0].Image.Bounds())
	for i, want := range []*image.RGBA{shots[0].Image, shots[2].Image, shots[3].Image} {
		frame := g.Image[i]
		for y := frame.Rect.Min.Y; y < frame.Rect.Max.Y; y++ {
			for x := frame.Rect.Min.X; x < frame.Rect.Max.X; x++ {
				if c := frame.At(x, y); opaqueAt(c) {
					canvas.Set(x, y, c)
				}
			}
		}
		if !bytes.Equal(canvas.Pix, want.Pix) {
			t.Errorf("frame %d does not play back to its shot", i)
		}
		if i > 0 && frame.Rect == canvas.Rect {
			t.Errorf("frame %d holds the whole picture", i)
		}
	}
	if EncodeGIF(&buf, nil) == nil || EncodeGIF(&buf, []Shot{{Image: canvas}, {Image: image.NewRGBA(image.Rect(0, 0, 1, 1))}}) == nil {
		t.Error("shots that cannot be encoded are accepted")
	}
}

func opaqueAt(c color.Color) bool {
	_, _, _, a := c.RGBA()
	return a > 0
}

// A coloured sample keeps its colour though thousands of shades are more common.
func TestPaletteKeepsFlatColours(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 200, 200))
	for y := range 200 {
		for x := range 200 {
			img.SetRGBA(x, y, color.RGBA{uint8(x), uint8(y), uint8((x*7 + y*3) % 251), 0xff})
		}
	}
	rare := color.RGBA{0x27, 0x69, 0xb7, 0xff}
	fill(img, image.Rect(50, 50, 55, 55), rare)
	palette := sharedPalette([]*image.RGBA{img})
	if len(palette) != 256 || opaqueAt(palette[clearIndex]) {
		t.Fatalf("%d colours, the first %v", len(palette), palette[clearIndex])
	}
	if got := newIndexer(palette).convert(img).At(52, 52); got != rare {
		t.Errorf("the sample has become %v", got)
	}
}
