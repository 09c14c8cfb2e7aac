package vcenter

import (
	"bytes"
	"io"
	"net/http"
)

// repeatable lets http.Transport send a request again, over a new connection,
// when the one it was kept for turns out to be cut: firewalls and load balancers
// drop what was idle for some minutes, without a word to either side. All that
// is asked within a session may be asked twice, since nothing is changed by it;
// a login may not, for the first one may have got through.
//
// The transport takes a request for safe to repeat if it has this header and a
// body that can be had again. An empty list is not sent.
func repeatable(req *http.Request) error {
	req.Header["Idempotency-Key"] = []string{}
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
