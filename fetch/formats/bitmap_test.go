package formats

import (
	"encoding/base64"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// The first block of a byte is its most significant bit.
func TestBitmap(t *testing.T) {
	got, err := readText("gAEAAAAAAAAAAAAAAAAAAP8=\n", Options{}) // 1000 0000  0000 0001  0…  1111 1111
	if err != nil {
		t.Fatal(err)
	}
	sameMap(t, disk{}.then(bitmapBlock, changed).then(14*bitmapBlock, unchanged).then(bitmapBlock, changed).
		then(14*8*bitmapBlock, unchanged).then(8*bitmapBlock, changed), got.m)
	if c, said := got.r.Capacity(); c != 17*8*bitmapBlock || !said {
		t.Errorf("capacity %d, said %t", c, said)
	}
	if kinds := kindsOf(got.r.Notes()); !slices.Equal(kinds, []string{Ambiguous}) {
		t.Errorf("notes %v", kinds)
	}
	const plain = "gAEAAAAAAAAAAAAAAAAAAP8="
	for _, text := range []string{"  " + plain + "  ", "gAEAAAAA\r\nAAAAAAAA\r\nAAAAAP8=\r\n", "gAEAAAAAAAAAAAA\nAAAAAAP8=\n\n"} {
		got, err := readText(text, Options{})
		want, _ := readText(plain, Options{})
		if err != nil || !slices.Equal(slices.Collect(spans(got.m)), slices.Collect(spans(want.m))) {
			t.Errorf("%q: %v", text, err)
		}
	}
	checkRefusals(t, bitmapKind.Name, map[string]refusal{
		"after its end": {strings.Repeat("AAAA", 400) + "AA==AAAA" + strings.Repeat("AAAA", 400), 1, "base64"},
		"cut off":       {strings.Repeat("AAAA", 300) + "AA", 1, "middle of its contents"},
		"other bytes":   {strings.Repeat("AAAA", 400) + "A-_A", 1, "base64"},
	})
	for _, text := range []string{"hello", "star", "hello to the world", "nothing\nbut\nwords\n", "A", "=", "abcd", "short\nmuchlongerthanthat\n"} {
		if got, err := readText(text, Options{}); err == nil {
			t.Errorf("%q is taken for %s", text, got.r.Format().ID)
		}
	}
}

func printBitmap(t *rapid.T, d disk) string {
	bits := make([]byte, (d.capacity()/bitmapBlock+7)/8)
	for _, r := range d {
		for b := r.start / bitmapBlock; r.state == changed && b < (r.start+r.length)/bitmapBlock; b++ {
			bits[b/8] |= 0x80 >> (b % 8)
		}
	}
	text := base64.StdEncoding.EncodeToString(bits)
	width := rapid.SampledFrom([]int{76, 4, 1 << 30}).Draw(t, "width")
	var b strings.Builder
	for len(text) > width {
		b.WriteString(text[:width] + "\n")
		text = text[width:]
	}
	return b.String() + text + "\n"
}

// The bits that fill up the last byte lie past the end of the disk and are no
// areas, unless one of them is set.
func TestBitmapPadding(t *testing.T) {
	const capacity = 241 * 64 * kib
	for text, want := range map[string][]Note{
		"////////////////////////////////////////gA==": nil,
		"////////////////////////////////////////wA==": {{Kind: OutOfRange, Start: capacity, Length: 64 * kib, Count: 1, Detail: pastTheEnd}},
	} {
		got, err := readText(text, Options{Capacity: capacity})
		if err != nil || got.m.Changed() != capacity || !slices.Equal(got.r.Notes(), want) {
			t.Errorf("%s: %v, %d changed, %+v", text, err, got.m.Changed(), got.r.Notes())
		}
	}
	got, err := readText("////////////////////////////////////////gA==", Options{})
	if err != nil || len(got.r.Notes()) != 1 || got.r.Notes()[0].Kind != Ambiguous || got.r.Notes()[0].Count != 1 {
		t.Errorf("%v, %+v", err, got.r.Notes())
	}
}
