package vcenter

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
)

// viaProxy notes which proxy a failed request was sent through, as HTTPS_PROXY
// and NO_PROXY have it: without that, a dead proxy looks like a dead server.
type viaProxy struct{ next *http.Transport }

// throughProxy makes t tell when a proxy refuses to pass a request on.
func throughProxy(t *http.Transport) http.RoundTripper {
	t.OnProxyConnectResponse = func(_ context.Context, _ *url.URL, _ *http.Request, res *http.Response) error {
		if res.StatusCode == http.StatusOK {
			return nil
		}
		return &statusError{code: res.StatusCode, proxy: true}
	}
	return viaProxy{t}
}

func (v viaProxy) RoundTrip(req *http.Request) (*http.Response, error) {
	res, err := v.next.RoundTrip(req)
	if err == nil && res.StatusCode == http.StatusProxyAuthRequired {
		res.Body.Close()
		err = &statusError{code: res.StatusCode, proxy: true}
	}
	if err == nil || v.next.Proxy == nil {
		return res, err
	}
	if proxy, _ := v.next.Proxy(req); proxy != nil {
		err = &proxiedError{proxy: proxy.Host, err: err} // never proxy.User
	}
	return nil, err
}

// proxiedError is a request that failed on its way through a proxy, or at it.
type proxiedError struct {
	proxy string // host, and port if given
	err   error
}

func (e *proxiedError) Error() string { return "through the proxy " + e.proxy + ": " + e.err.Error() }
func (e *proxiedError) Unwrap() error { return e.err }

// through is " through the proxy …" for a sentence, or nothing.
func through(err error) string {
	if e := (*proxiedError)(nil); errors.As(err, &e) {
		return " through the proxy " + clean(e.proxy)
	}
	return ""
}

// proxyError is nil unless it was the proxy that failed, and not the server.
func proxyError(err error, host string) error {
	var (
		proxied *proxiedError
		dial    *net.OpError
		status  *statusError
	)
	const exempt = ", or exempt the server with NO_PROXY"
	name := "the proxy on the way to " + host
	if errors.As(err, &proxied) {
		name = fmt.Sprintf("the proxy %s on the way to %s", clean(proxied.proxy), host)
	}
	switch {
	case errors.As(err, &status) && status.code == http.StatusProxyAuthRequired:
		return &Error{What: name + " asks for a password", Advice: "put it into HTTPS_PROXY" + exempt, Err: err}
	case errors.As(err, &status) && status.proxy:
		return &Error{What: fmt.Sprintf("%s refuses it (%v)", name, status), Advice: "check HTTPS_PROXY" + exempt, Err: err}
	case errors.As(err, &dial) && dial.Op == "proxyconnect":
		return &Error{What: fmt.Sprintf("%s cannot be reached (%s)", name, clean(dial.Err.Error())), Advice: "check HTTPS_PROXY" + exempt, Err: err, temporary: true}
	}
	return nil
}
