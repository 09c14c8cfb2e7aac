package capture

import (
	"bytes"
	"encoding/json"
	"fmt"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// MaxLine is how long a line may be, in bytes. The Writer stays below it.
const MaxLine = 2 << 20

// maxRows bounds each list of a header or a footer.
const maxRows = 4096

// listRoom bounds the lists of a header or a footer together, in bytes as they are
// written: what else is in the line is smaller than what is left of it.
const listRoom = 5 << 18

// fitting is as many of the first rows as there is room for, which they take.
func fitting[T any](list []T, room *int) []T {
	for i, row := range list {
		text, err := encode(row)
		if *room -= len(text); err != nil || *room < 0 {
			return list[:i]
		}
	}
	return list
}

// rows is a list in a file: what it has beyond maxRows is not taken in.
type rows[T any] []T

// UnmarshalJSON takes in the first rows one by one, so that a line of tiny ones
// does not grow to many times its size.
func (r *rows[T]) UnmarshalJSON(text []byte) error {
	*r = nil
	dec := json.NewDecoder(bytes.NewReader(text))
	switch t, err := dec.Token(); {
	case err != nil:
		return err
	case t == nil:
		return nil
	case t != json.Delim('['):
		return fmt.Errorf("a list begins with %v", t)
	}
	for dec.More() && len(*r) < maxRows {
		var row T
		if err := dec.Decode(&row); err != nil {
			return err
		}
		*r = append(*r, row)
	}
	return nil
}

// encode makes a line of v, with its end. What a terminal might obey is escaped,
// so that the file can be looked at with zcat.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return escape(b.Bytes()), nil
}

// escape replaces what does not print by its \u escape. In encoded JSON it can
// only be inside a string.
func escape(text []byte) []byte {
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
