package vcenter_test

import (
	"context"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/vmware/govmomi/vim25/soap"

	"cbtmap/fetch/simulate"
	"cbtmap/fetch/vcenter"
)

func TestConnect(t *testing.T) { eachProtocol(t, testConnect) }

func testConnect(t *testing.T, protocol string) {
	c := connect(t, liveOver(protocol))
	want := vcenter.Server{Host: liveOver(protocol).Host(), User: simulate.Username, Product: "VMware vCenter Server 8.0.3", Release: "8.0.3.0", Instance: c.Server().Instance, Protocol: protocol}
	if c.Server() != want || want.Instance == "" {
		t.Errorf("%+v", c.Server())
	}
	for range 2 {
		if err := c.Close(t.Context()); err != nil {
			t.Error(err)
		}
	}
	_, err := c.FindVM(t.Context(), "sql01")
	wantError(t, err, "the session on "+want.Host+" has ended: connect again")
}

func TestConnectWithoutRight(t *testing.T) { eachProtocol(t, testConnectWithoutRight) }

func testConnectWithoutRight(t *testing.T, protocol string) {
	config := liveOver(protocol)
	config.Password = "Zq-wrong-9X"
	_, err := vcenter.Connect(t.Context(), config)
	wantError(t, err, `refuses the user name or password of "administrator@vsphere.local": check GOVC_USERNAME`)
	if strings.Contains(err.Error(), config.Password) {
		t.Errorf("the password shows in %v", err)
	}
	_, err = vcenter.Connect(t.Context(), vcenter.Config{URL: "vc01"})
	wantError(t, err, "no user is given for vc01")

	for kind, want := range map[string]string{
		"PasswordExpired": `the password of "reader" on 127.0.0.1`,
		"NoPermission":    `"reader" may not log in to 127.0.0.1`,
		"SystemError":     "refuses the connection (denied)",
	} {
		_, err = vcenter.Connect(t.Context(), serveOver(t, protocol, canned{"Login": faulty(kind, "denied", "")}.handler()))
		wantError(t, err, want)
	}
}

// thumbprint is the SHA-256 of live's certificate.
func thumbprint(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(live.CAFile())
	if err != nil {
		t.Fatal(err)
	}
	block, _ := pem.Decode(text)
	cert, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	return soap.ThumbprintSHA256(cert)
}

func TestCertificateInMemory(t *testing.T) {
	config := liveConfig()
	text, err := os.ReadFile(config.CACerts)
	if err != nil {
		t.Fatal(err)
	}
	config.CACerts, config.RootCAs = "", string(text)
	connect(t, config)
	config.RootCAs = "no certificate"
	_, err = vcenter.Connect(t.Context(), config)
	wantError(t, err, "is not trusted (unknown authority")
}

