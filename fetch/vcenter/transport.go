package vcenter

import (
	"context"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"reflect"
	"time"

	"github.com/vmware/govmomi/vim25/soap"
)

// callTimeout bounds one call from the request to the last byte of the reply. A
// page of changed areas takes about 0.2 s on a real server; an inventory of
// thousands comes in many replies. It is there for servers that fell silent.
const callTimeout = 2 * time.Minute

// errBadReply is an envelope that does not hold the reply to what was asked.
var errBadReply = errors.New("the envelope does not hold the reply")

// call makes one call safe against the server. It gives it a deadline, for
// callers that have none, since the HTTP client below has no limit on how long a
// reply may take. It refuses an envelope without the reply's body, which the
// generated methods of govmomi would hand on as a nil pointer. And it turns a
// panic of the decoder into an error: the decoder works by reflection on types
// that the reply names, and some wrong names are more than it can take.
type call struct{ next soap.RoundTripper }

func (c call) RoundTrip(ctx context.Context, req, res soap.HasFault) (err error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: %v", errBadReply, p)
		}
	}()
	if err := c.next.RoundTrip(ctx, req, res); err != nil {
		return err
	}
	if body := reflect.ValueOf(res).Elem().FieldByName("Res"); body.IsValid() && body.IsNil() {
		return errBadReply
	}
	return nil
}

// statusError is a reply that cannot be a SOAP envelope.
type statusError struct {
	code  int  // HTTP status
	html  bool // a page for people
	proxy bool // of a proxy, not of the server
}

func (e *statusError) Error() string {
	if e.html {
		return fmt.Sprintf("HTTP status %d with a web page", e.code)
	}
	return fmt.Sprintf("HTTP status %d %s", e.code, http.StatusText(e.code))
}

// soapOnly lets pass only replies that can be a SOAP envelope: status 200, or 500
// for faults, and no web page. What it refuses keeps its status, which the
// decoder behind it would lose. Redirects are refused with the rest: the body of
// a login is a password, and belongs to nobody but the server that was named.
type soapOnly struct{ next http.RoundTripper }

func (s soapOnly) RoundTrip(req *http.Request) (*http.Response, error) {
	res, err := s.next.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	kind, _, _ := mime.ParseMediaType(res.Header.Get("Content-Type"))
	html := kind == "text/html"
	if html || res.StatusCode != http.StatusOK && res.StatusCode != http.StatusInternalServerError {
		res.Body.Close()
		return nil, &statusError{code: res.StatusCode, html: html && res.StatusCode == http.StatusOK}
	}
	return res, nil
}
