package vcenter

import (
	"bytes"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
)

// repeat sends a request, and sends it again over a new connection when the one
// that was kept from a request before turns out to be cut: firewalls and load
// balancers drop what was idle for some minutes, without a word to either side.
// All that is asked within a session may be asked twice, since nothing is changed
// by it; a login may not, for the first one may have got through.
//
// http.Transport does the same for a request with this header (an empty list is
// not sent) and a body that can be had again, but not when it had written some of
// it before it saw that the connection is cut.
func repeat(next http.RoundTripper, req *http.Request) (*http.Response, error) {
	req.Header["Idempotency-Key"] = []string{}
	if err := rewindable(req); err != nil {
		return nil, err
	}
	var kept bool // the connection is from a request before
	req = req.WithContext(httptrace.WithClientTrace(req.Context(), &httptrace.ClientTrace{
		GotConn: func(c httptrace.GotConnInfo) { kept = c.Reused },
	}))
	for {
		kept = false
		res, err := next.RoundTrip(req)
		// A connection that failed is not kept any longer, so this comes to an end.
		if err == nil || !kept || silent(err) {
			return res, err
		}
		again := *req
		if req.GetBody != nil {
			if again.Body, err = req.GetBody(); err != nil {
				return nil, err
			}
		}
		req = &again
	}
}

// silent says whether an error is that of a server which says nothing: it may have
// the request.
func silent(err error) bool {
	var slow net.Error
	return errors.As(err, &slow) && slow.Timeout()
}

// rewindable makes the body of a request one that can be had again.
func rewindable(req *http.Request) error {
	if req.Body == nil || req.GetBody != nil {
		return nil
	}
	body, err := io.ReadAll(req.Body)
	_ = req.Body.Close()
	if err != nil {
		return err
	}
	req.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil }
	req.Body, err = req.GetBody()
	return err
}
