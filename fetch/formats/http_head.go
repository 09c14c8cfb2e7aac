package formats

import "bytes"

// httpHeads are the headers of HTTP replies in front of a text, as curl -i writes
// them: of the last of them the status, and whether there is a cookie in any.
type httpHeads struct {
	status string // "HTTP/1.1 200 OK"; "" if there are no headers
	cookie bool
}

var (
	httpStatus = lazily(`^HTTP/[0-9.]+ [0-9]{3}[^\n]*\n`)
	httpCookie = lazily(`(?i)\n(set-cookie|vmware-api-session-id|authorization) *:`)
)

// mostHeads is how many headers may follow one another: those of a proxy, of a reply
// that only says to go on, and of redirections.
const mostHeads = 16

// skipHTTP takes headers off the beginning of a text.
func skipHTTP(t *text) (h httpHeads) {
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
		t.at += n
	}
	return h
}

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
