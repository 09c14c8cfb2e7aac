package vcenter

import (
	"context"
	"errors"
	"net"
	"net/http"
	"runtime"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// mute is a server that accepts connections and never says a word. It counts how
// many are open.
func mute(t *testing.T) (address string, open *atomic.Int32) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	open = new(atomic.Int32)
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			open.Add(1)
			go func() {
				defer open.Add(-1)
				defer conn.Close()
				buf := make([]byte, 4096)
				for {
					if _, err := conn.Read(buf); err != nil {
						return
					}
				}
			}()
		}
	}()
	return l.Addr().String(), open
}

// blackHole is a dialler whose packets nobody answers: it waits where the
// system would wait for the other side.
func blackHole() net.Dialer {
	return net.Dialer{ControlContext: func(ctx context.Context, _, _ string, _ syscall.RawConn) error {
		<-ctx.Done()
		return ctx.Err()
	}}
}

// settle waits until no more goroutines are left than there were.
func settle(t *testing.T, before int) {
	t.Helper()
	for wait := time.Millisecond; runtime.NumGoroutine() > before; wait *= 2 {
		if wait > 4*time.Second {
			t.Fatalf("%d goroutines, %d before", runtime.NumGoroutine(), before)
		}
		time.Sleep(wait)
	}
}

// Each limit holds by itself, for a caller who would wait for ever, and leaves
// neither a goroutine nor a socket.
func TestLimitsHold(t *testing.T) {
	const limit = 30 * time.Millisecond
	address, open := mute(t)
	for name, tt := range map[string]struct {
		limits limits
		dialer net.Dialer
		want   string // advice that helps
	}{
		"dial":      {limits{dial: limit, handshake: time.Hour, connect: time.Hour}, blackHole(), "check the address, the network and any firewall"},
		"handshake": {limits{dial: time.Hour, handshake: limit, connect: time.Hour}, net.Dialer{}, "check the address, the network and any firewall, or give it longer with GOVC_TLS_HANDSHAKE_TIMEOUT"},
	} {
		t.Run(name, func(t *testing.T) {
			transport := &http.Transport{}
			tt.limits.set(transport, tt.dialer)
			defer transport.CloseIdleConnections()
			a, err := parseAddress("https://" + address)
			if err != nil {
				t.Fatal(err)
			}
			before := runtime.NumGoroutine()
			for range 20 {
				req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, a.text(), strings.NewReader("x"))
				if err != nil {
					t.Fatal(err)
				}
				began := time.Now()
				_, err = (&http.Client{Transport: transport}).Do(req)
				if err == nil || time.Since(began) > time.Minute {
					t.Fatalf("%v after %s", err, time.Since(began))
				}
				got := connectError(err, a, "", tt.limits.exceeded(err))
				if e := (*Error)(nil); !errors.As(got, &e) || !strings.HasSuffix(e.What, "(limit 30ms)") || e.Advice != tt.want || !e.Temporary() {
					t.Fatalf("%v\nis told as %v", err, got)
				}
			}
			settle(t, before)
			for wait := time.Millisecond; open.Load() != 0; wait *= 2 { // the server hears of it in its own time
				if wait > 4*time.Second {
					t.Fatalf("%d connections open", open.Load())
				}
				time.Sleep(wait)
			}
		})
	}
}

// The limits that are given reach the transport, and those that are not are the
// usual ones.
func TestLimitsOfConfig(t *testing.T) {
	for _, tt := range []struct {
		config Config
		want   limits
	}{
		{Config{}, limits{connectTimeout, DefaultHandshakeTimeout, DefaultTimeout}},
		{Config{HandshakeTimeout: time.Second, Timeout: time.Minute}, limits{connectTimeout, time.Second, time.Minute}},
	} {
		tt.config.URL = "vc01"
		a, err := parseAddress(tt.config.URL)
		if err != nil {
			t.Fatal(err)
		}
		sc, err := httpClient(tt.config, a)
		if err != nil {
			t.Fatal(err)
		}
		if got := tt.config.limits(); got != tt.want || sc.DefaultTransport().TLSHandshakeTimeout != tt.want.handshake || sc.DefaultTransport().DialTLSContext != nil {
			t.Errorf("%+v, want %+v", got, tt.want)
		}
	}
}

// All of Connect is bounded too, whatever the server does not answer to.
func TestConnectIsBounded(t *testing.T) {
	address, open := mute(t)
	before := runtime.NumGoroutine()
	for range 20 {
		began := time.Now()
		_, err := Connect(t.Context(), Config{URL: "https://" + address, Username: "u", Password: "p", HandshakeTimeout: 20 * time.Millisecond})
		if err == nil || !strings.Contains(err.Error(), "limit 20ms") || time.Since(began) > 10*time.Second {
			t.Fatalf("%v after %s", err, time.Since(began))
		}
	}
	for _, protocol := range []string{SOAP, JSON} {
		_, err := Connect(t.Context(), Config{URL: "http://" + address, Username: "u", Password: "p", Timeout: 30 * time.Millisecond, Protocol: protocol})
		if err == nil || !strings.Contains(err.Error(), "limit 30ms") || !strings.HasSuffix(err.Error(), " --timeout") {
			t.Fatal(err)
		}
	}
	settle(t, before)
	if n := open.Load(); n != 0 {
		t.Errorf("%d connections open", n)
	}
}
