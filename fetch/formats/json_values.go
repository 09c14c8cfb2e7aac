package formats

import (
	"bytes"
	"encoding/json"
	"strconv"
	"unicode/utf8"
)

// text reads a string. It is valid until the next call.
func (j *jsonReader) text() []byte {
	c := j.peek()
	if j.err != nil {
		return nil
	}
	if c != '"' {
		j.wrong(c, "a text in quotes")
		return nil
	}
	t := j.t
	j.mark()
	plain := true
	for i := 1; ; i++ {
		for t.at+i >= len(t.buf) {
			if err := t.more(); err != nil {
				j.fail(t.failedAt(t.placeOf(len(t.buf)), err))
				return nil
			}
		}
		switch c := t.buf[t.at+i]; {
		case c == '"':
			raw := t.buf[t.at : t.at+i+1]
			t.at += i + 1
			if plain {
				return raw[1:i]
			}
			return j.unescape(raw)
		case c == '\\':
			plain = false
			i++ // whatever it is, it does not end the string
		case c < ' ':
			j.fail(t.wrongAt(t.placeOf(t.at+i), "a text in quotes has a control character in it"))
			return nil
		case c >= utf8.RuneSelf:
			plain = false
		}
	}
}

// words reads a string to keep; anything else is "".
func (j *jsonReader) words() string {
	if j.peek() != '"' {
		j.skip()
		return ""
	}
	return string(j.text())
}

// unescape resolves what is escaped in a string in quotes, and replaces what is
// not UTF-8.
func (j *jsonReader) unescape(raw []byte) []byte {
	var s string
	if json.Unmarshal(raw, &s) != nil {
		j.wrongValue("a text in quotes has an escape in it that means nothing")
		return nil
	}
	return []byte(s)
}

// number reads the text of a number, valid until the next call.
func (j *jsonReader) number() []byte {
	c := j.peek()
	if j.err != nil {
		return nil
	}
	if c != '-' && (c < '0' || c > '9') {
		j.wrong(c, "a value")
		return nil
	}
	t := j.t
	j.mark()
	n := 1
	for {
		for ; t.at+n < len(t.buf); n++ {
			if !inNumber[t.buf[t.at+n]] {
				return j.checked(n)
			}
		}
		if err := t.more(); err != nil {
			if j.depth == 0 && t.err == err {
				return j.checked(n)
			}
			j.fail(t.failedAt(t.placeOf(len(t.buf)), err))
			return nil
		}
	}
}

var inNumber = [256]bool{'0': true, '1': true, '2': true, '3': true, '4': true, '5': true, '6': true,
	'7': true, '8': true, '9': true, '-': true, '+': true, '.': true, 'e': true, 'E': true}

// checked takes the next n bytes, which must be a number as JSON wants it.
func (j *jsonReader) checked(n int) []byte {
	t := j.t
	b := t.buf[t.at : t.at+n]
	digits := bytes.TrimPrefix(b, []byte{'-'})
	plain := len(digits) > 0 && (digits[0] != '0' || len(digits) == 1)
	for _, c := range digits {
		plain = plain && '0' <= c && c <= '9'
	}
	if !plain && !json.Valid(b) {
		j.wrongHere("this is not a number")
		return nil
	}
	t.at += n
	return b
}

// int reads a whole number.
func (j *jsonReader) int() int64 {
	if b := j.number(); j.err == nil {
		return j.parse(b)
	}
	return 0
}

// looseInt reads a whole number that some tools put in quotes.
func (j *jsonReader) looseInt() int64 {
	if j.peek() != '"' {
		return j.int()
	}
	if b := j.text(); j.err == nil {
		return j.parse(b)
	}
	return 0
}

// parse reads digits. Neither a fraction nor an exponent is a whole number: who
// writes bytes in this way may have rounded them.
func (j *jsonReader) parse(b []byte) int64 {
	if len(b) > 0 && len(b) < 19 { // cannot be too large
		var n int64
		for _, c := range b {
			if c < '0' || c > '9' {
				n = -1
				break
			}
			n = 10*n + int64(c-'0')
		}
		if n >= 0 {
			return n
		}
	}
	n, err := strconv.ParseInt(string(b), 10, 64)
	switch {
	case err == nil:
	case json.Valid(b) && bytes.ContainsAny(b, ".eE"):
		j.wrongValue("%s is not written as a whole number: digits may have been lost", quoted(b))
	case json.Valid(b) && len(b) > 0 && b[0] != '"':
		j.wrongValue("%s is beyond what bytes are counted in (63 bits)", quoted(b))
	default:
		j.wrongValue("%s is not a whole number", quoted(b))
	}
	return n
}

// bool reads true or false.
func (j *jsonReader) bool() bool {
	switch c := j.peek(); {
	case j.err != nil:
	case c == 't':
		j.literal("true")
		return j.err == nil
	case c == 'f':
		j.literal("false")
	default:
		j.wrong(c, "true or false")
	}
	return false
}

// wordOrBool reads a text, or true or false as one.
func (j *jsonReader) wordOrBool() []byte {
	if c := j.peek(); c == 't' || c == 'f' {
		return strconv.AppendBool(nil, j.bool())
	}
	return j.text()
}

// null reads null, if that comes next.
func (j *jsonReader) null() bool {
	if j.peek() != 'n' || j.err != nil {
		return false
	}
	j.literal("null")
	return j.err == nil
}