func TestCertificateMustBeTrusted(t *testing.T) {
	config := liveConfig()
	config.CACerts = ""
	_, err := vcenter.Connect(t.Context(), config)
	wantError(t, err, fmt.Sprintf("the certificate of %s is not trusted (unknown authority; SHA-256 %s)", config.Host(), thumbprint(t)))
	wantError(t, err, "name its root certificate with --ca-certs or GOVC_TLS_CA_CERTS")

	lines := filepath.Join(t.TempDir(), "known_hosts")
	if err := os.WriteFile(lines, []byte("vc01.example.com:443 "+thumbprint(t)+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	listed := config
	listed.KnownHosts = lines
	_, err = vcenter.Connect(t.Context(), listed)
	wantError(t, err, fmt.Sprintf("(unknown authority, and %s has no line for %s; SHA-256 ", lines, config.Host()))
	for _, setting := range []string{"GOVC_TLS_CA_CERTS", "GOVC_TLS_KNOWN_HOSTS"} {
		wantError(t, err, setting)
	}
	var untrusted *vcenter.UntrustedError
	if !errors.As(err, &untrusted) || untrusted.Thumbprint != thumbprint(t) || untrusted.Host != config.Host() {
		t.Fatalf("%+v", untrusted)
	}

	// What was shown can be accepted, in any of the usual spellings, or in a file.
	accepted := config
	for _, accepted.Thumbprint = range []string{untrusted.Thumbprint, strings.ToLower(strings.ReplaceAll(untrusted.Thumbprint, ":", ""))} {
		connect(t, accepted)
	}
	known := filepath.Join(t.TempDir(), "known_hosts")
	host := strings.TrimSuffix(strings.TrimPrefix(live.URL(), "https://"), "/sdk")
	if err := os.WriteFile(known, []byte(host+" "+untrusted.Thumbprint+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	accepted = config
	accepted.KnownHosts = known
	connect(t, accepted)
	accepted = config
	accepted.Insecure = true
	connect(t, accepted)

	// Another certificate than the accepted one is refused, unless its root is trusted.
	other := config
	other.Thumbprint = strings.Repeat("AB:", 31) + "AB"
	_, err = vcenter.Connect(t.Context(), other)
	wantError(t, err, "shows another certificate than the accepted one (SHA-256 "+untrusted.Thumbprint+"): find out why")
	other.CACerts = live.CAFile()
	connect(t, other)

	other.CACerts = filepath.Join(t.TempDir(), "none.pem")
	_, err = vcenter.Connect(t.Context(), other)
	wantError(t, err, "the trusted roots of --ca-certs or GOVC_TLS_CA_CERTS cannot be read")
	other.CACerts = known
	_, err = vcenter.Connect(t.Context(), other)
	wantError(t, err, "the trusted roots of --ca-certs or GOVC_TLS_CA_CERTS cannot be read")
}

// httptest's certificate is made out to example.com and 127.0.0.1, not to the
// name localhost.
func TestCertificateOfAnotherName(t *testing.T) {
	s := httptest.NewUnstartedServer(canned{}.handler())
	s.Config.ErrorLog = silent()
	s.StartTLS()
	t.Cleanup(s.Close)
	ca := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(ca, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw}), 0o600); err != nil {
		t.Fatal(err)
	}
	config := vcenter.Config{URL: s.URL, Username: "u", Password: "p", CACerts: ca}
	connect(t, config)
	config.URL = strings.Replace(s.URL, "127.0.0.1", "localhost", 1)
	_, err := vcenter.Connect(t.Context(), config)
	wantError(t, err, "is not trusted (made out to example.com, *.example.com, 127.0.0.1 and 1 more; SHA-256")
}

func TestConnectToOtherThings(t *testing.T) {
	status := func(code int) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", "https://elsewhere.example/")
			w.WriteHeader(code)
		}
	}
	body := func(kind, text string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", kind)
			_, _ = w.Write([]byte(text))
		}
	}
	for name, tt := range map[string]struct {
		handler http.Handler
		want    string
	}{
		"404":        {http.NotFoundHandler(), "does not answer like a vCenter or an ESXi host (HTTP status 404 Not Found): check the address"},
		"redirect":   {status(http.StatusPermanentRedirect), "(HTTP status 308 Permanent Redirect)"},
		"starting":   {status(http.StatusServiceUnavailable), "is not ready (HTTP status 503 Service Unavailable): its services may still be starting"},
		"proxy":      {status(http.StatusProxyAuthRequired), "the proxy on the way"},
		"web page":   {body("text/html; charset=utf-8", "<html><body>welcome</body></html>"), "(HTTP status 200 with a web page)"},
		"text":       {body("text/plain", "hello"), "does not answer like a vCenter"},
		"bad XML":    {body("text/xml", "<a><b></a>"), "(its answer is not what was asked for)"},
		"nothing":    {status(http.StatusOK), "does not answer like a vCenter"},
		"other SOAP": {body("text/xml", fmt.Sprintf(envelope, "<Hello/>")), "does not answer like a vCenter"},
		"a fault":    {canned{"RetrieveServiceContent": faulty("HostConfigFault", "sick", "")}.handler(), "refuses the connection (sick)"},
	} {
		t.Run(name, func(t *testing.T) {
			config := serve(t, tt.handler)
			_, err := vcenter.Connect(t.Context(), config)
			wantError(t, err, tt.want)
			wantError(t, err, config.Host())
		})
	}
}

