package formats

import (
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"cbtmap/fetch/fault"
)

// The first block of a byte is its most significant bit.
func TestBitmap(t *testing.T) {
	got, err := readText("gAEAAAAAAAAAAAAAAAAAAP8=\n", Options{}) // 1000 0000  0000 0001  0…  1111 1111
	if err != nil {
		t.Fatal(err)
	}
	sameMap(t, disk{}.then(bitmapBlock, changed).then(14*bitmapBlock, unchanged).then(bitmapBlock, changed).
		then(14*8*bitmapBlock, unchanged).then(8*bitmapBlock, changed), got.m)
	if c, said := got.r.Capacity(); c != 17*8*bitmapBlock || said {
		t.Errorf("capacity %d, said %t", c, said)
	}
	if kinds := kindsOf(got.r.Notes()); !slices.Equal(kinds, []string{NoCapacity}) {
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
}

// A bitmap must be as long as the disk needs it.
func TestBitmapIsWhole(t *testing.T) {
	const zeros = 1 << 10 // bytes
	text := base64.StdEncoding.EncodeToString(make([]byte, zeros))
	for given, whole := range map[int64]bool{0: true, zeros * 8 * bitmapBlock: true, zeros*8*bitmapBlock - 1: true, zeros*8*bitmapBlock + 1: false} {
		got, err := readText(text, Options{Capacity: given})
		if whole != (err == nil) || !whole && !errors.Is(err, io.ErrUnexpectedEOF) || got.m.Known() > zeros*8*bitmapBlock {
			t.Errorf("%d: %v", given, err)
		}
	}
}

// What else is written in the digits of base64 is no bitmap, unless it has the
// length for the disk.
func TestNoBitmaps(t *testing.T) {
	key := make([]byte, 4096)
	random := rand.New(rand.NewPCG(1, 2))
	for i := range key {
		key[i] = byte(random.Uint32())
	}
	encode := base64.StdEncoding.EncodeToString
	for name, text := range map[string]string{
		"git":      "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391",
		"sha256":   "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
		"nought":   strings.Repeat("0", 64),
		"uuid":     "6000c29abc0177f52c5d4bd5d1a1f6b2",
		"short":    encode(key[:16]),
		"ed25519":  "AAAAC3NzaC1lZDI1NTE5AAAAI" + encode(key[:31])[:43],
		"long":     encode(key),
		"mail":     encode([]byte(strings.Repeat("Dear all, please find attached the map of last night. ", 100))),
		"words":    strings.Repeat("words", 400),
		"padding":  "====",
		"in front": "=AAA" + strings.Repeat("AAAA", 100),
		"PEM":      "-----BEGIN CERTIFICATE-----\n" + encode(key) + "\n-----END CERTIFICATE-----\n",
	} {
		for range 2 {
			if got, err := readText(text, Options{}); err == nil {
				t.Errorf("%s is taken for %s", name, got.r.Format().ID)
			}
			text += "\n"
		}
	}
	got, err := readText(encode(key), Options{Capacity: int64(len(key)) * 8 * bitmapBlock})
	if err != nil || got.r.Format().ID != bitmapKind.ID || !got.m.Complete() {
		t.Errorf("a disk that is changed all over: %v", err)
	}
}

// A bitmap with changes all over is taken for one with the size of its disk alone,
// and the error says so.
func TestPerhapsBitmap(t *testing.T) {
	scattered := make([]byte, 8000)
	random := rand.New(rand.NewPCG(3, 4))
	for range len(scattered) * 8 / 5 {
		block := random.IntN(len(scattered) * 8)
		scattered[block/8] |= 0x80 >> (block % 8)
	}
	const most = 8000 * perByte
	text := base64.StdEncoding.EncodeToString(scattered)
	for given, want := range map[int64]string{
		0:                      "of a disk of 4,194,304,000 bytes",
		most + 1:               "but of none of 4,194,304,001 bytes, as --capacity says",
		most + bitmapBlock:     "but of none of 4,194,369,536 bytes, as --capacity says",
		most - perByte:         "but of none of 4,193,779,712 bytes, as --capacity says",
		most:                   "",
		most - 1:               "",
		most - 7*bitmapBlock:   "",
		most - perByte + 1:     "",
		most - 8*bitmapBlock/2: "",
	} {
		_, err := readText(text, Options{Capacity: given})
		if want == "" {
			if err != nil {
				t.Errorf("%d: %v", given, err)
			}
			continue
		}
		f := fault.Of(err)
		if err == nil || !strings.Contains(f.What, "may be a bitmap of XenServer") || !strings.Contains(f.What, want) ||
			!strings.Contains(f.Advice, "from --capacity 4193779713 to --capacity 4194304000") {
			t.Errorf("%d: %+v", given, f)
		}
	}
	long := base64.StdEncoding.EncodeToString(bytes.Repeat(scattered, 10))
	_, err := readText(long, Options{})
	if f := fault.Of(err); err == nil || !strings.Contains(f.What, "of more than 25,769,803,776 bytes") || !strings.Contains(f.Advice, "--capacity") {
		t.Errorf("%+v", f)
	}
	if got, err := readText(long, Options{Capacity: 10 * most}); err != nil || !got.m.Complete() {
		t.Error(err)
	}
	for _, other := range []string{"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", text[:len(text)-1], text + "!"} {
		if _, err := readText(other, Options{}); err == nil || strings.Contains(err.Error(), "bitmap") {
			t.Errorf("%.20s: %v", other, err)
		}
	}
}
