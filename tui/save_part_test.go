package tui_test

import (
	"context"
	"io/fs"
	"strings"
	"sync/atomic"
	"testing"

	"cbtmap/fetch/extent"
	"cbtmap/tui"
	"cbtmap/tui/drive"
)

// steps is a Source that answers for a part of the disk at a time, up to where it is
// broken.
type steps struct {
	pages
	broken *atomic.Int64
}

func (s steps) Areas(_ context.Context, offset int64) (extent.Page, error) {
	if at := s.broken.Load(); at > 0 && offset >= at {
		return extent.Page{}, errDisk
	}
	return extent.Page{Start: offset, Length: min(s.cut, s.capacity-offset), Extents: []extent.Extent{{Start: offset, Length: 65536}}}, nil
}

// inParts starts on a disk of which a tenth comes at a time, up to where it breaks
// off, and waits for some of it.
func inParts(t *testing.T, until int64, save func(context.Context, string, tui.Saving) (tui.Saved, error)) (*drive.Driver, *atomic.Int64) {
	t.Helper()
	var broken atomic.Int64
	broken.Store(until)
	f := newFake(100<<30, "db01")
	f.source = steps{pages{capacity: 100 << 30, cut: 10 << 30}, &broken}
	opts := fakeOptions(f)
	opts.Save = save
	opts.Pick = tui.Pick{VM: "db01", Disk: "2000", To: "snapshot-2"}
	d := drive.New(tui.New(opts), 120, 36)
	if !d.Until(func(string) bool { s := plain(d); return strings.Contains(s, "30 %") }) {
		t.Fatalf("a part never showed:\n%s", plain(d))
	}
	return d, &broken
}

// send presses keys while the work in the background stands still.
func send(d *drive.Driver, keys ...string) {
	for _, k := range keys {
		d.Send(drive.Key(k))
	}
}

// What is said of a file is true of the file, whatever has come since.
func TestSavedWhileMoreComes(t *testing.T) {
	var s saver
	var d *drive.Driver
	d, _ = inParts(t, 0, func(ctx context.Context, path string, what tui.Saving) (tui.Saved, error) {
		d.Until(func(screen string) bool { return strings.Contains(screen, "trustworthy") }) // all of the disk
		return s.save(ctx, path, what)
	})
	send(d, "s", "enter")
	d.Settle()
	contains(t, d, "marked as incomplete", "trustworthy")
	if s.what.Map.Complete() {
		t.Error("what was saved is all of the disk")
	}
	d.Press("s", "ctrl+u", "a", "enter")
	contains(t, d, "saved a.cbtmap, 12.1 KiB")
	if strings.Contains(plain(d), "incomplete") {
		t.Errorf("all of the disk is called incomplete:\n%s", plain(d))
	}
}

// A part never takes the place of a file, which may be whole: that is said before,
// and another name offered.
func TestAPartReplacesNothing(t *testing.T) {
	there := map[string]bool{"night.png": true, "night.partial.png": true}
	var saved []string
	d, broken := inParts(t, 50<<30, func(_ context.Context, path string, what tui.Saving) (tui.Saved, error) {
		if there[path] && !what.Replace {
			return tui.Saved{}, &fs.PathError{Op: "write", Path: path, Err: fs.ErrExist}
		}
		there[path], saved = true, append(saved, path)
		return tui.Saved{Size: 1}, nil
	})
	d.Settle()
	d.Press("x", "s")
	contains(t, d, "not all of the disk is known")
	d.Press("ctrl+u")
	d.Type("night.png")
	d.Press("enter")
	contains(t, d, "there is a file night.png already", "part", "never replaces", "save as: night.partial.png")
	d.Press("enter")
	contains(t, d, "there is a file night.partial.png already", "save as: night.partial-2.png")
	if len(saved) > 0 {
		t.Fatalf("%q was written over", saved)
	}
	d.Press("enter")
	contains(t, d, "saved night.partial-2.png", "marked as incomplete")

	// The same name once more, with the whole disk known: a whole map may replace it.
	broken.Store(0)
	d.Press("r")
	contains(t, d, "trustworthy")
	d.Press("s", "ctrl+u")
	d.Type("night.png")
	d.Press("enter")
	contains(t, d, "press enter again to replace it")
	d.Press("enter")
	contains(t, d, "saved night.png")
	if strings.Join(saved, " ") != "night.partial-2.png night.png" {
		t.Errorf("%q", saved)
	}
}

// What was asked of a part is not an answer about the whole map: when that has come
// while the name was open, a file is replaced only after the question for that.
func TestAPartThatBecomesWhole(t *testing.T) {
	for name, c := range map[string]struct {
		retyped bool
		asks    string
	}{
		"the name that is offered": {false, "press enter to replace night.png"},
		"the name of the file":     {true, "press enter again to replace it"},
	} {
		t.Run(name, func(t *testing.T) {
			var saved []string
			d, _ := inParts(t, 0, func(_ context.Context, path string, what tui.Saving) (tui.Saved, error) {
				if path == "night.png" && !what.Replace {
					return tui.Saved{}, &fs.PathError{Op: "write", Path: path, Err: fs.ErrExist}
				}
				saved = append(saved, path)
				return tui.Saved{Size: 1}, nil
			})
			send(d, "s", "ctrl+u", "n", "i", "g", "h", "t", ".", "p", "n", "g", "enter")
			wait(t, d, "save as: night.partial.png")
			d.Settle()
			contains(t, d, "trustworthy", "save as: night.partial.png")
			d.Press("backspace", "g") // one types on at its end
			contains(t, d, "save as: night.partial.png")
			if c.retyped {
				d.Press("ctrl+u")
				d.Type("night.png")
			}
			d.Press("enter")
			contains(t, d, c.asks, "save as: night.png")
			if len(saved) > 0 {
				t.Fatalf("%q was written", saved)
			}
			d.Press("enter")
			if strings.Join(saved, " ") != "night.png" {
				t.Errorf("%q", saved)
			}
		})
	}
}
