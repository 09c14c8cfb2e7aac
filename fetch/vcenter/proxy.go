package vcenter

import (
	"context"
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
