package tui_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/exp/golden"

	"cbtmap/fetch/file"
	"cbtmap/tui"
	"cbtmap/tui/drive"
)

// qemuMap is a map of 100 GiB as qemu-img prints it: data in the first of every
// 16 parts of each GiB, and all of the third GiB.
func qemuMap() string {
	var b strings.Builder
	lead := "["
	add := func(start, length int64, data bool) {
		fmt.Fprintf(&b, `%s{ "start": %d, "length": %d, "depth": 0, "present": true, "zero": %t, "data": %t}`, lead, start, length, !data, data)
		lead = ",\n"
	}
	for at := range int64(100) {
		if at == 2 {
			add(at<<30, 1<<30, true)
			continue
		}
		add(at<<30, 1<<26+1<<16, true)
		add(at<<30+1<<26+1<<16, 1<<30-1<<26-1<<16, false)
	}
	return b.String() + "]\n"
}

const rbdDiff = `[{"offset":4194304,"length":4194304,"exists":"true"}]`

// textFile is a file with that text. It counts how often it was opened.
func textFile(name, text string, opened *int) tui.File {
	return tui.File{Name: name, Open: func(ctx context.Context) (*file.Load, error) {
		if opened != nil {
			*opened++
		}
		return file.Open(ctx, strings.NewReader(text), file.Options{Every: 1, Size: int64(len(text))})
	}}
}

func openFiles(width, height int, files ...tui.File) *drive.Driver {
	opts := quiet()
	opts.Files = files
	d := drive.New(tui.New(opts), width, height)
	d.Settle()
	return d
}

func TestFileScreens(t *testing.T) {
	whole := textFile("/maps/vm100.json", qemuMap(), nil)
	cut := textFile("/maps/cut.json", qemuMap()[:9000], nil)
	prose := textFile("/maps/prose.txt", "hello", nil)
	rbd := textFile("rbd.json", rbdDiff, nil)
	for _, screen := range []struct {
		name  string
		files []tui.File
		keys  []string
	}{
		{"file", []tui.File{whole}, nil},
		{"file-cut", []tui.File{cut}, []string{"x"}},
		{"file-nocapacity", []tui.File{rbd}, []string{"x"}},
		{"file-prose", []tui.File{prose}, nil},
		{"file-says", []tui.File{rbd}, []string{"i"}},
		{"files", []tui.File{whole, cut, prose, rbd}, []string{"down", "down"}},
	} {
		for _, size := range sizes {
			t.Run(fmt.Sprintf("%s-%dx%d", screen.name, size[0], size[1]), func(t *testing.T) {
				d := openFiles(size[0], size[1], screen.files...)
				d.Press(screen.keys...)
				golden.RequireEqual(t, plain(d))
			})
		}
	}
}

// A file is explored like a disk of a server, and esc leads to where another can
// be chosen.
func TestExploreAFile(t *testing.T) {
	opened := 0
	d := openFiles(120, 36, textFile("a.json", qemuMap(), &opened), textFile("b.json", rbdDiff, nil))
	contains(t, d, "Which file?", "qemu-img map", "rbd diff")
	opened = 0
	d.Press("enter")
	contains(t, d, "a.json", "complete, trustworthy", "7.2 GiB of 100 GiB", "99 extents")
	d.Press("n", "n")
	contains(t, d, "cursor 2.00 GiB")
	d.Press("p")
	contains(t, d, "comes from a file")
	d.Press("r")
	contains(t, d, "nothing is missing")
	d.Press("esc")
	contains(t, d, "Which file?")
	d.Press("enter")
	contains(t, d, "cursor 2.00 GiB") // it is as it was
	if opened != 1 {
		t.Errorf("opened %d times", opened)
	}
	d.Press("esc", "down", "enter", "x")
	contains(t, d, "b.json", "size not known", "≥ 4 MiB of at least 8 MiB")
	d.Press("tab")
	contains(t, d, "rbd diff:")
	d.Press("tab", "esc", "esc")
	contains(t, d, "Connect to a vCenter")
}

// contains fails the test unless the screen shows all of the texts.
func contains(t *testing.T, d *drive.Driver, texts ...string) {
	t.Helper()
	screen := plain(d)
	for _, text := range texts {
		if !strings.Contains(screen, text) {
			t.Fatalf("%q is not on the screen:\n%s", text, screen)
		}
	}
}

// A file that was not whole is read again: it may have grown since.
func TestReadAFileAgain(t *testing.T) {
	text := qemuMap()[:5000]
	f := tui.File{Name: "grows.json", Open: func(ctx context.Context) (*file.Load, error) {
		return file.Open(ctx, strings.NewReader(text), file.Options{Every: 1})
	}}
	d := openFiles(120, 36, f)
	contains(t, d, "incomplete", "in the middle of its contents")
	text = qemuMap()
	d.Press("r")
	contains(t, d, "complete, trustworthy", "of 100 GiB")
}

// While a file arrives the map shows what has come of it: also where its disk
// turns out to be larger with each part.
func TestFileArrives(t *testing.T) {
	in, out := io.Pipe()
	f := tui.File{Name: "-", Open: func(ctx context.Context) (*file.Load, error) { return file.Open(ctx, in, file.Options{Every: 1}) }}
	text := qemuMap()
	go func() {
		_, _ = io.WriteString(out, text)
		_ = out.Close()
	}()
	opts := quiet()
	opts.Files = []tui.File{f}
	d := drive.New(tui.New(opts), 120, 36)
	d.Settle()
	contains(t, d, "standard input", "complete, trustworthy", "of 100 GiB")
}

