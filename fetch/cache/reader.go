package cache

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"io"

	"cbtmap/fetch/extent"
)

var (
	errHeader   = errors.New("the header is not of this interval")
	errChecksum = errors.New("a checksum is wrong")
)

// reader reads the records of one file in their order.
type reader struct {
	in   *bufio.Reader
	left int64 // bytes that are there to be read
	good int64 // bytes up to the end of the last sound record
	buf  []byte
	ext  []extent.Extent
	keep bool // each reply gets areas of its own
}

// newReader reads a file of size bytes that must be of that key.
func newReader(in io.Reader, size int64, key [sha256.Size]byte) (*reader, error) {
	r := &reader{in: bufio.NewReaderSize(in, 1<<16), left: size}
	want := appendHeader(nil, key)
	got := make([]byte, min(size, int64(len(want))))
	if err := r.read(got); err != nil {
		return nil, err
	}
	if !bytes.HasPrefix(want, got) {
		return nil, errHeader
	}
	if len(got) == len(want) {
		r.good = int64(len(got))
	}
	return r, nil
}

// next is the next reply, or io.EOF where the file ends, be it in the middle of
// a record: the last write may not have come to its end. Any other error is
// damage, or the disk's. Unless keep is set, the areas of the reply are only good until
// the next call.
func (r *reader) next() (asked int64, p extent.Page, err error) {
	var head [headSize]byte
	if r.left < headSize {
		return 0, p, io.EOF
	}
	if err := r.read(head[:]); err != nil {
		return 0, p, err
	}
	size := binary.LittleEndian.Uint32(head[:])
	switch {
	case binary.LittleEndian.Uint32(head[4:]) != checksum(head[:4]) || size > maxReply:
		return 0, p, errChecksum
	case int64(size) > r.left:
		return 0, p, io.EOF
	}
	if cap(r.buf) < int(size) {
		r.buf = make([]byte, size)
	}
	reply := r.buf[:size]
	if err := r.read(reply); err != nil {
		return 0, p, err
	}
	if binary.LittleEndian.Uint32(head[8:]) != checksum(reply) {
		return 0, p, errChecksum
	}
	asked, p, err = parseReply(reply, r.ext)
	if err != nil {
		return 0, p, err
	}
	if !r.keep {
		r.ext = p.Extents
	}
	r.good += headSize + int64(size)
	return asked, p, nil
}

func (r *reader) read(b []byte) error {
	_, err := io.ReadFull(r.in, b)
	r.left -= int64(len(b))
	return err
}
