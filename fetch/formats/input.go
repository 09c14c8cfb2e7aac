package formats

import (
	"bufio"
	"bytes"
	"errors"
	"io"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// input counts what is read of a file as it lies on disk.
type input struct {
	r      io.Reader
	read   int64 // of r; of who reads it, which may be ahead
	offset int64 // of r, for what has been made of it
	ahead  bool  // somebody else says what offset is
}

func (in *input) Read(p []byte) (int, error) {
	n, err := in.r.Read(p)
	in.read += int64(n)
	if !in.ahead {
		in.offset = in.read
	}
	return n, err
}

// unpacked reads on in what is unpacked of the input, which nobody else reads from
// now on.
func (in *input) unpacked(from io.Reader) io.Reader {
	in.ahead = true
	return newAhead(from, func() int64 { return in.read }, &in.offset)
}

const chunk = 32 << 10 // bytes that are read of a file at once

// unpack takes off r what tools put round a text: gzip, of any number of members,
// a byte order mark, and the UTF-16 that PowerShell writes, with or without a mark. An error of the
// packing comes after the text in front of it.
func unpack(in *input) (io.Reader, error) {
	raw := bufio.NewReaderSize(in, chunk)
	if begins(raw, gzipMagic) {
		z, err := newMembers(raw)
		if err != nil {
			return nil, err
		}
		raw = bufio.NewReaderSize(in.unpacked(z), chunk)
	}
	switch {
	case begins(raw, "\xef\xbb\xbf"):
		_, err := raw.Discard(3)
		return raw, err
	case begins(raw, "\xff\xfe"), begins(raw, "\xfe\xff"):
		return transform.NewReader(&evenly{r: raw}, unicode.UTF16(unicode.BigEndian, unicode.ExpectBOM).NewDecoder()), nil
	}
	if order, ok := bareUTF16(raw); ok {
		return transform.NewReader(&evenly{r: raw}, unicode.UTF16(order, unicode.IgnoreBOM).NewDecoder()), nil
	}
	return raw, nil
}

// damaged tells of an error whether what was unpacked before it may be wrong as
// well: a checksum speaks for all that lies in front of it.
func damaged(err error) bool {
	var corrupt flate.CorruptInputError
	return errors.Is(err, gzip.ErrChecksum) || errors.Is(err, gzip.ErrHeader) || errors.As(err, &corrupt)
}

// begins tells whether that is what comes next.
func begins(r *bufio.Reader, magic string) bool {
	head, _ := r.Peek(len(magic))
	return bytes.Equal(head, []byte(magic))
}