// A login is a password: it goes to the server that was named, and nowhere that
// this server points to.
func TestLoginIsNotSentElsewhere(t *testing.T) { eachProtocol(t, testLoginIsNotSentElsewhere) }

func testLoginIsNotSentElsewhere(t *testing.T, protocol string) {
	elsewhere, calls := called(canned{}.handler())
	other := serveOver(t, protocol, elsewhere)
	good := canned{}.handler()
	_, err := vcenter.Connect(t.Context(), serveOver(t, protocol, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if asks(r, "Login") {
			http.Redirect(w, r, other.URL, http.StatusTemporaryRedirect)
			return
		}
		good.ServeHTTP(w, r)
	})))
	wantError(t, err, "(HTTP status 307 Temporary Redirect)")
	if calls("Login") != 0 {
		t.Error("the password was sent to another server")
	}
}

func TestConnectToNothing(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	config := vcenter.Config{URL: "https://" + l.Addr().String(), Username: "u", Password: "p"}
	l.Close()
	_, err = vcenter.Connect(t.Context(), config)
	wantError(t, err, config.Host()+" refuses connections: check the host and the port")

	s := httptest.NewUnstartedServer(canned{}.handler())
	s.Config.ErrorLog = silent()
	s.Start()
	t.Cleanup(s.Close)
	config.URL = strings.Replace(s.URL, "http:", "https:", 1)
	_, err = vcenter.Connect(t.Context(), config)
	wantError(t, err, "does not speak TLS on this port")
}

// A server that accepts connections and never says a word holds nobody up, and
// leaves nothing behind.
func TestConnectToMuteServer(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			t.Cleanup(func() { conn.Close() })
		}
	}()
	config := vcenter.Config{URL: "https://" + l.Addr().String(), Username: "u", Password: "p", Timeout: 50 * time.Millisecond}
	before := runtime.NumGoroutine()
	for range 5 {
		_, err := vcenter.Connect(t.Context(), config)
		wantError(t, err, config.Host()+" did not answer in time (limit 50ms): check the address")
		wantIs(t, err, context.DeadlineExceeded)
	}
	config.Thumbprint = "AB" // the other way of checking certificates
	_, err = vcenter.Connect(t.Context(), config)
	wantIs(t, err, context.DeadlineExceeded)

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = vcenter.Connect(ctx, config)
	wantError(t, err, "was interrupted")
	wantIs(t, err, context.Canceled)

	// Handshakes given up end by themselves a moment later.
	for wait := time.Millisecond; runtime.NumGoroutine() > before; wait *= 2 {
		if wait > 4*time.Second {
			t.Fatalf("%d goroutines, %d before", runtime.NumGoroutine(), before)
		}
		time.Sleep(wait)
	}
}

// The context that ends the work ends the logout too unless it has another.
func TestCloseLogsOut(t *testing.T) { eachProtocol(t, testCloseLogsOut) }

func testCloseLogsOut(t *testing.T, protocol string) {
	h, calls := called(canned{}.handler())
	c, err := vcenter.Connect(t.Context(), serveOver(t, protocol, h))
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := c.Close(t.Context()); err != nil {
			t.Error(err)
		}
	}
	if calls("Logout") != 1 {
		t.Errorf("%d logouts", calls("Logout"))
	}

	// A session that ended by itself is no failure; another fault is.
	for kind, want := range map[string]string{"NotAuthenticated": "", "SystemError": "logging out: 127.0.0.1"} {
		c, err := vcenter.Connect(t.Context(), serveOver(t, protocol, canned{"Logout": faulty(kind, "x", "")}.handler()))
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Close(t.Context()); want != "" {
			wantError(t, err, want)
		} else if err != nil {
			t.Error(err)
		}
	}
}
