package formats

import (
	"bufio"
	"io"

	"github.com/klauspost/compress/gzip"

	"cbtmap/fetch/fault"
)

// gzipMagic is what each member begins with.
const gzipMagic = "\x1f\x8b"

// errNotPacked is a packed file with something else behind it.
var errNotPacked = &notPackedError{}

type notPackedError struct{}

func (*notPackedError) Error() string {
	return "the packed text ends here, and the file goes on with something that is not packed: it was put behind it, and is not read"
}

// Explain tells what to do about it.
func (e *notPackedError) Explain() fault.Fault {
	return fault.Fault{Fault: "format", What: e.Error(),
		Advice: "see what is behind the end of the packed text, and cut it off: gzip -dc FILE shows what is before it"}
}

// members unpacks gzip of any number of members, and passes over the zeros that tapes
// and disks put behind them, as gzip itself does.
type members struct {
	raw *bufio.Reader
	z   *gzip.Reader
	err error // once it came
}

func newMembers(raw *bufio.Reader) (*members, error) {
	z, err := gzip.NewReader(raw)
	if err != nil {
		return nil, err
	}
	z.Multistream(false)
	return &members{raw: raw, z: z}, nil
}

func (m *members) Read(p []byte) (int, error) {
	for m.err == nil {
		n, err := m.z.Read(p)
		if err == io.EOF {
			err = m.next()
		}
		m.err = err
		if n > 0 || err != nil {
			return n, err
		}
	}
	return 0, m.err
}

// next begins the next member, or tells that there is none.
func (m *members) next() error {
	head, err := m.raw.Peek(len(gzipMagic))
	switch {
	case len(head) == 0:
		return err
	case string(head) == gzipMagic:
		err := m.z.Reset(m.raw)
		m.z.Multistream(false)
		if err == io.EOF {
			return io.ErrUnexpectedEOF
		}
		return err
	case string(head) == gzipMagic[:1]:
		if err == io.EOF {
			return io.ErrUnexpectedEOF
		}
		return err
	case head[0] != 0:
		return errNotPacked
	}
	return m.zeros()
}

// zeros reads to the end of the file, if it has nothing but zeros left.
func (m *members) zeros() error {
	for {
		switch c, err := m.raw.ReadByte(); {
		case err != nil:
			return err
		case c != 0:
			return errNotPacked
		}
	}
}
