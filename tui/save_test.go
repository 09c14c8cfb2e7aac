package tui_test

import (
	"context"
	"io/fs"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"cbtmap/fetch"
	"cbtmap/fetch/extent"
	"cbtmap/tui"
	"cbtmap/tui/drive"
)

// The name that is offered is one on any system, whatever the file was called.
func TestSuggestedNames(t *testing.T) {
	for name, want := range map[string]string{
		"/a/b.json":          "b.cbtmap",
		"/a/x y/Zeile Ü.csv": "zeile-ü.cbtmap",
		"../../etc/..":       "map.cbtmap",
		"/a/图.json":          "map.cbtmap",
		`/a/CON:x:y*"|?.map`: "con-x-y.cbtmap",
		"-":                  "standard-input.cbtmap",
		"/a/night.2.cbtmap":  "night.2-copy.cbtmap",
	} {
		opts := quiet()
		opts.Files = []tui.File{textFile(name, qemuMap(), nil)}
		opts.Save = new(saver).save
		d := drive.New(tui.New(opts), 120, 36)
		d.Settle()
		d.Press("s")
		if !strings.Contains(plain(d), "save as: "+want) {
			t.Errorf("%q is not offered for %q:\n%s", want, name, plain(d))
		}
	}
}

func TestSaveAFile(t *testing.T) {
	var s saver
	opts := quiet()
	opts.Files = []tui.File{textFile("/maps/vm100.json", qemuMap(), nil)}
	opts.Save = s.save
	d := drive.New(tui.New(opts), 120, 36)
	d.Settle()
	d.Press("s")
	contains(t, d, "save as: vm100.cbtmap")
	d.Press("enter")
	contains(t, d, "saved vm100.cbtmap, 12.1 KiB")
	if s.path != "vm100.cbtmap" || s.what.Map.Changed() == 0 || s.what.Name != "/maps/vm100.json" || s.what.Hi != 100<<30 || s.what.Replace {
		t.Errorf("%q, %+v", s.path, s.what)
	}

	// What such a file cannot say is said here.
	s.untold = []string{"that it is old", "that it is odd"}
	d.Press("s", "enter")
	contains(t, d, "saved vm100.cbtmap, 12.1 KiB; it has no place to say that it is old, or that it is odd")

	// Another name and suffix; what is in view goes along, and q is a letter.
	d.Press("+", "+", "s", "ctrl+u")
	d.Type("quick.png")
	d.Press("enter")
	if s.path != "quick.png" || s.what.Hi-s.what.Lo >= 100<<30 {
		t.Errorf("%q, %d to %d", s.path, s.what.Lo, s.what.Hi)
	}

	// A file that is there is replaced only when enter is pressed again.
	s.err = &fs.PathError{Op: "write", Path: "x.cbtmap", Err: fs.ErrExist}
	d.Press("s", "ctrl+u")
	d.Type("x")
	d.Press("enter")
	contains(t, d, "there is a file x.cbtmap already", "press enter again to replace it", "save as: x.cbtmap")
	if s.what.Replace {
		t.Error("it was to be replaced at once")
	}
	s.err = nil
	d.Press("enter")
	contains(t, d, "saved x.cbtmap")
	if !s.what.Replace {
		t.Error("it was not to be replaced")
	}

	s.err = errDisk
	d.Press("s", "ctrl+u")
	d.Type("full.csv")
	d.Press("enter")
	contains(t, d, "no space left on the disk", "save as: full.csv") // another name may do
	times := s.times
	d.Press("esc")
	contains(t, d, "+ - zoom")
	if s.times != times {
		t.Error("esc saved")
	}
}

// half is a Source that answers for the first part of the disk only.
type half struct{ pages }

func (h half) Areas(_ context.Context, offset int64) (extent.Page, error) {
	if offset > 0 {
		return extent.Page{}, errDisk
	}
	return extent.Page{Length: h.cut, Extents: []extent.Extent{{Start: 65536, Length: 65536}}}, nil
}

