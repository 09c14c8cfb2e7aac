package render

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// WriteJSON writes the report for programs, indented, with all keys always
// there. A value that is not known is null.
func (r Report) WriteJSON(w io.Writer) error { return WriteJSON(w, r) }

// WriteJSON writes any value as indented JSON that is also safe to look at: what
// a terminal might obey (C1 controls, bidirectional overrides and the like) is
// escaped, so that names survive to the letter and yet do nothing.
func WriteJSON(w io.Writer, v any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return err
	}
	_, err := w.Write(escapeUnprintable(b.Bytes()))
	return err
}

// escapeUnprintable replaces characters by their \u escapes. Beyond ASCII such a
// character can only be inside a string, and the encoder has escaped all of
// ASCII itself, but for DEL and its own line ends.
func escapeUnprintable(text []byte) []byte {
	out := make([]byte, 0, len(text))
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		switch {
		case r == '\n' || unicode.IsPrint(r):
			out = append(out, text[:size]...)
		case r > 0xFFFF:
			high, low := utf16.EncodeRune(r)
			out = fmt.Appendf(out, `\u%04x\u%04x`, high, low)
		default:
			out = fmt.Appendf(out, `\u%04x`, r)
		}
		text = text[size:]
	}
	return out
}
