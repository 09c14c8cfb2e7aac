package formats

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"math/bits"
)

// fitsBitmap takes text in base64 that has the length for the disk, or that looks
// like a bitmap.
func fitsBitmap(h *head) bool {
	bits, ok := base64Bytes(h)
	if !ok {
		return false
	}
	need := bitmapBytes(h.given)
	switch {
	case likeBitmap(bits):
		return true
	case h.whole:
		return need == int64(len(bits)) && need > 0
	}
	return len(h.text) >= maxHead/2 && need > int64(len(bits))
}

const perByte = 8 * bitmapBlock // bytes of the disk that a byte of a bitmap stands for

// bitmapBytes is how long the bitmap of a disk is.
func bitmapBytes(capacity int64) int64 { return capacity/perByte + min(capacity%perByte, 1) }

// perhapsBitmap is the error for text in base64 that is as long as a bitmap and does
// not look like one: what most of is changed here and there does not. Only whoever
// knows the disk can tell it from other things in base64.
func perhapsBitmap(h *head) *UnknownError {
	bits, ok := base64Bytes(h)
	if !ok || len(bits) < manyBytes {
		return nil
	}
	e := &UnknownError{Begins: beginning(h)}
	if !h.whole {
		e.what = "this is text in base64, which may be a bitmap of XenServer, of a disk of more than " + grouped(int64(len(bits))*perByte) + " bytes"
		e.advice = "if it is one, say how large the disk is, with --capacity"
		return e
	}
	most := int64(len(bits)) * perByte
	e.what = "this is text in base64, which may be a bitmap of XenServer, of a disk of " + grouped(most) + " bytes"
	if h.given > 0 {
		e.what += ", but of none of " + grouped(h.given) + " bytes, as --capacity says"
	}
	e.advice = fmt.Sprintf("if it is one, say how large the disk is: from --capacity %d to --capacity %d; a bitmap of another length was cut off, or is of another disk",
		most-perByte+1, most)
	return e
}

// base64Bytes is what a head in base64 stands for, as far as it goes: of several lines
// all but the last are equally long.
func base64Bytes(h *head) (bits []byte, ok bool) {
	text := bytes.TrimRight(h.text, " \t\r\n")
	var digits []byte
	for width := -1; len(text) > 0; {
		line, rest, whole := bytes.Cut(text, newline)
		line = bytes.TrimSuffix(line, []byte{'\r'})
		if width < 0 {
			width = len(line)
		}
		if whole && len(line) != width || len(line) > width {
			return nil, false
		}
		digits = append(digits, line...)
		text = rest
	}
	if !isBase64(digits) || h.whole && len(digits)%4 != 0 {
		return nil, false
	}
	bits, err := base64.StdEncoding.DecodeString(string(digits[:len(digits)&^3]))
	return bits, err == nil
}

const (
	fewestBytes = 12  // of a bitmap: this is one of a disk of 96 MiB. What is shorter is more likely a word
	manyBytes   = 512 // of a bitmap of 256 MiB
)

// likeBitmap tells whether bytes look like those of a bitmap. What is changed lies
// together, and so does what is not: many bytes have all of their bits set, or none.
// Of a text, a hash, a key or a certificate hardly any are, and in a few bytes of
// those about half of the bits are set.
func likeBitmap(bytes []byte) bool {
	alike, set := 0, 0
	for _, c := range bytes {
		if c == 0 || c == 0xff {
			alike++
		}
		set += bits.OnesCount8(c)
	}
	if len(bytes) >= manyBytes {
		return alike >= len(bytes)/4
	}
	return len(bytes) >= fewestBytes && set <= 2*len(bytes) // a quarter
}

// isBase64 tells whether these are digits of base64, with at most two = to fill up
// behind them.
func isBase64(line []byte) bool {
	for range 2 {
		line = bytes.TrimSuffix(line, []byte{'='})
	}
	for _, c := range line {
		if !('A' <= c && c <= 'Z' || 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '+' || c == '/') {
			return false
		}
	}
	return true
}
