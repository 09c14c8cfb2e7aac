package formats

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/klauspost/compress/gzip"
	"golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"

	"cbtmap/fetch/extent"
	"cbtmap/fetch/fault"
)

// agrees compares a map with the disk that it should be of, unit by unit.
func agrees(t *rapid.T, got *extent.Map, m model) {
	if got.Capacity() != m.capacity {
		t.Fatalf("capacity %d, want %d", got.Capacity(), m.capacity)
	}
	for i, s := range m.states {
		sum := got.Sum(int64(i)*m.unit, int64(i+1)*m.unit)
		want := extent.Sum{Known: m.unit}
		switch s {
		case changed:
			want.Changed = m.unit
		case unknown:
			want.Known = 0
		}
		if sum != want {
			t.Fatalf("unit %d: %+v, want %+v", i, sum, want)
		}
	}
}

// packings are what may have been done to a file on its way.
var packings = map[string]func(string) []byte{
	"plain": func(s string) []byte { return []byte(s) },
	"gzip":  packed,
	"two members": func(s string) []byte {
		return append(packed(s[:len(s)/2]), packed(s[len(s)/2:])...)
	},
	"UTF-8 with a mark": func(s string) []byte { return []byte("\xef\xbb\xbf" + s) },
	"UTF-16LE":          func(s string) []byte { return utf16(unicode.LittleEndian, s) },
	"UTF-16LE, no mark": func(s string) []byte { return utf16(unicode.LittleEndian, s)[2:] },
	"UTF-16BE, no mark": func(s string) []byte { return utf16(unicode.BigEndian, s)[2:] },
	"UTF-16BE, gzip":    func(s string) []byte { return packed(string(utf16(unicode.BigEndian, s))) },
}

func packed(s string) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write([]byte(s))
	_ = z.Close()
	return b.Bytes()
}

func utf16(order unicode.Endianness, s string) []byte {
	b, err := unicode.UTF16(order, unicode.UseBOM).NewEncoder().Bytes([]byte(s))
	if err != nil {
		panic(err)
	}
	return b
}

// What is written in any way that a format allows is read as it was meant, however
// the bytes are packed and arrive.
func TestReadsWhatWasMeant(t *testing.T) {
	for id, print := range prints {
		t.Run(id, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				states := []state{changed, unchanged}
				if print.unknown {
					states = append(states, unknown)
				}
				m := drawModel(t, print.unit, states...)
				text := print.text(printer{t}, m)
				given := m.capacity
				if id == "ebs" {
					m.capacity, given = 1<<30, 0
				}
				if strings.TrimSpace(text) == "" || !strings.Contains(text, "{") {
					return // nothing is known of the disk: no file would say so
				}
				how := rapid.SampledFrom(slices.Sorted(keys(packings))).Draw(t, "packing")
				var r io.Reader = bytes.NewReader(packings[how](text))
				if rapid.Bool().Draw(t, "slowly") {
					r = iotest.OneByteReader(r)
				}
				got, err := read(r, Options{Capacity: given})
				if err != nil || got.r.Format().ID != id {
					t.Fatalf("%s: %v", text, err)
				}
				agrees(t, got.m, m)
				for _, n := range got.r.Notes() {
					if id == "ebs" && n.Detail == pagesUnnumbered {
						continue
					}
					t.Fatalf("%s: %+v", text, n)
				}
			})
		})
	}
}

func keys[V any](m map[string]V) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// partOf checks what was read of a part of a file against what all of it says:
// nothing is known that was not, and no change is lost in what is known.
func partOf(t *testing.T, what string, part, all contents) {
	t.Helper()
	for _, k := range known(part.m) {
		sum := all.m.Sum(k.Start, k.End())
		if sum.Known != k.Length {
			t.Fatalf("%s: knows of %v, which the whole file does not", what, k)
		}
		if part.m.Sum(k.Start, k.End()) != sum {
			t.Fatalf("%s: %+v in %v, and %+v in the whole file", what, part.m.Sum(k.Start, k.End()), k, sum)
		}
	}
}

// endsAnywhere are samples of several documents, which nothing tells from fewer of
// them.
var endsAnywhere = []string{"csi-grpc.json"}

// A file that was cut off says so, and is believed up to there.
func TestCutAnywhere(t *testing.T) {
	files, err := filepath.Glob("testdata/samples/*.json")
	if err != nil || len(files) < 15 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, gz := range []bool{false, true} {
			whole := b
			if gz {
				whole = packed(string(b))
			}
			all, err := read(bytes.NewReader(whole), Options{})
			if err != nil {
				t.Fatal(err)
			}
			for n := range len(whole) {
				part, err := read(bytes.NewReader(whole[:n]), Options{})
				if err != nil && fault.Of(err).Advice == "" {
					t.Fatalf("%s cut at %d: %+v", file, n, fault.Of(err))
				}
				var unrecognised *UnknownError
				if err != nil && !errors.As(err, &unrecognised) && !errors.Is(err, io.ErrUnexpectedEOF) {
					t.Fatalf("%s cut at %d: %v", file, n, err)
				}
				if part.m == nil || err == nil && slices.Contains(endsAnywhere, filepath.Base(file)) {
					continue
				}
				partOf(t, file, part, all)
			}
		}
	}
}

// A file that says nothing of the disk says that it does not.
func TestSilent(t *testing.T) {
	for text, silent := range map[string]bool{
		"0 + 1\n0 1024 ?\n":                                 true,
		`{"startOffset":0,"length":0}`:                      true,
		`[{"offset":0,"length":1024,"type":0}]`:             true,
		"0 + 1\n0 512 ?\n512 512 -\n":                       false,
		`{"startOffset":512,"length":1,"changedArea":null}`: false,
	} {
		got, err := readText(text, Options{Capacity: 1024})
		if err != nil || slices.Contains(kindsOf(got.r.Notes()), Silent) != silent {
			t.Errorf("%s: %v, %v", text, err, got.r.Notes())
		}
	}
}

// An error promises to show what comes before it only if there is something.
func TestMeaning(t *testing.T) {
	for text, shown := range map[string]bool{
		rbdText(0, 512, 1024, 512)[:60]:           true,
		rbdText(0, 512)[:30]:                      false,
		rbdText(1024, 512, 0, 512, 600, 10)[:100]: false,
		"0 + 1\n0 512 ?\n512 51":                  false,
		"0 + 1\n0 512 +\n512 51":                  true,
		"start,length\nx,y\n":                     false,
	} {
		_, err := readText(text, Options{})
		if f := fault.Of(err); err == nil || strings.Contains(f.Meaning, "is shown") != shown {
			t.Errorf("%s: %+v", text, f)
		}
	}
}

// One byte that is another, anywhere: a file may say something else then, but it
// never breaks the rules of a Reader.
func TestWrongByteAnywhere(t *testing.T) {
	files, err := filepath.Glob("testdata/samples/*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for i := range b {
			c := `]"-9`[i%4]
			if c == b[i] {
				continue
			}
			wrong := slices.Clone(b)
			wrong[i] = c
			obeys(t, wrong, 0)
		}
	}
}
