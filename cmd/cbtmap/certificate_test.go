package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"cbtmap/fetch/simulate"
	"cbtmap/render"
)

// A certificate that is not trusted is told by what is wrong with it, and the
// advice mends that: no root certificate makes up for a wrong name or a date.
func TestWrongCertificates(t *testing.T) {
	for fault, want := range map[string]string{
		"wrongName": `(?s)is not trusted \(made out to vcenter\.example\.com; SHA-256 .*` +
			`hint: connect by a name that it is made out to, or accept exactly this one if that fingerprint is the server's own: add --thumbprint ([0-9A-F]{2}:){31}[0-9A-F]{2}, or note it`,
		"expiredCertificate": `(?s)is not trusted \(expired on \d{4}-\d\d-\d\d; SHA-256 .*` +
			`hint: have it renewed, or accept exactly this one if that fingerprint is the server's own: add --thumbprint ([0-9A-F]{2}:){31}[0-9A-F]{2}, or note it`,
	} {
		server := startServer(t, simulate.Options{Fail: []string{fault}})
		got := runWith(t.Context(), environmentOf(t, server), "inventory")
		if got.code != exitFailed || !regexp.MustCompile(want).MatchString(got.stderr) || regexp.MustCompile(`root certificate`).MatchString(got.stderr) {
			t.Errorf("%s: exit code %d: %s", fault, got.code, got.stderr)
		}
	}
}

// A certificate that changes in mid-report is told with the flag, as it is when
// it is the first.
func TestCertificateChangesInMidReport(t *testing.T) {
	server := vcenterForTests(t)
	for _, known := range []bool{true, false} {
		var way *crossing
		first := proxy(t, server, func(http.ResponseWriter, *http.Request) { way.lead(server.URL()) })
		way = startCrossing(t, first.URL)
		env := environmentOf(t, server)
		env["GOVC_URL"] = "https://" + way.Addr().String() + "/sdk"
		env["GOVC_TLS_CA_CERTS"] = ""
		args := []string{"report", "--vm", "sql01", "--disk", "2001", "--json", "--retry-for", "30s"}
		want := "add --thumbprint "
		if known {
			sum := sha256.Sum256(first.Certificate().Raw)
			args = append(args, "--thumbprint", hex.EncodeToString(sum[:]))
			want = "find out why it is not the one of --thumbprint, then give its own there"
		} else {
			env["GOVC_TLS_CA_CERTS"] = filepath.Join(t.TempDir(), "ca.pem")
			text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: first.Certificate().Raw})
			if err := os.WriteFile(env["GOVC_TLS_CA_CERTS"], text, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		got := runWith(t.Context(), env, args...)
		if got.code != exitIncomplete || !strings.Contains(got.stderr, want) {
			t.Errorf("exit code %d, %q is missing in %s", got.code, want, got.stderr)
		}
		var report struct {
			Failures []render.ReportFailure
		}
		if err := json.Unmarshal([]byte(got.stdout), &report); err != nil || len(report.Failures) == 0 || !strings.Contains(report.Failures[0].Fault.Advice, want) {
			t.Errorf("%v, %q is missing in %+v", err, want, report.Failures)
		}
	}
}

// crossing passes connections on, now to one server and then to another.
type crossing struct {
	net.Listener

	mu   sync.Mutex
	to   string
	open []net.Conn
}

func startCrossing(t *testing.T, url string) *crossing {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c := &crossing{Listener: l}
	c.lead(url)
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			here, err := l.Accept()
			if err != nil {
				return
			}
			c.pass(here)
		}
	}()
	return c
}

func (c *crossing) pass(here net.Conn) {
	c.mu.Lock()
	defer c.mu.Unlock()
	there, err := net.Dial("tcp", c.to)
	if err != nil {
		_ = here.Close()
		return
	}
	c.open = append(c.open, here, there)
	go func() { _, _ = io.Copy(there, here) }()
	go func() { _, _ = io.Copy(here, there) }()
}

// lead breaks what is open and leads to another server from now on.
func (c *crossing) lead(url string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, conn := range c.open {
		_ = conn.Close()
	}
	c.open, c.to = nil, strings.TrimSuffix(strings.TrimPrefix(url, "https://"), "/sdk")
}
