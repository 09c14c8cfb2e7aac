package capture

import (
	"bytes"
	"errors"
	"testing"

	"cbtmap/fetch/extent"
)

// No extent takes more than four bytes on disk, wherever changes lie.
func TestSmallOnDisk(t *testing.T) {
	for _, kind := range []string{"clustered", "uniform", "sparse"} {
		capacity, pages := changes(kind)
		pages = pages[:len(pages)/4]
		if size, n := len(written(t, capacity, pages)), count(pages); size > 4*n || n < 200_000 {
			t.Errorf("%s: %d bytes for %d extents", kind, size, n)
		}
	}
}

// Of a file that nobody closed all can be read that was written before it was
// flushed.
func TestFlushed(t *testing.T) {
	capacity, pages := changes("sparse")
	var b bytes.Buffer
	w, err := NewWriter(&b, Header{Capacity: capacity})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for n == 0 || w.packed > 0 && n < len(pages) {
		if err := w.Page(pages[n]); err != nil {
			t.Fatal(err)
		}
		n++
	}
	if n > flushEvery/8000 {
		t.Errorf("not flushed before page %d", n)
	}
	r, err := opened(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	c := drained(r)
	explained(t, r.Cut(), CutOff)
	if len(c.pages) != n {
		t.Errorf("%d of %d pages", len(c.pages), n)
	}
}

// small is a disk without room for more than that.
type small struct{ room int }

var errFull = errors.New("no space left")

func (s *small) Write(b []byte) (int, error) {
	if s.room -= len(b); s.room < 0 {
		return 0, errFull
	}
	return len(b), nil
}

// What cannot be written is said once, and then again by every call.
func TestDiskFull(t *testing.T) {
	h, pages, f := full()
	file, err := packed(h, pages, f)
	if err != nil {
		t.Fatal(err)
	}
	for room := 0; room < len(file); room += 7 {
		w, err := NewWriter(&small{room}, h)
		if err == nil {
			for _, p := range pages {
				err = w.Page(p)
			}
			if again := w.Close(f); err == nil {
				err = again
			}
			if again := w.Page(extent.Page{}); !errors.Is(again, errFull) {
				t.Fatalf("after it: %v", again)
			}
		}
		if !errors.Is(err, errFull) {
			t.Fatalf("with room for %d of %d bytes: %v", room, len(file), err)
		}
	}
}
