package formats

import (
	"errors"
	"io"
	"strings"
	"testing"

	"golang.org/x/text/encoding/unicode"
)

// A place in UTF-16 is none of the file, and says what it is of.
func TestPlaceInUTF16(t *testing.T) {
	text := rbdText(0, 512, 1024, 512)[:60]
	whole := utf16(unicode.LittleEndian, text)
	for what, of := range map[string]string{string(whole): "byte 60 of the text in UTF-8: ", string(whole[2:]): "byte 60 of the text in UTF-8: ", text: "byte 60: "} {
		if _, err := readText(what, Options{}); err == nil || !strings.Contains(err.Error(), of) {
			t.Errorf("%v, want %s", err, of)
		}
	}
}

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

// UTF-16 that was cut off says so, be it within a character.
func TestUTF16IsCutOff(t *testing.T) {
	for _, order := range []unicode.Endianness{unicode.LittleEndian, unicode.BigEndian} {
		whole := utf16(order, rbdText(0, 512, 1024, 512))
		for n := 120; n < len(whole)-2; n++ {
			for _, text := range []string{string(whole[:n]), string(whole[2:n])} {
				if _, err := readText(text, Options{Capacity: 2048}); !errors.Is(err, io.ErrUnexpectedEOF) {
					t.Fatalf("%d of %d bytes: %v", len(text), len(whole), err)
				}
			}
		}
	}
}
