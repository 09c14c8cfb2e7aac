package formats

import (
	"io"
	"unicode/utf8"
)

// maxBrackets is how deep brackets may be nested.
const maxBrackets = 64

// jsonReader takes a JSON text apart, as RFC 8259 has it, without keeping it: the
// caller walks through the values in the order of the text.
//
//	j.enter('[')
//	for j.elem() {
//		j.enter('{')
//		for key, ok := j.key(); ok; key, ok = j.key() {
//			… j.int(), j.text(), j.bool(), j.enter() or j.skip(): one value
//		}
//	}
//
// It is about ten times as fast as the tokens of encoding/json, since it makes
// nothing of what nobody asks for, and it knows the place of each.
//
// The first error stays in err; after it there are no elements and no keys, and
// all values are zero.
type jsonReader struct {
	t     *text
	err   *SyntaxError
	began place // of the value that was read last

	open  [maxBrackets]byte // the brackets that are open, from outside
	depth int
	fresh bool // nothing has come yet within the innermost bracket
}

func newJSON(t *text) *jsonReader { return &jsonReader{t: t} }

// peek is the first byte of the next value: '{', '[', '"', 't', 'f', 'n', '-' or a
// digit, but it may also be anything else. It is 0 at the end of the text, which
// is an error within brackets.
func (j *jsonReader) peek() byte {
	t := j.t
	for i := t.at; j.err == nil; {
		for ; i < len(t.buf); i++ {
			if c := t.buf[i]; !isSpace[c] {
				if t.at = i; c == 0 {
					j.wrongHere("a byte of 0 is no text")
				}
				return c
			}
		}
		seen := i - t.at
		if err := t.more(); err == io.EOF && j.depth == 0 {
			return 0
		} else if err != nil {
			j.fail(t.failedAt(t.placeOf(len(t.buf)), err))
		}
		i = t.at + seen
	}
	return 0
}

var isSpace = [256]bool{' ': true, '\t': true, '\r': true, '\n': true}

// enter goes into a list or an object.
func (j *jsonReader) enter(bracket byte) {
	c := j.peek()
	switch {
	case j.err != nil:
	case c != bracket:
		j.wrong(c, name(bracket))
	case j.depth == maxBrackets:
		j.wrongHere("brackets are nested more than %d deep", maxBrackets)
	default:
		j.mark()
		j.t.at++
		j.open[j.depth] = c
		j.depth++
		j.fresh = true
	}
}

// elem tells whether the list has another element, which the caller must then
// read. Else it has left the list.
func (j *jsonReader) elem() bool { return j.another(']') }

// key is the next key of an object, valid until the next call: the caller must
// then read its value. Without one it has left the object.
func (j *jsonReader) key() (key []byte, ok bool) {
	if !j.another('}') {
		return nil, false
	}
	key = j.text()
	if c := j.peekAfter(&key); j.err == nil && c != ':' {
		j.wrong(c, "a colon")
	}
	if j.err != nil {
		return nil, false
	}
	j.t.at++
	return key, true
}

// peekAfter is peek for somebody who still needs a part of the window.
func (j *jsonReader) peekAfter(keep *[]byte) byte {
	t := j.t
	if t.at < len(t.buf) && t.buf[t.at] == ':' {
		return ':'
	}
	*keep = append([]byte(nil), *keep...)
	return j.peek()
}

// another goes to the next element or key within a bracket, or leaves it.
func (j *jsonReader) another(end byte) bool {
	c := j.peek()
	switch {
	case j.err != nil:
		return false
	case c == end:
		j.t.at++
		j.depth--
		j.fresh = false
		return false
	case j.fresh:
		j.fresh = false
	case c == ',':
		j.t.at++
		c = j.peek()
	default:
		j.wrong(c, "a comma or "+name(end))
		return false
	}
	if end == '}' && c != '"' && j.err == nil {
		j.wrong(c, "a key in quotes")
	}
	return j.err == nil
}

// skip reads one value of any kind.
func (j *jsonReader) skip() {
	outside := j.depth
	for {
		switch j.peek() {
		case '[', '{':
			j.enter(j.t.buf[j.t.at])
		case '"':
			j.text()
		case 't', 'f':
			j.bool()
		case 'n':
			j.null()
		default:
			j.number()
		}
		for {
			if j.err != nil || j.depth == outside {
				return
			}
			if j.open[j.depth-1] == '[' {
				if j.elem() {
					break
				}
			} else if _, ok := j.key(); ok {
				break
			}
		}
	}
}

// end wants the text to be over: white space at most.
func (j *jsonReader) end() error {
	if c := j.peek(); j.err == nil && c != 0 {
		j.wrongHere("something follows after the end of the map")
	}
	return j.error()
}

// error is the first error, as an error that is nil if there was none.
func (j *jsonReader) error() error {
	if j.err == nil {
		return nil
	}
	return j.err
}

func (j *jsonReader) fail(err *SyntaxError) {
	if j.err == nil {
		j.err = err
	}
}

// mark remembers where a value begins.
func (j *jsonReader) mark() { j.began = place{-1, j.t.offset()} }

// wrongValue is an error about the value that was read last.
func (j *jsonReader) wrongValue(format string, args ...any) {
	j.fail(j.t.wrongAt(j.valuePlace(), format, args...))
}

// valuePlace finds the line of the value that was read last. Counting lines only
// when they are asked for is what makes it cheap to have them.
func (j *jsonReader) valuePlace() place {
	t := j.t
	if i := j.began.offset - t.base; i >= 0 {
		return t.placeOf(int(i))
	}
	return place{1 + t.rows, j.began.offset}
}

func (j *jsonReader) wrongHere(format string, args ...any) {
	j.fail(j.t.wrongAt(j.t.here(), format, args...))
}

// wrong says what was wanted in the place of c.
func (j *jsonReader) wrong(c byte, want string) {
	if c == 0 && j.err == nil {
		j.fail(j.t.failedAt(j.t.here(), io.ErrUnexpectedEOF))
		return
	}
	_, size := utf8.DecodeRune(j.t.buf[j.t.at:])
	j.wrongHere("%s is expected here, not %s", want, quoted(j.t.buf[j.t.at:j.t.at+max(size, 1)]))
}

func name(bracket byte) string {
	switch bracket {
	case '[':
		return "a list ([)"
	case '{':
		return "an object ({)"
	case ']':
		return "the end of the list (])"
	}
	return "the end of the object (})"
}

// literal reads a word of the language.
func (j *jsonReader) literal(word string) {
	t := j.t
	j.mark()
	for i := range len(word) {
		for t.at+i == len(t.buf) {
			if err := t.more(); err != nil {
				j.fail(t.failedAt(t.placeOf(len(t.buf)), err))
				return
			}
		}
		if t.buf[t.at+i] != word[i] {
			j.wrongHere("%s is expected here", word)
			return
		}
	}
	t.at += len(word)
}
