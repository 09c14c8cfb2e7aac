package vcenter

import (
	"compress/flate"
	"compress/gzip"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/vmware/govmomi/vim25/xml"

	"cbtmap/fetch/reply"
)

// badReply is a reply that does not hold what was asked for, or not so that it can
// be used.
type badReply struct {
	why string // a clause about the reply, clean, in words for people
	err error  // what a decoder said
}

func (b *badReply) Error() string { return errBadReply.Error() + ": " + b.why }

func (b *badReply) Is(target error) bool { return target == errBadReply }

func (b *badReply) Unwrap() error { return b.err }

// bad is the error of a reply that a decoder has no use for.
func bad(err error) error {
	why := inWords(err)
	if why == "" {
		why = noAnswer
	}
	return &badReply{why, err}
}

const noAnswer = "it does not hold an answer"

// inWords is what an error says of a reply that cannot be read, in words for
// people; "" if that is not what it is about.
func inWords(err error) string {
	var (
		damage reply.Damage
		known  *badReply
		number *strconv.NumError
		shape  xml.UnmarshalError
		packed flate.CorruptInputError
		coded  *encodingError
	)
	switch {
	case err == nil:
		return ""
	case errors.As(err, &known):
		return known.why
	case errors.As(err, &damage):
		return string(damage)
	case errors.As(err, &coded):
		return coded.Error()
	case errors.As(err, &number):
		return string(notANumber(number.Num))
	case errors.As(err, &shape):
		return "it is no SOAP envelope"
	case errors.Is(err, reply.ErrTooMany):
		return "it has more areas than any server sends"
	case errors.Is(err, gzip.ErrChecksum), errors.Is(err, gzip.ErrHeader), errors.As(err, &packed):
		return "it cannot be unpacked as it was packed"
	case err == io.ErrUnexpectedEOF: // bare and told of a reply, it is a decoder's
		return "it ends too soon"
	case strings.HasPrefix(err.Error(), "xml: encoding "):
		return "it is not written in UTF-8"
	case slices.Contains(badChunks, err.Error()):
		return "the pieces that it was sent in do not fit together"
	}
	return ""
}

// badChunks are what net/http says of pieces that are none (RFC 9112, section 7.1),
// and exports no errors for.
var badChunks = []string{
	"invalid byte in chunk length", "empty hex number for chunk length", "http chunk length too large", "malformed chunked encoding",
	"chunked encoding contains too much non-data", "chunked line ends with bare LF", "header line too long",
}
