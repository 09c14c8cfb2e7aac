package formats

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/unicode"
)

// UTF-16 needs no mark, and what is none is not taken for it.
func TestBareUTF16(t *testing.T) {
	for _, order := range []unicode.Endianness{unicode.LittleEndian, unicode.BigEndian} {
		for _, text := range []string{"[]", "\r\n" + rbdText(0, 512), strings.Replace(rbdText(0, 512), "[", "[ \t\r\n", 1)} {
			if got, err := readText(string(utf16(order, text)[2:]), Options{Capacity: 1024}); err != nil || !got.m.Complete() {
				t.Errorf("%q: %v", text, err)
			}
		}
	}
	for _, text := range []string{"", "[", "[\x00", "\x00[", "[\x00]", "\x00\x00\x00\x00", "[\x00]\x01", "\x01\x00\x02\x00", "\x00\x00[\x00]\x00", "[\x00\x00]"} {
		if _, err := readText(text, Options{Capacity: 1024}); err == nil {
			t.Errorf("%q is taken for a map", text)
		}
	}
}
