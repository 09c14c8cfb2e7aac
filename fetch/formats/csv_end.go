package formats

import (
	"bytes"
	"encoding/csv"
	"io"
	"strings"
)

// csvOwnHeader is what cbtmap begins a list with. Who finds it knows that there must
// be an end line. To others its names are start, length and state: the quotes are what
// no other tool writes, and a spreadsheet, which may lose the end line, takes off.
const csvOwnHeader = `start,length,"state"`

// csvListed is what its end line counts.
const csvListed = "areas"

// csvTail keeps the end of a text that it passes on.
type csvTail struct {
	io.Reader
	last  []byte // lastKept bytes at most
	ended bool   // nothing follows
}

const lastKept = 8 << 10 // longer than any end line, with the verdict before it

func (c *csvTail) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.last = append(c.last, p[max(0, n-lastKept):n]...)
	c.last = append(c.last[:0], c.last[max(0, len(c.last)-lastKept):]...)
	c.ended = c.ended || err == io.EOF
	return n, err
}

// broken tells whether the text has ended within a line.
func (c *csvTail) broken() bool { return c.ended && !bytes.HasSuffix(c.last, newline) }

// line is the last line of the text that says something, as it was before a
// spreadsheet took it apart at its comma, and filled it up to the width of the table.
func (c *csvTail) line() string {
	text := bytes.TrimRight(c.last, "\r\n,;\t\" ")
	line := text[bytes.LastIndexByte(text, '\n')+1:]
	words := bytes.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune(",;\t\" ", r) })
	s := string(bytes.Join(words, []byte(" ")))
	return strings.Replace(s, " disk of ", ", disk of ", 1)
}

// comment is such a line of the text without the quotes and the separators that a
// spreadsheet puts round it, and into it where it has taken it apart.
func (c *csvList) comment(line []byte) []byte {
	const round = ",;\t\r\n "
	line = bytes.Trim(line, round)
	if !bytes.HasPrefix(line, []byte{'"'}) {
		return line
	}
	r := csv.NewReader(bytes.NewReader(line))
	r.Comma, r.LazyQuotes, r.TrimLeadingSpace = c.r.Comma, true, true
	fields, err := r.Read()
	if err != nil {
		return bytes.Trim(line, round+`"`)
	}
	for i, f := range fields {
		fields[i] = strings.TrimSpace(f)
	}
	return bytes.TrimRight([]byte(strings.Join(fields, ", ")), round)
}

// end is what comes after the last area: io.EOF if the list is whole, as far as it
// says so.
func (c *csvList) end() error {
	areas, capacity, ok := parseEndLine(c.tail.line(), csvListed)
	if ok {
		for line := range bytes.Lines(c.tail.last) {
			c.about.notes.noteTold(c.comment(line))
		}
	}
	switch {
	case ok && areas != c.areas:
		return c.t.wrongAt(c.t.here(), "%s areas are listed, and the last line says that there are %s", grouped(c.areas), grouped(areas))
	case ok && capacity > 0:
		c.about.capacity = capacity
	case ok:
	case c.own:
		return c.t.failedAt(c.t.here(), io.ErrUnexpectedEOF)
	case c.about.given > 0:
		c.about.notes.also(Ambiguous, 0, 0, "this CSV has no end mark: nothing proves that no line is missing at its end")
	}
	return io.EOF
}
