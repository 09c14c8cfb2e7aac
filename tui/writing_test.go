package tui_test

import (
	"context"
	"io/fs"
	"sync/atomic"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"cbtmap/fetch/vcenter"
	"cbtmap/tui"
	"cbtmap/tui/drive"
)

// wrote is a Save that can be given up, and whose files may be there already.
type wrote struct {
	names []string
	err   error
}

func (w *wrote) save(ctx context.Context, path string, _ tui.Saving) (tui.Saved, error) {
	if err := ctx.Err(); err != nil {
		return tui.Saved{}, err
	}
	if w.err == nil {
		w.names = append(w.names, path)
	}
	return tui.Saved{Size: 1}, w.err
}

// whileSaving starts on a whole disk, and presses keys while a file is written.
func whileSaving(t *testing.T, w *wrote, keys ...string) *drive.Driver {
	t.Helper()
	d, _ := inParts(t, 0, w.save)
	d.Settle()
	d.Press("s", "ctrl+u", "a")
	send(d, "enter")
	send(d, keys...)
	if d.Quit {
		t.Fatalf("%q leaves while the file is written", keys)
	}
	return d
}

func unsaved(d *drive.Driver) string { return d.Model.(*tui.Model).Unsaved() }

// Leaving waits for the file that is being written, and says so.
func TestLeavingWhileSaving(t *testing.T) {
	var w wrote
	d := whileSaving(t, &w, "q")
	contains(t, d, "leaving as soon as a.cbtmap is written", "press q again to leave without it, or esc to stay")
	send(d, "s", "x", "?")
	contains(t, d, "leaving as soon as a.cbtmap is written")
	d.Settle()
	if !d.Quit || len(w.names) != 1 || unsaved(d) != "" {
		t.Errorf("left: %v, written: %q, unsaved: %q", d.Quit, w.names, unsaved(d))
	}
}

func TestStayingWhileSaving(t *testing.T) {
	var w wrote
	d := whileSaving(t, &w, "q", "esc")
	d.Settle()
	contains(t, d, "saved a.cbtmap, 1 B")
	if d.Quit {
		t.Error("it was left")
	}
	d.Press("q")
	if !d.Quit {
		t.Error("it cannot be left")
	}
}

// Whoever quits twice gives the file up, and the program says so after its end.
func TestGivingUpASave(t *testing.T) {
	var w wrote
	d := whileSaving(t, &w, "q", "q")
	d.Settle()
	if !d.Quit || len(w.names) > 0 || unsaved(d) != "a.cbtmap" {
		t.Errorf("left: %v, written: %q, unsaved: %q", d.Quit, w.names, unsaved(d))
	}

	w = wrote{}
	d = whileSaving(t, &w)
	send(d, "ctrl+c")
	if unsaved(d) != "a.cbtmap" {
		t.Error("ctrl+c does not give the file up")
	}
	d.Settle() // its command comes too late
	if len(w.names) > 0 {
		t.Errorf("%q was written after the end", w.names)
	}
}

// What could not be written keeps the program there: it has to be told.
func TestLeavingWithoutSuccess(t *testing.T) {
	w := wrote{err: errDisk}
	d := whileSaving(t, &w, "q")
	d.Settle()
	contains(t, d, "no space left on the disk", "save as: a")

	w.err = &fs.PathError{Op: "write", Path: "a.cbtmap", Err: fs.ErrExist}
	d.Press("enter")
	w.err = nil
	d.Press("enter")
	contains(t, d, "saved a.cbtmap")
	if d.Quit {
		t.Error("it was left")
	}
}

// silent is a connection whose doctor never answers, and says when it is asked.
type silent struct {
	*fake
	now   *atomic.Bool // from now on
	asked chan struct{}
}

func (s silent) Doctor(ctx context.Context, vm vcenter.Detail, disks []vcenter.Disk, iv *vcenter.Interval) ([]vcenter.Check, error) {
	if s.now.Load() {
		close(s.asked)
		<-ctx.Done()
	}
	return vcenter.Diagnose(vm, disks, iv), ctx.Err()
}

// Whoever leaves does not wait for what a capture may do without.
func TestLeavingDoesNotWaitForTheDoctor(t *testing.T) {
	asked := make(chan struct{})
	var (
		w   wrote
		now atomic.Bool
	)
	opts := fakeOptions(newFake(100<<30, "db01"))
	opts.Demo = func(context.Context) (tui.Connection, error) {
		return silent{newFake(100<<30, "db01"), &now, asked}, nil
	}
	opts.Save = w.save
	opts.Pick = tui.Pick{VM: "db01", Disk: "2000", To: "snapshot-2"}
	d := drive.New(tui.New(opts), 120, 36)
	d.Settle()
	d.Press("s")
	now.Store(true)
	_, write := d.Model.Update(drive.Key("enter"))
	written := make(chan tea.Msg, 1)
	go func() { written <- write() }() // the screens go on meanwhile
	<-asked
	d.Send(drive.Key("q"))
	select {
	case msg := <-written:
		d.Send(msg)
	case <-time.After(5 * time.Second):
		t.Fatal("the file waits for the doctor")
	}
	d.Settle()
	if !d.Quit || len(w.names) != 1 {
		t.Errorf("left: %v, written: %q", d.Quit, w.names)
	}
}
