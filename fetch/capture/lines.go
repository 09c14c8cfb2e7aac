package capture

import (
	"bufio"
	"errors"
	"io"
)

// errTooLong is a line that no Writer writes.
var errTooLong = errors.New("the line is longer than 2 MiB")

// lines takes a text apart.
type lines struct {
	src    *bufio.Reader
	room   []byte // for a line that src has not as one
	number int64  // of the line last returned, from 1
	begin  int64  // offset of its first byte
	next   int64  // offset of the byte after it
	err    error  // why there are no more
}

func newLines(r io.Reader) *lines { return &lines{src: bufio.NewReaderSize(r, 64<<10)} }

// read returns the next line, with its end if it has one: good until the next
// call. With an error comes what there is of a last line, which may be empty.
func (l *lines) read() ([]byte, error) {
	l.begin = l.next
	l.number++
	if l.err != nil {
		return nil, l.err
	}
	line, err := l.src.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		l.room = append(l.room[:0], line...)
		for errors.Is(err, bufio.ErrBufferFull) && len(l.room) <= MaxLine {
			line, err = l.src.ReadSlice('\n')
			l.room = append(l.room, line...)
		}
		line = l.room
	}
	if len(line) > MaxLine {
		line, err = nil, errTooLong
	}
	l.next += int64(len(line))
	l.err = err
	return line, err
}
