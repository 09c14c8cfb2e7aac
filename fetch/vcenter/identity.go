package vcenter

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"sync"
)

// sessionHeader is where a session's id stands in VI JSON, in both directions.
const sessionHeader = "vmware-api-session-id"

// identity is one login: what the server gave us to be known by. Every call
// carries the identity that it was begun with, and no other. So the last replies
// to an identity that has ended, which may bring new cookies of their own, cannot
// spoil the one that followed it.
type identity struct {
	key  string // UserSession.key: names the session to the server's managers
	user string // as the server writes it

	mu      sync.Mutex
	header  string
	cookies map[string]*http.Cookie
}

type identityKey struct{}

func (id *identity) in(ctx context.Context) context.Context {
	return context.WithValue(ctx, identityKey{}, id)
}

// identify is the HTTP layer that shows an identity with each request and keeps
// what the reply adds to it. It stands in for a cookie jar: there is one host
// only, and requests never follow a redirect away from it.
type identify struct {
	next http.RoundTripper
	json bool
}

func (i identify) RoundTrip(req *http.Request) (*http.Response, error) {
	id, _ := req.Context().Value(identityKey{}).(*identity)
	req = ours(req)
	if i.json && req.Method != http.MethodGet {
		req.Header.Set("Content-Type", "application/json")
	}
	send := i.next.RoundTrip
	if id != nil {
		id.show(req)
		if id.key != "" {
			send = func(req *http.Request) (*http.Response, error) { return repeat(i.next, req) }
		}
	}
	res, err := send(req)
	if err != nil {
		return nil, err
	}
	if id != nil {
		id.note(res)
	}
	// govmomi would keep the session's id for all calls, without any lock.
	res.Header.Del(sessionHeader)
	return res, nil
}

// ours is a request whose headers and body may be set: a RoundTripper must leave
// the one that it gets as it is.
func ours(req *http.Request) *http.Request {
	own := *req
	own.Header = make(http.Header, len(req.Header)+3)
	for name, values := range req.Header {
		own.Header[name] = slices.Clip(values)
	}
	return &own
}

func (id *identity) show(req *http.Request) {
	id.mu.Lock()
	defer id.mu.Unlock()
	if id.header != "" {
		req.Header.Set(sessionHeader, id.header)
	}
	for _, c := range id.cookies {
		req.AddCookie(c)
	}
}

func (id *identity) note(res *http.Response) {
	id.mu.Lock()
	defer id.mu.Unlock()
	if h := res.Header.Get(sessionHeader); h != "" {
		id.header = h
	}
	for _, c := range res.Cookies() {
		if c.MaxAge < 0 {
			delete(id.cookies, c.Name)
			continue
		}
		if id.cookies == nil {
			id.cookies = map[string]*http.Cookie{}
		}
		// A vCenter puts the value into quotation marks and wants them back.
		id.cookies[c.Name] = &http.Cookie{Name: c.Name, Value: c.Value, Quoted: c.Quoted}
	}
}

// noJar is the jar of a client that leaves cookies to identify.
type noJar struct{}

func (noJar) SetCookies(*url.URL, []*http.Cookie) {}
func (noJar) Cookies(*url.URL) []*http.Cookie     { return nil }
