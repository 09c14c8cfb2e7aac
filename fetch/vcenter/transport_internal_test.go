package vcenter

import (
	"errors"
	"net"
	"net/url"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Failures of the network that no test can bring about on a machine of its own.
func TestConnectErrorOfNetworks(t *testing.T) {
	a, err := parseAddress("https://vc01.example.com")
	if err != nil {
		t.Fatal(err)
	}
	post := func(err error) error { return &url.Error{Op: "Post", URL: "https://vc01.example.com/sdk", Err: err} }
	dial := func(err error) error { return post(&net.OpError{Op: "dial", Net: "tcp", Err: err}) }
	for _, tt := range []struct {
		err  error
		want string
	}{
		{dial(&net.DNSError{Err: "no such host", Name: "vc01.example.com", IsNotFound: true}), "no server is named vc01.example.com: check the name in GOVC_URL or --url"},
		{dial(syscall.Errno(10061)), "vc01.example.com:443 refuses connections"}, // as Windows says it
		{dial(errors.New("no route to host")), "the connection to vc01.example.com failed (no route to host)"},
		{dial(&net.DNSError{Err: "i/o timeout", IsTimeout: true}), "did not answer in time (limit 30s)"},
		{post(errors.New("proxyconnect tcp: EOF")), "the connection to vc01.example.com failed (proxyconnect tcp: EOF)"},
		{errors.New("odd"), "does not answer like a vCenter"},
	} {
		got := connectError(tt.err, a, "", limit{30 * time.Second, "--timeout"})
		if !strings.Contains(got.Error(), tt.want) || !errors.Is(got, tt.err) {
			t.Errorf("%v: %v", tt.err, got)
		}
	}
}