// A file may arrive before the size of the terminal does, or where there is no
// room to draw it: then nothing is arranged yet.
func TestFileBeforeThereIsRoom(t *testing.T) {
	for _, size := range [][2]int{{0, 0}, {30, 8}} {
		d := openFiles(size[0], size[1], textFile("a.json", qemuMap(), nil))
		d.Send(tea.WindowSizeMsg{Width: 120, Height: 36})
		d.Settle()
		contains(t, d, "a.json", "complete, trustworthy", "7.2 GiB of 100 GiB")
		d.Press("0")
		contains(t, d, "this is the whole disk")
	}
}

// A map that is taken back is not drawn.
func TestUnsoundFileIsNotShown(t *testing.T) {
	const unsorted = "start,length\n1048576,65536\n0,65536\n2097152,oops\n"
	d := openFiles(120, 36, textFile("x.csv", unsorted, nil))
	contains(t, d, "line 4", "nothing is known")
}

// A long list of files is narrowed by words, as the other lists are.
func TestFilterFiles(t *testing.T) {
	d := openFiles(100, 30, textFile("monday.json", qemuMap(), nil), textFile("tuesday.json", qemuMap(), nil), textFile("rbd.json", rbdDiff, nil))
	d.Press("/")
	d.Type("q day") // q is a letter here, and qemu-img one of the formats
	contains(t, d, "monday.json", "tuesday.json", "2 of 3 files")
	if strings.Contains(plain(d), "rbd.json") {
		t.Fatalf("rbd.json is still there:\n%s", plain(d))
	}
	d.Press("enter", "down", "enter")
	contains(t, d, "tuesday.json", "complete, trustworthy")
	d.Press("esc", "esc")
	contains(t, d, "rbd.json")
	d.Press("/")
	d.Type("nothing like it")
	contains(t, d, "no file has that in its name")
	d.Press("enter", "enter", "down", "esc")
	contains(t, d, "monday.json", "rbd.json")
}

// A look into a pipe would take away what the map is made of.
func TestFilesThatCanBeReadOnce(t *testing.T) {
	opened := 0
	pipe := textFile("/dev/fd/63", qemuMap()[:5000], &opened)
	pipe.Once = true
	d := openFiles(120, 36, pipe, textFile("rbd.json", rbdDiff, nil))
	contains(t, d, "a pipe", "rbd diff")
	if opened != 0 {
		t.Fatal("it was looked into")
	}
	d.Press("enter")
	contains(t, d, "in the middle of its contents")
	d.Press("r")
	contains(t, d, "can be read only once")
	if opened != 1 {
		t.Errorf("opened %d times", opened)
	}
}

// A file of which nothing can be shown is left in the list, with the reason.
func TestFilesThatCannotBeOpened(t *testing.T) {
	d := openFiles(100, 30, textFile("prose.txt", "hello", nil), textFile("rbd.json", rbdDiff, nil))
	d.Press("enter")
	contains(t, d, "Which file?", "it begins with")
	d.Press("down", "enter")
	contains(t, d, "size not known")
}

// While a file is read that does not say how large its disk is, its totals are no
// more than what has come.
func TestTotalsWhileAFileIsRead(t *testing.T) {
	opts := quiet()
	list := "start,length\n"
	for i := range 10_000 {
		list += fmt.Sprintf("%d,65536\n", i*131072)
	}
	opts.Files = []tui.File{textFile("list.csv", list, nil)}
	d := drive.New(tui.New(opts), 120, 36)
	seen := false
	for d.Step() {
		if screen := plain(d); strings.Contains(screen, " extent") && strings.Contains(screen, "reading") {
			seen = true
			if !strings.Contains(screen, "≥ ") {
				t.Fatalf("no ≥ on the screen:\n%s", screen)
			}
		}
	}
	if !seen {
		t.Error("nothing was seen of it before its end")
	}
}

// The label of what is allocated is whole, however short the addresses beside it.
func TestAllocatedOfASmallDisk(t *testing.T) {
	for _, rest := range []int64{1 << 20, 256 << 20, 400 << 20, 999_934_464, 8 << 30, 9 << 40} {
		small := fmt.Sprintf(`[{"start":0,"length":65536,"depth":0,"present":true,"zero":false,"data":true},`+
			`{"start":65536,"length":%d,"depth":0,"present":true,"zero":true,"data":false}]`, rest)
		for _, size := range [][2]int{{120, 36}, {80, 24}, {40, 12}} {
			d := openFiles(size[0], size[1], textFile("small.json", small, nil))
			d.Settle()
			d.Press("x")
			if s := plain(d); !strings.Contains(s, "allocated 64 KiB") {
				t.Errorf("%d bytes, %v:\n%s", rest, size, s)
			}
		}
	}
}

var errDisk = errors.New("no space left on the disk")

// saver is a Save that remembers what it was given.
type saver struct {
	path   string
	what   tui.Saving
	untold []string
	err    error
	times  int
}

func (s *saver) save(_ context.Context, path string, what tui.Saving) (tui.Saved, error) {
	s.path, s.what = path, what
	s.times++
	return tui.Saved{Size: 12345, Untold: s.untold}, s.err
}
