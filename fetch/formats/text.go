package formats

import (
	"bytes"
	"errors"
	"io"

	"golang.org/x/text/transform"
)

// MaxToken is how many bytes of text a file may have from one token, record or
// line to the next: more is an error, however much memory there is.
const MaxToken = 1 << 20

// errTooLong is what a read gives that goes on for longer than MaxToken.
var errTooLong = errors.New("no end in sight")

// text is what a file says, unpacked, with the place of what is read of it. It is
// read in one of three ways, which do not mix: through the window (taken, more),
// line by line (line), or as the io.Reader and io.ByteReader of somebody else's
// decoder, who calls rest after each token. All of them are on a leash: what is
// read from one token to the next is at most MaxToken bytes.
type text struct {
	format  string // its name, for errors; "" until it is recognised
	recoded bool   // it stands in the file in UTF-16: its bytes are not those of the file

	in   io.Reader
	err  error  // of in, once it came
	buf  []byte // the window: buf[at:] has been read and not been taken
	at   int
	base int64 // offset of buf[0]
	rows int64 // line breaks before buf[0]
	lead int   // bytes given to a decoder since its last token
}

func newText(in io.Reader) *text {
	_, recoded := in.(*transform.Reader)
	return &text{in: in, recoded: recoded, buf: make([]byte, 0, chunk/2)}
}

// offset is the number of bytes that have been taken.
func (t *text) offset() int64 { return t.base + int64(t.at) }

// more reads on, for a token that begins at buf[at] and does not end in the
// window. It moves the window: at is then 0.
func (t *text) more() error {
	if t.err != nil {
		return t.err
	}
	if len(t.buf)-t.at >= MaxToken {
		return errTooLong
	}
	t.slide()
	if len(t.buf) == cap(t.buf) {
		t.buf = append(make([]byte, 0, 2*cap(t.buf)), t.buf...)
	}
	for range 100 { // readers that give nothing must come to an end
		n, err := t.in.Read(t.buf[len(t.buf):cap(t.buf)])
		t.buf = t.buf[:len(t.buf)+n]
		if t.err = err; n > 0 {
			return nil
		}
		if err != nil {
			return err
		}
	}
	t.err = io.ErrNoProgress
	return t.err
}

// slide drops from the window what has been taken.
func (t *text) slide() {
	if t.at == 0 {
		return
	}
	t.rows += int64(bytes.Count(t.buf[:t.at], newline))
	t.base += int64(t.at)
	t.buf = t.buf[:copy(t.buf, t.buf[t.at:])]
	t.at = 0
}

var newline = []byte{'\n'}

// peek is the first n bytes that have not been taken, or all that there are.
func (t *text) peek(n int) (head []byte, whole bool) {
	for len(t.buf)-t.at < n {
		if t.more() != nil {
			return t.buf[t.at:], true
		}
	}
	return t.buf[t.at : t.at+n], false
}

// line is the next line without its line break, or io.EOF after the last one: it
// is valid until the next read. A last line without a line break was cut off: that
// is io.ErrUnexpectedEOF, unless it is blank.
func (t *text) line() ([]byte, error) {
	for seen := 0; ; {
		if i := bytes.IndexByte(t.buf[t.at+seen:], '\n'); i >= 0 {
			line := t.buf[t.at : t.at+seen+i]
			t.at += seen + i + 1
			return bytes.TrimSuffix(line, []byte{'\r'}), nil
		}
		seen = len(t.buf) - t.at
		if err := t.more(); err == io.EOF && len(bytes.TrimSpace(t.buf[t.at:])) > 0 {
			return nil, io.ErrUnexpectedEOF
		} else if err != nil {
			return nil, err
		}
	}
}

// Read gives a decoder what it wants, as long as it comes to a token soon.
func (t *text) Read(p []byte) (int, error) {
	if err := t.give(); err != nil {
		return 0, err
	}
	n := copy(p[:min(len(p), chunk)], t.buf[t.at:])
	t.at += n
	t.lead += n
	return n, nil
}

// ReadByte is Read of one byte.
func (t *text) ReadByte() (byte, error) {
	if t.at == len(t.buf) || t.lead > MaxToken {
		if err := t.give(); err != nil {
			return 0, err
		}
	}
	c := t.buf[t.at]
	t.at++
	t.lead++
	return c, nil
}

func (t *text) give() error {
	if t.lead > MaxToken {
		return errTooLong
	}
	if t.at == len(t.buf) {
		return t.more()
	}
	return nil
}

// rest says that a decoder has come to a token: it may read MaxToken bytes more.
func (t *text) rest() { t.lead = 0 }

// here is the place of the first byte that has not been taken.
func (t *text) here() place { return t.placeOf(t.at) }

// placeOf is the place of a byte in the window.
func (t *text) placeOf(i int) place {
	return place{1 + t.rows + int64(bytes.Count(t.buf[:i], newline)), t.base + int64(i)}
}
