package formats

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// csvOwnHeader is what cbtmap begins a list with. Who finds it knows that there must
// be an end line.
const csvOwnHeader = "start,length,state"

// csvEnd is the last line of a list that cbtmap made, without its line break: how
// many areas are listed, and how large the disk is, in bytes; 0 if nobody knows, or
// if the list does not speak for all of it.
func csvEnd(areas, capacity int64) string {
	if capacity == 0 {
		return fmt.Sprintf("# end: %d areas, disk of unknown size", areas)
	}
	return fmt.Sprintf("# end: %d areas, disk of %d bytes", areas, capacity)
}

// parseCSVEnd is the reverse of csvEnd. Of a line that was cut off, ok is false.
func parseCSVEnd(line string) (areas, capacity int64, ok bool) {
	words := strings.Fields(line)
	if len(words) < 7 {
		return 0, 0, false
	}
	areas, _ = strconv.ParseInt(words[2], 10, 64)
	capacity, _ = strconv.ParseInt(words[6], 10, 64) // "unknown" is 0
	return areas, capacity, line == csvEnd(areas, capacity)
}

// csvTail keeps the end of a text that it passes on.
type csvTail struct {
	io.Reader
	last  []byte // lastKept bytes at most
	ended bool   // nothing follows
}

const lastKept = 128 // longer than any end line

func (c *csvTail) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.last = append(c.last, p[max(0, n-lastKept):n]...)
	c.last = append(c.last[:0], c.last[max(0, len(c.last)-lastKept):]...)
	c.ended = c.ended || err == io.EOF
	return n, err
}

// broken tells whether the text has ended within a line.
func (c *csvTail) broken() bool { return c.ended && !bytes.HasSuffix(c.last, newline) }

// line is the last line of the text.
func (c *csvTail) line() string {
	text := bytes.TrimRight(c.last, "\r\n")
	return string(text[bytes.LastIndexByte(text, '\n')+1:])
}

// end is what comes after the last area: io.EOF if the list is whole, as far as it
// says so.
func (c *csvList) end() error {
	areas, capacity, ok := parseCSVEnd(c.tail.line())
	switch {
	case ok && areas != c.areas:
		return c.t.wrongAt(c.t.here(), "%s areas are listed, and the last line says that there are %s", grouped(c.areas), grouped(areas))
	case ok && capacity > 0:
		c.about.capacity = capacity
	case ok:
	case c.own:
		return c.t.failedAt(c.t.here(), io.ErrUnexpectedEOF)
	case c.about.given > 0:
		c.about.notes.add(Ambiguous, 0, 0, "a CSV of another tool has no end mark: nothing proves that no line is missing at its end")
	}
	return io.EOF
}
