package vcenter

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
)

// halfDead is a connection that, once it has been forgotten, takes one write and
// tells with the next one that nobody is there.
type halfDead struct {
	net.Conn
	forgotten *atomic.Bool
	taken     atomic.Bool
}

func (c *halfDead) Write(p []byte) (int, error) {
	if !c.forgotten.Load() {
		return c.Conn.Write(p)
	}
	if c.taken.Swap(true) {
		return 0, &net.OpError{Op: "write", Net: "tcp", Err: syscall.EPIPE}
	}
	return len(p), nil
}

// asker sends requests to a server that counts them, over connections that can be
// forgotten.
type asker struct {
	t      *testing.T
	url    string
	next   http.RoundTripper
	served atomic.Int32

	mu    sync.Mutex
	conns []*atomic.Bool
}

func newAsker(t *testing.T) *asker {
	a := &asker{t: t}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a.served.Add(1)
		question, _ := io.ReadAll(r.Body)
		_, _ = w.Write(question)
	}))
	t.Cleanup(server.Close)
	a.url = server.URL
	transport := &http.Transport{DialContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
		conn, err := new(net.Dialer).DialContext(ctx, network, addr)
		if err != nil {
			return nil, err
		}
		forgotten := new(atomic.Bool)
		a.mu.Lock()
		a.conns = append(a.conns, forgotten)
		a.mu.Unlock()
		return &halfDead{Conn: conn, forgotten: forgotten}, nil
	}}
	t.Cleanup(transport.CloseIdleConnections)
	a.next = identify{next: transport}
	return a
}

// forget makes all connections so far dead ones.
func (a *asker) forget() {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, c := range a.conns {
		c.Store(true)
	}
}

// ask sends a request that takes several writes, and checks its reply.
func (a *asker) ask(id *identity) error {
	question := strings.Repeat("which areas? ", 4000)
	req, err := http.NewRequestWithContext(id.in(a.t.Context()), http.MethodPost, a.url, io.NopCloser(strings.NewReader(question)))
	if err != nil {
		a.t.Fatal(err)
	}
	res, err := a.next.RoundTrip(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if got, err := io.ReadAll(res.Body); err != nil || string(got) != question {
		a.t.Errorf("%d bytes of %d came back, %v", len(got), len(question), err)
	}
	return nil
}

// A request of which some had been written when its connection turned out to be
// cut is sent again, over as many kept connections as there are and then over a
// new one; and not if it is a login.
func TestRepeatAfterPartOfARequest(t *testing.T) {
	a := newAsker(t)
	session := &identity{key: "52"}
	var asking sync.WaitGroup
	for range 2 { // so that two connections may be kept
		asking.Go(func() {
			if err := a.ask(session); err != nil {
				t.Error(err)
			}
		})
	}
	asking.Wait()
	a.forget()
	if err := a.ask(session); err != nil {
		t.Errorf("within a session: %v", err)
	}
	a.forget()
	served := a.served.Load()
	if err := a.ask(new(identity)); !errors.Is(err, syscall.EPIPE) {
		t.Errorf("a login: %v, want a broken pipe", err)
	}
	if n := a.served.Load() - served; n != 0 {
		t.Errorf("the server saw %d logins", n)
	}
}

// Nothing is sent again for a caller who has given up.
func TestNoRepeatAfterTheEnd(t *testing.T) {
	a := newAsker(t)
	session := &identity{key: "52"}
	if err := a.ask(session); err != nil {
		t.Fatal(err)
	}
	a.forget()
	ctx, cancel := context.WithCancel(session.in(t.Context()))
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, a.url, cancelling{strings.NewReader(strings.Repeat("?", 1<<16)), cancel})
	if err != nil {
		t.Fatal(err)
	}
	req.ContentLength = 1 << 16
	req.GetBody = func() (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader(strings.Repeat("?", 1<<16))), nil
	}
	if res, err := a.next.RoundTrip(req); !errors.Is(err, context.Canceled) {
		t.Errorf("%v, %v; want %v", res, err, context.Canceled)
	}
	if n := a.served.Load(); n != 1 {
		t.Errorf("the server saw %d requests, want 1", n)
	}
}

// cancelling is a body whose reading cancels its request.
type cancelling struct {
	io.Reader
	cancel context.CancelFunc
}

func (c cancelling) Read(p []byte) (int, error) {
	c.cancel()
	return c.Reader.Read(p)
}

func (c cancelling) Close() error { return nil }
