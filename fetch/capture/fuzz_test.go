package capture

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"reflect"
	"testing"
)

// FuzzReader reads any text: it never panics, says what is wrong, keeps within
// the file's bounds, and what it reads can be written and then reads as the same.
func FuzzReader(f *testing.F) {
	h, pages, end := full()
	file, err := packed(h, pages, end)
	if err != nil {
		f.Fatal(err)
	}
	text, err := unpacked(file)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	lines := bytes.SplitAfter(text, []byte("\n"))
	f.Add(bytes.Join(lines[:len(lines)-2], nil))
	f.Add([]byte(first + "\n {\"extents\":[0,1,2,3],\"x\":null,\"length\":99,\"start\":7,\"unit\":3}\n{}\n"))
	f.Add([]byte(first + "\n{\"start\":0,\"length\":9223372036854775807,\"unit\":4611686018427387904,\"extents\":[0,1]}\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		survive(t, text)
		sum := sha256.Sum256(text)
		survive(t, fmt.Appendf(bytes.Clone(text), `{"footer":{"pages":1,"extents":1,"sha256":"%x"}}`, sum))
	})
}

// survive reads a text, and what it is read as.
func survive(t *testing.T, text []byte) {
	r, err := NewReader(bytes.NewReader(text))
	if err != nil {
		if r != nil {
			t.Fatal("a reader with an error")
		}
		return
	}
	got := drained(r)
	inBounds(t, text, got)
	if (r.Cut() == nil) && !got.ended || r.Damaged() && r.Cut() == nil {
		t.Fatalf("ended %v, cut %v, damaged %v", got.ended, r.Cut(), r.Damaged())
	}
	file, err := packed(got.header, got.pages, got.footer)
	if err != nil {
		t.Fatal(err)
	}
	if r, err = opened(file); err != nil {
		t.Fatal(err)
	}
	second := drained(r)
	if r.Cut() != nil || !reflect.DeepEqual(second.header, got.header) {
		t.Fatalf("%v:\n%+v\n%+v", r.Cut(), got.header, second.header)
	}
	got.footer.Pages, got.footer.Extents = second.footer.Pages, second.footer.Extents // counted anew
	if !reflect.DeepEqual(second.footer, got.footer) {
		t.Fatalf("%+v\n%+v", got.footer, second.footer)
	}
	capacity := max(got.header.Capacity, 1<<62)
	a, err := mapOf(capacity, got.pages)
	if err != nil {
		t.Fatal(err)
	}
	if b, err := mapOf(capacity, second.pages); err != nil || !alike(a, b) {
		t.Fatalf("%v: %v\n%v", err, got.pages, second.pages)
	}
}

// inBounds says that pages are sound and no more than the text can hold.
func inBounds(t *testing.T, text []byte, c contents) {
	if n := count(c.pages); n > len(text)/2 {
		t.Fatalf("%d extents from %d bytes", n, len(text))
	}
	for _, p := range c.pages {
		if p.Start < 0 || p.Length < 0 || p.End()-p.Length != p.Start || c.header.Capacity > 0 && p.End() > c.header.Capacity {
			t.Fatalf("page %v on a disk of %d bytes", p, c.header.Capacity)
		}
		for at, i := p.Start, 0; i < len(p.Extents); i++ {
			e := p.Extents[i]
			if e.Start < at || e.Length <= 0 || e.End() > p.End() {
				t.Fatalf("extent %v of page %v", e, p)
			}
			at = e.End()
		}
	}
}

// FuzzAnonymizer takes the names out of any sentence, and what it makes stays.
func FuzzAnonymizer(f *testing.F) {
	for _, s := range sentences {
		f.Add(s, "sql01", "[ds1] sql01/sql01.vmdk")
	}
	f.Add("\U000F0000 \U000FFFFD [", "a", "[")
	f.Fuzz(func(t *testing.T, sentence, name, file string) {
		a := NewAnonymizer(Header{VM: VM{Name: name}, Disk: Disk{File: file, Volumes: []string{name}}, Checks: []Check{{Found: sentence}}})
		h := a.Header()
		if again := tidyHeader(h); !reflect.DeepEqual(again, h) {
			t.Fatalf("%+v becomes %+v", h, again)
		}
		if f := a.Footer(Footer{Findings: []Finding{{Detail: sentence}}}); f.Findings[0].Detail != h.Checks[0].Found {
			t.Fatalf("%q, then %q", h.Checks[0].Found, f.Findings[0].Detail)
		}
	})
}