// What is saved from a server says where it comes from, has the doctor's rows, and
// is called incomplete where it is.
func TestSaveFromAServer(t *testing.T) {
	var s saver
	f := newFake(64<<30, "vm 1/a")
	f.source = half{pages{capacity: 64 << 30, cut: 1 << 30}}
	opts := fakeOptions(f)
	opts.Save = s.save
	opts.Pick = tui.Pick{VM: "vm-1", Disk: "2000", To: "snapshot-2"}
	d := drive.New(tui.New(opts), 120, 36)
	d.Settle()
	d.Press("x", "s")
	contains(t, d, "save as: vm-1-a-hard-disk-1-2026-11-20-2026-11-21.cbtmap")
	d.Press("enter")
	contains(t, d, "what is known so far, marked as incomplete")
	h := s.what.Header
	if h.VM.Name != "vm 1/a" || h.Disk.Label != "Hard disk 1" || h.Capacity != 64<<30 || h.Server.Product != "fake" || h.Interval.ToMoID != "snapshot-2" || h.Taken.IsZero() {
		t.Errorf("%+v", h)
	}
	if len(h.Checks) == 0 || h.Checks[0].Title == "" || h.Checks[0].Result == "" {
		t.Errorf("%+v", h.Checks)
	}
	if len(s.what.Last.Failed) == 0 || s.what.Last.Err == nil || s.what.Audit.Verdict != fetch.Incomplete {
		t.Errorf("%+v, %+v", s.what.Last, s.what.Audit)
	}
	d.Press("s", "ctrl+u")
	d.Type("a.csv")
	d.Press("enter")
	if len(s.what.Header.Checks) > 0 {
		t.Error("a list was held up by the doctor")
	}
}

// The connect screen offers the files of before.
func TestRecentFiles(t *testing.T) {
	opts := quiet()
	opts.Recent = func() []tui.Recent {
		return []tui.Recent{{Path: "/maps/a.cbtmap", Note: "sql01"}, {Path: "/maps/b.json"}}
	}
	asked := ""
	opts.OpenFile = func(path string) tui.File {
		asked = path
		return textFile(path, qemuMap(), nil)
	}
	d := drive.New(tui.New(opts), 120, 36)
	d.Settle()
	contains(t, d, "open a.cbtmap  sql01", "open b.json")
	d.Send(tea.KeyPressMsg{Code: tea.KeyTab, Mod: tea.ModShift}) // the line before the first is the last
	d.Press("enter")
	contains(t, d, "b.json", "complete, trustworthy")
	if asked != "/maps/b.json" {
		t.Errorf("asked for %q", asked)
	}
	d.Press("esc")
	contains(t, d, "open a.cbtmap")
	d.Send(tea.MouseClickMsg{X: 10, Y: 11, Button: tea.MouseLeft})
	d.Settle()
	contains(t, d, "complete, trustworthy")
	if asked != "/maps/a.cbtmap" {
		t.Errorf("asked for %q", asked)
	}
}

// The file that is shown is not replaced by what little could be read of it.
func TestSaveOverABrokenFile(t *testing.T) {
	var s saver
	opts := quiet()
	opts.Files = []tui.File{textFile("cut.json", qemuMap()[:5000], nil)}
	opts.Save = s.save
	d := drive.New(tui.New(opts), 120, 36)
	d.Settle()
	for _, name := range []string{"cut.json", "./cut.json"} {
		d.Press("x", "s", "ctrl+u")
		d.Type(name)
		d.Press("enter")
		contains(t, d, "this is the file that is shown")
		d.Press("esc")
	}
	if s.times > 0 {
		t.Error("it was written over")
	}
	d.Press("s", "enter")
	if s.path != "cut.cbtmap" || !s.what.File {
		t.Errorf("%q", s.path)
	}

	opts.Files = []tui.File{textFile("nothing.txt", "hello", nil)}
	d = drive.New(tui.New(opts), 120, 36)
	d.Settle()
	d.Press("s")
	contains(t, d, "there is nothing to save")
}

// On the smallest screen the line with the focus can be seen.
func TestRecentFilesWithoutRoom(t *testing.T) {
	opts := quiet()
	opts.OpenFile = func(path string) tui.File { return textFile(path, qemuMap(), nil) }
	opts.Recent = func() []tui.Recent {
		return []tui.Recent{{Path: "a.cbtmap"}, {Path: "b.cbtmap"}, {Path: "c.cbtmap"}, {Path: "d.cbtmap"}, {Path: "e.cbtmap"}}
	}
	d := drive.New(tui.New(opts), 40, 12)
	d.Settle()
	contains(t, d, "address")
	for range 10 {
		d.Press("tab")
	}
	contains(t, d, "▌ open e.cbtmap")
	d.Send(tea.MouseClickMsg{X: 10, Y: 9, Button: tea.MouseLeft})
	d.Settle()
	contains(t, d, "d.cbtmap")
}
