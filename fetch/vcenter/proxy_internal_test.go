package vcenter

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

// proxyThat answers CONNECT with a status line, or with nothing at all.
func proxyThat(t *testing.T, status string) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			t.Cleanup(func() { _ = conn.Close() })
			if _, err := http.ReadRequest(bufio.NewReader(conn)); err == nil && status != "" {
				fmt.Fprintf(conn, "HTTP/1.1 %s\r\nContent-Length: 0\r\n\r\n", status)
			}
		}
	}()
	return l.Addr().String()
}

func TestProxyIsNamed(t *testing.T) {
	dead, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = dead.Close()
	a, err := parseAddress("vc01.example.com")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ proxy, want string }{
		{dead.Addr().String(), "the proxy %s on the way to vc01.example.com cannot be reached (dial tcp "},
		{proxyThat(t, "403 Forbidden"), "the proxy %s on the way to vc01.example.com refuses it (HTTP status 403 Forbidden): check HTTPS_PROXY, or exempt the server with NO_PROXY"},
		{proxyThat(t, "407 Proxy Authentication Required"), "the proxy %s on the way to vc01.example.com asks for a password: put it into HTTPS_PROXY"},
		{proxyThat(t, ""), "vc01.example.com did not answer in time through the proxy %s (limit 1s)"},
	} {
		transport := &http.Transport{Proxy: http.ProxyURL(&url.URL{Scheme: "http", Host: tt.proxy, User: url.UserPassword("jane", "5ecret")})}
		t.Cleanup(transport.CloseIdleConnections)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, a.text(), strings.NewReader("hello"))
		if err != nil {
			t.Fatal(err)
		}
		_, err = throughProxy(transport).RoundTrip(req)
		got := connectError(err, a, "", limit{time.Second, "--timeout"}).Error()
		if want := fmt.Sprintf(tt.want, tt.proxy); !strings.HasPrefix(got, want) {
			t.Errorf("%q does not begin with %q", got, want)
		}
		if strings.Contains(got+err.Error(), "5ecret") {
			t.Errorf("the password of the proxy shows in %q", got)
		}
	}
}
