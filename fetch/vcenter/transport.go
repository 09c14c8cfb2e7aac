package vcenter

import (
	"fmt"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// statusError is a reply that is neither what was asked for nor a fault.
type statusError struct {
	code  int           // HTTP status
	html  bool          // a page for people
	xml   bool          // where JSON was asked for
	proxy bool          // of a proxy, not of the server
	wait  time.Duration // what Retry-After says
}

// RetryAfter is how long the server asks to be left alone, 0 if it does not.
func (e *statusError) RetryAfter() time.Duration { return e.wait }

func (e *statusError) Error() string {
	switch {
	case e.html:
		return fmt.Sprintf("HTTP status %d with a web page", e.code)
	case e.code == http.StatusOK:
		return "HTTP status 200 without JSON"
	}
	return fmt.Sprintf("HTTP status %d %s", e.code, http.StatusText(e.code))
}

// repliesOnly lets pass only what can be a reply: status 200, or 500 for faults,
// with a SOAP envelope or JSON in it. What it refuses keeps its status, which the
// decoders behind it would lose. Redirects are refused with the rest: the body of
// a login is a password, and belongs to nobody but the server that was named.
type repliesOnly struct {
	next http.RoundTripper
	json bool // to all but GET
}

func (r repliesOnly) RoundTrip(req *http.Request) (*http.Response, error) {
	res, err := r.next.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	kind := mediaType(res.Header.Get("Content-Type"))
	ok := kind != "text/html" && (res.StatusCode == http.StatusOK || res.StatusCode == http.StatusInternalServerError)
	if r.json && req.Method != http.MethodGet {
		empty := res.StatusCode == http.StatusNoContent || res.StatusCode == http.StatusOK && res.ContentLength == 0
		receiptOf(req.Context()).empty = empty
		ok = empty || ok && kind == "application/json"
	}
	if !ok {
		res.Body.Close()
		return nil, &statusError{
			code: res.StatusCode,
			xml:  kind == "text/xml",
			html: kind == "text/html" && res.StatusCode == http.StatusOK,
			wait: retryAfter(res.Header.Get("Retry-After"), time.Now()),
		}
	}
	return res, nil
}

// mediaType is that of a content type, without its parameters; "" if it has none.
func mediaType(contentType string) string {
	switch contentType {
	case "text/xml", "text/xml; charset=utf-8", "application/json": // each of a thousand replies
		kind, _, _ := strings.Cut(contentType, ";")
		return kind
	}
	kind, _, _ := mime.ParseMediaType(contentType)
	return kind
}

// retryAfter reads the header of that name: a number of seconds, or a date.
func retryAfter(header string, now time.Time) time.Duration {
	const longest = time.Hour // of use to anybody
	if n, err := strconv.ParseUint(header, 10, 32); err == nil {
		return min(time.Duration(n)*time.Second, longest)
	}
	if at, err := http.ParseTime(header); err == nil {
		return min(max(at.Sub(now), 0), longest)
	}
	return 0
}
