package capture

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	"cbtmap/fetch/extent"
	"cbtmap/fetch/fault"
)

// odd is a capture of a few pages that do not compress well.
func odd(t *testing.T) (contents, []byte) {
	h, _, f := full()
	random := rand.New(rand.NewPCG(3, 3))
	var pages []extent.Page
	for i := range int64(6) {
		p := extent.Page{Start: i << 26, Length: 1 << 26}
		for at := p.Start; ; {
			e := extent.Extent{Start: at + 1 + random.Int64N(1<<23), Length: 1 + random.Int64N(1<<20)}
			if at = e.End(); at > p.End() {
				break
			}
			p.Extents = append(p.Extents, e)
		}
		pages = append(pages, p)
		f.Extents += int64(len(p.Extents))
	}
	file, err := packed(h, pages, f)
	if err != nil {
		t.Fatal(err)
	}
	f.Pages, f.Extents = len(pages), int64(count(pages))
	return contents{h, pages, f, true}, file
}

// A file that was cut off anywhere gives the pages before the cut and says that
// there were more.
func TestCutAnywhere(t *testing.T) {
	whole, file := odd(t)
	text, err := unpacked(file)
	if err != nil {
		t.Fatal(err)
	}
	most := 0
	for size := range len(file) {
		r, err := opened(file[:size])
		if err == nil {
			most = max(most, cutRight(t, whole, r))
		} else if r != nil || !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Fatalf("the first %d bytes: %v", size, err)
		}
	}
	if most != len(whole.pages) {
		t.Errorf("no file that was cut off has more than %d pages", most)
	}
	begin := bytes.IndexByte(text, '\n') + 1
	for size := range len(text) - 1 { // without the last line end nothing is missing
		r, err := NewReader(bytes.NewReader(text[:size]))
		if (err == nil) != (size >= begin) {
			t.Fatalf("the first %d bytes of the text: %v", size, err)
		}
		if err != nil {
			explained(t, err, CutOff)
			continue
		}
		n := cutRight(t, whole, r)
		if lines := bytes.Count(text[:size+1], []byte("}\n")); n != lines-1 && size+1 < len(text) && text[size] != '\n' {
			t.Fatalf("%d pages of the %d lines in the first %d bytes", n, lines, size)
		}
	}
	if r, err := NewReader(bytes.NewReader(text[:len(text)-1])); err != nil || !reflect.DeepEqual(drained(r), whole) || r.Cut() != nil {
		t.Errorf("without the last line end: %v", err)
	}
}

// cutRight checks what a file gives that was cut off, and returns the number of
// its pages.
func cutRight(t *testing.T, whole contents, r *Reader) int {
	t.Helper()
	c := drained(r)
	if n := len(c.pages); n > len(whole.pages) || n > 0 && !reflect.DeepEqual(c.pages, whole.pages[:n]) {
		t.Fatalf("other pages: %v", c.pages)
	}
	if c.ended { // only the trailer of gzip was cut off
		if r.Cut() != nil || !reflect.DeepEqual(c, whole) {
			t.Fatalf("%v: %+v", r.Cut(), c)
		}
		return len(c.pages)
	}
	explained(t, r.Cut(), CutOff)
	if r.Damaged() {
		t.Fatal("damaged, yet only cut off")
	}
	return len(c.pages)
}

// explained says that an error is of that kind and explains itself.
func explained(t *testing.T, err error, kind string) {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) || e.Kind != kind {
		t.Fatalf("%v is not of kind %s", err, kind)
	}
	if f := fault.Of(err); f.Fault != kind || f.What == "" || f.Advice == "" || strings.ContainsAny(f.What[:1], "TA") || strings.HasSuffix(f.Advice, ".") {
		t.Fatalf("%+v", f)
	}
}

// One flipped bit anywhere in a file is noticed, or harmless.
func TestFlippedBits(t *testing.T) {
	whole, file := odd(t)
	text, err := unpacked(file)
	if err != nil {
		t.Fatal(err)
	}
	footer := bytes.LastIndex(text, []byte(`{"footer"`))
	damaged := 0
	check := func(what string, r *Reader, err error) {
		if err != nil {
			return
		}
		c := drained(r)
		switch {
		case r.Cut() == nil && !reflect.DeepEqual(c, whole):
			t.Fatalf("%s: %+v", what, c)
		case r.Damaged():
			damaged++
		case r.Cut() != nil && len(c.pages) > 0 && !reflect.DeepEqual(c.pages, whole.pages[:len(c.pages)]):
			t.Fatalf("%s is called cut off: %v", what, r.Cut())
		}
	}
	for i := range file {
		bad := bytes.Clone(file)
		bad[i] ^= 1 << (i % 8)
		r, err := opened(bad)
		check(fmt.Sprintf("a bit of byte %d", i), r, err)
	}
	for i := range footer { // gzip looks after the footer itself
		bad := bytes.Clone(text)
		bad[i] ^= 1 << (i % 7)
		r, err := NewReader(bytes.NewReader(bad))
		check(fmt.Sprintf("a bit of byte %d of the text", i), r, err)
	}
	if damaged < len(text)/2 {
		t.Errorf("only %d of %d files are called damaged", damaged, len(file)+footer)
	}
}

// What breaks off below is the end of the file, and Cut says what it was.
func TestReaderBelowFails(t *testing.T) {
	_, file := odd(t)
	text, err := unpacked(file)
	if err != nil {
		t.Fatal(err)
	}
	broken := errors.New("the disk is gone")
	for _, c := range []struct {
		err  error
		kind string
	}{{io.ErrUnexpectedEOF, CutOff}, {fmt.Errorf("unpacking: %w", io.ErrUnexpectedEOF), CutOff}, {broken, Damaged}} {
		below := func(size int) io.Reader {
			return io.MultiReader(bytes.NewReader(text[:size]), iotest.ErrReader(c.err))
		}
		_, err := NewReader(below(10))
		explained(t, err, c.kind)
		r, err := NewReader(below(2000))
		if err != nil {
			t.Fatal(err)
		}
		if n := len(drained(r).pages); n == 0 || n == 6 {
			t.Fatalf("%d pages", n)
		}
		explained(t, r.Cut(), c.kind)
		if !errors.Is(r.Cut(), c.err) {
			t.Errorf("%v is not %v", r.Cut(), c.err)
		}
	}
}

// However the text arrives, it is read the same.
func TestSmallReads(t *testing.T) {
	whole, file := odd(t)
	text, err := unpacked(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, below := range []io.Reader{iotest.OneByteReader(bytes.NewReader(text)), iotest.DataErrReader(bytes.NewReader(text))} {
		r, err := NewReader(below)
		if err != nil {
			t.Fatal(err)
		}
		if c := drained(r); !reflect.DeepEqual(c, whole) || r.Cut() != nil {
			t.Errorf("%v: %+v", r.Cut(), c)
		}
	}
}
