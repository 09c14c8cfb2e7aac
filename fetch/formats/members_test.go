package formats

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"cbtmap/fetch/fault"
)

// Zeros behind a packed file say nothing, as gzip has it.
func TestZerosBehindAPackedFile(t *testing.T) {
	d := disk{}.then(512, unchanged).then(512, changed).then(1024, unchanged)
	var capture bytes.Buffer
	if err := carriers[3].write(&capture, d.extentMap()); err != nil {
		t.Fatal(err)
	}
	text := rbdText(512, 512)
	two := append(packed(text[:20]), packed(text[20:])...)
	for name, whole := range map[string][]byte{"a map": packed(text), "a capture": capture.Bytes(), "two members": two, "an empty member": append(packed(text), packed("")...)} {
		for _, zeros := range []int{0, 1, 2, 512, 100_000} {
			got, err := read(bytes.NewReader(append(bytes.Clone(whole), make([]byte, zeros)...)), Options{Capacity: 2048})
			if err != nil {
				t.Errorf("%s and %d zeros: %v", name, zeros, err)
				continue
			}
			sameMap(t, d, got.m)
		}
	}
}

// Anything else behind it is told as what it is, and takes nothing from what is
// unpacked before.
func TestMoreBehindAPackedFile(t *testing.T) {
	whole := packed(rbdText(512, 512))
	for name, more := range map[string]string{"text": "Best regards\n", "zeros and text": "\x00\x00x", "half a magic": "\x1fx"} {
		got, err := read(bytes.NewReader(append(bytes.Clone(whole), more...)), Options{Capacity: 2048})
		if f := fault.Of(err); !errors.Is(err, errNotPacked) || strings.Contains(f.What, "in the middle") || f.Advice == "" || !got.r.Sound() {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got.m == nil || got.m.Changed() != 512 {
			t.Errorf("%s: nothing is shown", name)
		}
	}
	var saved bytes.Buffer
	if err := carriers[3].write(&saved, disk{}.then(512, changed).extentMap()); err != nil {
		t.Fatal(err)
	}
	saved.WriteString("junk\n")
	_, err := read(&saved, Options{})
	f := fault.Of(err)
	if !errors.Is(err, errNotPacked) || strings.Contains(f.What, "damaged") || strings.Contains(f.Meaning, "wrong") || !strings.Contains(f.Advice, "gzip -dc") {
		t.Errorf("a capture: %+v", f)
	}
	for n := range 12 { // of the next member
		got, err := read(bytes.NewReader(append(bytes.Clone(whole), packed("]")[:n]...)), Options{Capacity: 2048})
		if (n == 0) != (err == nil) || !got.r.Sound() {
			t.Errorf("%d bytes of another member: %v", n, err)
		}
	}
}
