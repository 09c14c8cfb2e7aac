package formats

import (
	"bufio"
	"io"

	"golang.org/x/text/encoding/unicode"
)

// bareUTF16 recognises UTF-16 without a byte order mark, as some tools of Windows write
// it: the first two characters of any map are ASCII, of which every other byte is 0. No
// text has such a byte in UTF-8.
func bareUTF16(r *bufio.Reader) (order unicode.Endianness, ok bool) {
	head, _ := r.Peek(4)
	switch {
	case len(head) < 4:
		return order, false
	case head[1] == 0 && head[3] == 0:
		return unicode.LittleEndian, isASCII(head[0]) && isASCII(head[2])
	case head[0] == 0 && head[2] == 0:
		return unicode.BigEndian, isASCII(head[1]) && isASCII(head[3])
	}
	return order, false
}

// isASCII tells whether that is a character that texts have.
func isASCII(c byte) bool { return ' ' <= c && c < 0x7f || isSpace[c] }

// evenly is a text in UTF-16, whose characters have two bytes or four. One that ends
// within two was cut off, which its decoder tells as a character that cannot be.
type evenly struct {
	r   io.Reader
	odd bool // number of bytes so far
}

func (e *evenly) Read(p []byte) (int, error) {
	n, err := e.r.Read(p)
	e.odd = e.odd != (n%2 == 1)
	if err == io.EOF && e.odd {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}
