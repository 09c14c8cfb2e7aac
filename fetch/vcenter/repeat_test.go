package vcenter_test

import (
	"context"
	"io"
	"net"
	"net/url"
	"sync"
	"sync/atomic"
	"testing"

	"cbtmap/fetch/simulate"
	"cbtmap/fetch/vcenter"
)

// balancer passes bytes on to a server, and can forget the connections that it
// holds: none is closed, and the next byte on one is answered by a reset. That
// is what firewalls do to what was idle.
type balancer struct {
	listener net.Listener
	server   string

	mu         sync.Mutex
	forgetting []*atomic.Bool
}

func newBalancer(t *testing.T, server string) *balancer {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	b := &balancer{listener: l, server: server}
	t.Cleanup(func() { l.Close() })
	go b.serve()
	return b
}

func (b *balancer) serve() {
	for {
		client, err := b.listener.Accept()
		if err != nil {
			return
		}
		forgotten := new(atomic.Bool)
		b.mu.Lock()
		b.forgetting = append(b.forgetting, forgotten)
		b.mu.Unlock()
		go b.pass(client.(*net.TCPConn), forgotten)
	}
}

func (b *balancer) pass(client *net.TCPConn, forgotten *atomic.Bool) {
	defer client.Close()
	server, err := net.Dial("tcp", b.server)
	if err != nil {
		return
	}
	defer server.Close()
	go func() { _, _ = io.Copy(client, server) }()
	buf := make([]byte, 32<<10)
	for {
		n, err := client.Read(buf)
		if forgotten.Load() {
			_ = client.SetLinger(0) // close with a reset
			return
		}
		if _, werr := server.Write(buf[:n]); err != nil || werr != nil {
			return
		}
	}
}

// forget makes every connection so far a dead one.
func (b *balancer) forget() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, f := range b.forgetting {
		f.Store(true)
	}
}

// TestForgottenConnection: a connection that something in between has forgotten
// costs no call and leaves no session behind.
func TestForgottenConnection(t *testing.T) { eachProtocol(t, testForgottenConnection) }

func testForgottenConnection(t *testing.T, protocol string) {
	sim, err := simulate.Start(simulate.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { sim.Close() })
	u, err := url.Parse(sim.URL())
	if err != nil {
		t.Fatal(err)
	}
	b := newBalancer(t, u.Host)
	u.Host = b.listener.Addr().String()
	ctx := context.Background()
	c, err := vcenter.Connect(ctx, vcenter.Config{
		URL: u.String(), Username: simulate.Username, Password: simulate.Password, RootCAs: sim.Root(), Protocol: protocol,
	})
	if err != nil {
		t.Fatal(err)
	}
	b.forget()
	vm, err := c.FindVM(ctx, "web01")
	if err != nil {
		t.Fatalf("a call over a forgotten connection: %v", err)
	}
	b.forget()
	if _, err := c.Detail(ctx, vm.MoID); err != nil {
		t.Errorf("a second one: %v", err)
	}
	b.forget()
	if err := c.Close(ctx); err != nil {
		t.Errorf("the logout: %v", err)
	}
	if n := sim.Sessions(); n != 0 {
		t.Errorf("%d sessions are left", n)
	}
}
