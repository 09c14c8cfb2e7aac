package formats

import (
	"bytes"
	"fmt"
	"io"
	"strings"
)

// httpHeads are the headers of HTTP replies in front of a text, as curl -i writes
// them: of the last of them the status, and whether there is a cookie in any.
type httpHeads struct {
	status string // "HTTP/1.1 200 OK"; "" if there are no headers
	cookie bool
	length int64 // bytes of the body, as the last of them says; -1 if it does not
}

var (
	httpStatus = lazily(`^HTTP/[0-9.]+ [0-9]{3}[^\n]*\n`)
	httpCookie = lazily(`(?i)\n(set-cookie|vmware-api-session-id|authorization) *:`)
	httpLength = lazily(`(?i)\r\ncontent-length:[ \t]*([0-9]{1,18})[ \t]*\r\n`)
	httpCoding = lazily(`(?i)\n(content|transfer)-encoding *:`)
)

// mostHeads is how many headers may follow one another: those of a proxy, of a reply
// that only says to go on, and of redirections.
const mostHeads = 16

// skipHTTP takes headers off the beginning of a text.
func skipHTTP(t *text) (h httpHeads) {
	h.length = -1
	for range mostHeads {
		if head, _ := t.peek(len("HTTP/")); string(head) != "HTTP/" {
			return h
		}
		head, _ := t.peek(maxHead)
		n := headersEnd(head)
		if n < 0 || !httpStatus().Match(head) {
			return h
		}
		line, _, _ := bytes.Cut(head, newline)
		h.status = string(bytes.TrimSpace(line))
		h.cookie = h.cookie || httpCookie().Match(head[:n])
		h.length = bodyLength(head[:n])
		t.at += n
	}
	return h
}

// bodyLength is how many bytes headers say that the body has; -1 if they do not say it of
// the text: of a packed body the bytes are those that were packed, and headers whose line
// ends are not those of HTTP were taken for a text on their way, and the body with them.
func bodyLength(head []byte) int64 {
	m := httpLength().FindSubmatch(head)
	if m == nil || httpCoding().Match(head) {
		return -1
	}
	n, _ := wholeNumber(string(m[1]))
	return n
}

// refused is the error for an answer whose status says that it is none, or not all of it;
// nil for 200, and for 500, with which a server sends a fault.
func (h httpHeads) refused() error {
	fields := strings.Fields(h.status)
	if len(fields) < 2 || fields[1] == "200" || fields[1] == "500" {
		return nil
	}
	return &UnknownError{
		what:   "the file is the reply of a server with a status that no whole answer has: " + quoted([]byte(h.status)),
		advice: "see what the server says with this status, and ask it again",
	}
}

// expect makes the end of a text that has fewer bytes left than headers say an error
// in the place of io.EOF.
func (h httpHeads) expect(t *text) {
	if h.length < 0 || t.recoded {
		return
	}
	body := &promised{t.in, h.length - int64(len(t.buf)-t.at)}
	t.in = body
	if t.err == io.EOF {
		t.err = body.end()
	}
}

// promised is a text that is to have so many bytes more, at least.
type promised struct {
	io.Reader
	left int64
}

func (p *promised) Read(b []byte) (int, error) {
	n, err := p.Reader.Read(b)
	p.left -= int64(n)
	if err == io.EOF {
		err = p.end()
	}
	return n, err
}

func (p *promised) end() error {
	if p.left > 0 {
		return errShort
	}
	return io.EOF
}

// errShort is a body with fewer bytes than its headers say.
var errShort = fmt.Errorf("the headers of the reply say that more follows: %w", io.ErrUnexpectedEOF)

// headersEnd is where the blank line behind headers ends; -1 if there is none.
func headersEnd(head []byte) int {
	for at := 0; ; {
		line, rest, whole := bytes.Cut(head[at:], newline)
		if !whole {
			return -1
		}
		at = len(head) - len(rest)
		if len(bytes.TrimSuffix(line, []byte{'\r'})) == 0 {
			return at
		}
	}
}

const hasCookie = "the file holds the cookie of a session with the server: it is not read, but whoever has the file has it"

// behind is the error for a text of no known form behind such headers.
func (h httpHeads) behind(e *UnknownError, empty bool) *UnknownError {
	switch {
	case h.status == "":
	case empty:
		e.what = "the file is the reply of a server that has nothing but headers: " + quoted([]byte(h.status))
		e.advice = "see what the server says with this status, and ask it again"
	default:
		e.what += ", behind the headers of a reply: " + quoted([]byte(h.status))
	}
	return e
}
