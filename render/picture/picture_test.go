package picture

import (
	"bytes"
	"errors"
	"io"
	"runtime"
	"strings"
	"sync"
	"testing"

	"cbtmap/fetch/extent"
	"cbtmap/render"
)

// writers are both ways to write a picture.
var writers = map[string]func(Picture, io.Writer) error{"PNG": Picture.WritePNG, "SVG": Picture.WriteSVG}

func TestWhatCannotBeDrawnIsSaid(t *testing.T) {
	m := extent.New(tib)
	var size *SizeError
	var view *RangeError
	for _, c := range []struct {
		p    Picture
		as   any
		says string
	}{
		{Picture{}, nil, "no change map"},
		{Picture{Map: m, Width: 319, Height: 200}, &size, "319 × 200"},
		{Picture{Map: m, Width: 320, Height: 199}, &size, "between 320 × 200 and 16384 × 16384"},
		{Picture{Map: m, Width: 16385, Height: 800}, &size, "16385"},
		{Picture{Map: m, Width: 800, Height: 1 << 62}, &size, "choose a size"},
		{Picture{Map: m, Width: -1, Height: -1}, &size, "-1 × -1"},
		{Picture{Map: m, Width: 1}, &size, "1 × 800"},
		{Picture{Map: m, Lo: tib}, &view, "choose a range"},
		{Picture{Map: m, Lo: -1, Hi: gib}, &view, "from -1"},
		{Picture{Map: m, Lo: gib, Hi: gib}, &view, "1073741824"},
		{Picture{Map: m, Hi: -1}, &view, "-1"},
		{Picture{Map: extent.New(0), Lo: 1}, &view, "0 bytes"},
	} {
		for name, write := range writers {
			var out bytes.Buffer
			err := write(c.p, &out)
			if err == nil || !strings.Contains(err.Error(), c.says) || c.as != nil && !errors.As(err, c.as) {
				t.Errorf("%s of %+v: %v, want %q", name, c.p, err, c.says)
			}
			if out.Len() > 0 {
				t.Errorf("%s of %+v: something was written", name, c.p)
			}
		}
	}
	if err := (Picture{}).WritePNG(io.Discard); !errors.Is(err, ErrNoMap) {
		t.Errorf("without a map: %v", err)
	}
}

func TestAViewReachesToTheEndAtMost(t *testing.T) {
	m := extent.New(tib)
	for _, hi := range []int64{0, tib, 5 * tib} {
		if g := gridOf(t, Picture{Map: m, Hi: hi}); !g.Whole() {
			t.Errorf("to %d: the view is [%d, %d)", hi, g.Start(), g.End())
		}
	}
}

// fullDisk takes some bytes and no more.
type fullDisk struct{ room int }

var errFull = errors.New("no space left")

func (d *fullDisk) Write(p []byte) (int, error) {
	if len(p) > d.room {
		return 0, errFull
	}
	d.room -= len(p)
	return len(p), nil
}

func TestAWriterMayFail(t *testing.T) {
	p := example(database(t, 1000))
	for name, write := range writers {
		for _, room := range []int{0, 100, 5000} {
			if err := write(p, &fullDisk{room}); !errors.Is(err, errFull) {
				t.Errorf("%s, after %d bytes: %v", name, room, err)
			}
		}
	}
}

// The same picture is the same bytes, also where others are drawn at once.
func TestTheSamePictureIsTheSameBytes(t *testing.T) {
	part, failed := partly(t)
	for name, write := range writers {
		var files [4]bytes.Buffer
		var all sync.WaitGroup
		for i := range files {
			p := example(part.Snapshot())
			p.Failed, p.Width, p.Height = failed, 500, 400
			all.Go(func() {
				if err := write(p, &files[i]); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		for i := range files {
			if !bytes.Equal(files[i].Bytes(), files[0].Bytes()) {
				t.Errorf("%s: the files differ", name)
			}
		}
	}
}

// What an interval's extents are is the caller's word.
func TestTheNounIsTheCallers(t *testing.T) {
	p := example(database(t, 100))
	p.Rule = render.Touched
	for noun, want := range map[string]string{"": "changed", "allocated": "allocated"} {
		p.Noun = noun
		words := parseSVG(t, p, sceneOf(t, p)).words
		all := strings.Join(words, "\n")
		if !strings.Contains(all, "share that is "+want) || !strings.Contains(all, "\n"+want+"\n") {
			t.Errorf("noun %q: the words are\n%s", noun, all)
		}
	}
}

// The largest picture, which would fill a quarter of a GiB, takes no more than is
// promised, even if none of it were given back.
func TestMemoryIsBounded(t *testing.T) {
	p := example(database(t, 1000))
	p.Width, p.Height, p.Hilbert = MostWidth, MostHeight, true
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	s := sceneOf(t, p)
	r, err := newRaster(s)
	if err != nil {
		t.Fatal(err)
	}
	for y := 0; y < s.height; y += 16 * bandRows {
		r.ColorIndexAt(0, y)
	}
	if err := s.writeSVG(io.Discard); err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	if n := (after.TotalAlloc - before.TotalAlloc) >> 20; n >= 64 {
		t.Errorf("%d MiB", n)
	}
}

// A map without a gap may be a part of a disk all the same, and says so at any size.
func TestAPartIsCalledOne(t *testing.T) {
	const why = "nobody said how large the disk is"
	part, _ := partly(t)
	for name, c := range map[string]struct {
		m    *extent.Map
		why  string
		says []string
	}{
		"no gap":    {database(t, 100), why, []string{"incomplete", why}},
		"gaps":      {part, "", []string{"incomplete", "of the disk is not known"}},
		"both":      {part, why, []string{"incomplete", "of the disk is not known", why}},
		"all there": {database(t, 100), "", nil},
	} {
		for _, size := range [][2]int{{0, 0}, {400, 260}, {LeastWidth, LeastHeight}} {
			p := example(c.m)
			p.Partial, p.Width, p.Height = c.why, size[0], size[1]
			s := sceneOf(t, p)
			words := strings.Join(parseSVG(t, p, s).words, "\n")
			for _, say := range c.says {
				if !strings.Contains(words, say) || !strings.Contains(s.desc, say) {
					t.Errorf("%s, %v: no %q in\n%s", name, size, say, words)
				}
			}
			if c.says == nil && strings.Contains(words, "incomplete") {
				t.Errorf("%s: incomplete in\n%s", name, words)
			}
		}
	}
}

// A file was not asked: what is not known has the caller's word.
func TestTheWordForTheUnknownIsTheCallers(t *testing.T) {
	part, _ := partly(t)
	for word, want := range map[string]string{"": "not asked", "not known": "not known"} {
		p := example(part)
		p.Unknown = word
		words := "\n" + strings.Join(parseSVG(t, p, sceneOf(t, p)).words, "\n") + "\n"
		if !strings.Contains(words, "\n"+want+"\n") {
			t.Errorf("no %q in\n%s", want, words)
		}
	}
}
