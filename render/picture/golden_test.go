package picture

import (
	"bytes"
	"flag"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"github.com/charmbracelet/x/exp/golden"
)

// The golden pictures hold the look: a dark one with all that a map can show, and
// a light one of a part of the disk along a curve. They are compared by pixels:
// how these are packed is the business of the library.
func TestGoldenPictures(t *testing.T) {
	part, failed := partly(t)
	dark := example(part)
	dark.Failed, dark.Dark, dark.Width, dark.Height = failed, true, 640, 400
	light := example(part)
	light.Failed, light.Hilbert, light.Width, light.Height = failed, true, 400, 260
	light.Lo, light.Hi = 400*gib, 1000*gib
	for name, p := range map[string]Picture{"dark": dark, "light": light} {
		t.Run(name, func(t *testing.T) {
			var file bytes.Buffer
			if err := p.WritePNG(&file); err != nil {
				t.Fatal(err)
			}
			name := filepath.Join("testdata", name+".png")
			if flag.Lookup("update").Value.String() == "true" {
				if err := os.WriteFile(name, file.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			a, errA := png.Decode(&file)
			b, errB := png.Decode(bytes.NewReader(want))
			if errA != nil || errB != nil || a.Bounds() != b.Bounds() {
				t.Fatalf("%v, %v: the pictures are %v and %v", errA, errB, a.Bounds(), b.Bounds())
			}
			if n := differing(a, b); n > 0 {
				t.Errorf("%d pixels differ from %s", n, name)
			}
		})
	}
}

func TestGoldenShapes(t *testing.T) {
	part, failed := partly(t)
	p := example(part)
	p.Failed, p.Width, p.Height, p.Lo, p.Hi = failed, 400, 260, 400*gib, 1000*gib
	var file bytes.Buffer
	if err := p.WriteSVG(&file); err != nil {
		t.Fatal(err)
	}
	golden.RequireEqual(t, file.String())
}

// differing counts the pixels that differ by more than a step of the edge of a
// letter: processors may round these differently.
func differing(a, b image.Image) int {
	const step = 20
	n := 0
	r := a.Bounds()
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			p, q := opaque(a.At(x, y)), opaque(b.At(x, y))
			if apart(p.R, q.R) > step || apart(p.G, q.G) > step || apart(p.B, q.B) > step {
				n++
			}
		}
	}
	return n
}

func apart(a, b uint8) int { return max(int(a)-int(b), int(b)-int(a)) }
