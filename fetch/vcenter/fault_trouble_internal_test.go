package vcenter

import (
	"compress/gzip"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
	"github.com/vmware/govmomi/vim25/xml"
)

// post is err as the HTTP client wraps it, dial as a connection that never was.
func post(err error) error {
	return &url.Error{Op: "Post", URL: "https://vc01/sdk", Err: err}
}

func dial(err error) error { return post(&net.OpError{Op: "dial", Net: "tcp", Err: err}) }

// lateHandshake is what net/http has a type of its own for.
type lateHandshake struct{}

func (lateHandshake) Error() string { return "net/http: TLS handshake timeout" }
func (lateHandshake) Timeout() bool { return true }

func status(code int) error { return post(&statusError{code: code, wait: time.Minute}) }

// troubles are failures that have no fault in them.
var troubles = []struct {
	row   string
	scene scene
	err   error
	name  string // fault.Fault.Fault
	value string // fault.Fault.Property
}{
	{"connecting interrupted", atLogin, post(context.Canceled), "canceled", ""},
	{"interrupted", listing, fmt.Errorf("x: %w", context.Canceled), "canceled", ""},
	{"connecting too slow", atLogin, post(context.DeadlineExceeded), "timeout", ""},
	{"too slow", atSnapshot, context.DeadlineExceeded, "timeout", ""},
	{"too slow to finish", atSnapshot, begun(context.DeadlineExceeded), "timeout", ""},
	{"too slow to connect", atSnapshot, dial(syscall.ETIMEDOUT), "timeout", ""},
	{"too slow to shake hands", atSnapshot, post(lateHandshake{}), "timeout", ""},
	{"name service", atLogin, dial(&net.DNSError{Err: "server misbehaving", IsTemporary: true}), "dns", ""},
	{"no such host", atLogin, dial(&net.DNSError{Err: "no such host", IsNotFound: true}), "dns", ""},
	{"no such host any more", atSnapshot, dial(&net.DNSError{Err: "no such host", IsNotFound: true}), "dns", ""},
	{"refused", atLogin, dial(syscall.ECONNREFUSED), "refused", ""},
	{"refused later", atSnapshot, dial(syscall.Errno(10061)), "refused", ""},
	{"unreachable", atLogin, dial(syscall.EHOSTUNREACH), "network", ""},
	{"unreachable", atSnapshot, dial(syscall.Errno(10051)), "network", ""},
	{"reply cut off", atSnapshot, io.EOF, "network", ""}, // the decoder's
	{"no reply in it", atSnapshot, errBadReply, "network", ""},
	{"no reply in it", atSnapshot, &badReply{noAnswer, errors.New("odd")}, "network", ""},
	{"no reply in it", atSnapshot, gzip.ErrChecksum, "network", ""},
	{"no reply in it", atSnapshot, errors.New("invalid byte in chunk length"), "network", ""},
	{"no reply in it", listing, xml.UnmarshalError("expected element <Envelope> in name space x"), "network", ""},
	{"strange answer at login", atLogin, xml.UnmarshalError("expected element <Envelope> in name space x"), "network", ""},
	{"other letters", atSnapshot, bad(&encodingError{"KOI8-R"}), "network", ""},
	{"mute fault", atSnapshot, soap.WrapSoapFault(new(soap.Fault)), "", ""},
	{"dropped", atSnapshot, post(io.EOF), "network", ""},
	{"dropped", atSnapshot, io.ErrUnexpectedEOF, "network", ""},
	{"dropped", atSnapshot, post(&net.OpError{Op: "read", Err: syscall.ECONNRESET}), "network", ""},
	{"dropped", atSnapshot, post(&net.OpError{Op: "write", Err: syscall.Errno(10054)}), "network", ""},
	{"connection", atSnapshot, post(errors.New("odd")), "network", ""},
	{"connection", atSnapshot, post(&net.OpError{Op: "read", Err: errors.New("odd")}), "network", ""},
	{"proxy login", atLogin, post(&proxiedError{"proxy:3128", &statusError{code: 407, proxy: true}}), "http", "407"},
	{"proxy login", atLogin, status(407), "http", "407"},
	{"proxy refuses", atLogin, post(&proxiedError{"proxy:3128", &statusError{code: 403, proxy: true}}), "http", "403"},
	{"proxy unreachable", atSnapshot, post(&proxiedError{"proxy:3128", &net.OpError{Op: "proxyconnect", Err: errors.New("x")}}), "network", ""},
	{"web page", atLogin, post(&statusError{code: 200, html: true}), "http", "200"},
	{"web page later", atSnapshot, post(&statusError{code: 200, html: true}), "http", "200"},
	{"HTTP 2xx", atSnapshot, status(201), "http", "201"},
	{"other status", atLogin, status(201), "http", "201"},
	{"HTTP 401", atSnapshot, status(401), "http", "401"},
	{"HTTP 403", atSnapshot, status(403), "http", "403"},
	{"HTTP 404", atSnapshot, status(404), "http", "404"},
	{"other status", atLogin, status(404), "http", "404"},
	{"HTTP 408", atSnapshot, status(408), "http", "408"},
	{"HTTP 413", atSnapshot, status(413), "http", "413"},
	{"HTTP 429", atSnapshot, status(429), "http", "429"},
	{"HTTP 500", atSnapshot, status(500), "http", "500"},
	{"HTTP 501", atSnapshot, status(501), "http", "501"},
	{"HTTP 5xx", atSnapshot, status(503), "http", "503"},
	{"HTTP 5xx", atLogin, status(504), "http", "504"},
	{"HTTP 3xx", atLogin, status(302), "http", "302"},
	{"strange answer at login", atLogin, errors.New("odd"), "network", ""},
	{"strange answer at login", atLogin, errNotVSphere, "http", ""},
	{"anything else", listing, errors.New("odd"), "network", ""},
	{"certificate changed", atLogin, post(&ChangedError{Thumbprint: "AA:BB"}), "tls", ""},
	{"no TLS", atLogin, post(errors.New("http: server gave HTTP response to HTTPS client")), "tls", ""},
	{"TLS version", atLogin, post(errors.New("tls: server selected unsupported protocol version 301")), "tls", ""},
	{"untrusted", atLogin, post(&tls.CertificateVerificationError{UnverifiedCertificates: []*x509.Certificate{{}}, Err: errors.New("x509: odd")}), "tls", ""},
}

func TestTroubles(t *testing.T) {
	for _, tt := range troubles {
		r, _ := judge(signsOf(tt.err), tt.scene)
		if r.id != tt.row {
			t.Errorf("%v is taken for %q, not %q", tt.err, r.id, tt.row)
			continue
		}
		e := tt.scene.explain(tt.err)
		if e.Fault != tt.name || e.Property != tt.value || e.Key != "" {
			t.Errorf("%v is %+v", tt.err, e.Explain())
		}
		if !errors.Is(e, tt.err) {
			t.Errorf("the cause %v is lost", tt.err)
		}
		for _, text := range []string{e.What, e.Meaning, e.Advice} {
			wantSentence(t, text)
		}
	}
	if e := atSnapshot.explain(status(429)); e.RetryAfter() != time.Minute || !e.Temporary() {
		t.Errorf("waits %s", e.RetryAfter())
	}
	if e := atSnapshot.explain(fmt.Errorf("again: %w", &Error{What: "told before", final: true})); e.What != "told before" || !e.Final() {
		t.Errorf("%+v", e)
	}
}

// certificateFor is self-signed, made out to a name, for a time around now.
func certificateFor(t *testing.T, name string, from, to time.Duration) tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	cert := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name}, NotBefore: now.Add(from), NotAfter: now.Add(to),
		DNSNames: []string{name}, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	if name == "127.0.0.1" {
		cert.IPAddresses = []net.IP{net.IPv4(127, 0, 0, 1)}
	}
	der, err := x509.CreateCertificate(rand.Reader, cert, cert, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key, Leaf: leaf}
}

// Handshakes that fail for real, each for another reason.
func TestHandshakes(t *testing.T) {
	good := certificateFor(t, "127.0.0.1", -time.Hour, time.Hour)
	for _, tt := range []struct {
		row    string
		server *tls.Config
		trust  bool
	}{
		{row: "unknown authority", server: &tls.Config{Certificates: []tls.Certificate{good}}},
		{row: "other name", trust: true, server: &tls.Config{Certificates: []tls.Certificate{certificateFor(t, "vc02", -time.Hour, time.Hour)}}},
		{row: "expired", trust: true, server: &tls.Config{Certificates: []tls.Certificate{certificateFor(t, "127.0.0.1", -2*time.Hour, -time.Hour)}}},
		{row: "not valid yet", trust: true, server: &tls.Config{Certificates: []tls.Certificate{certificateFor(t, "127.0.0.1", time.Hour, 2*time.Hour)}}},
		{row: "TLS version", trust: true, server: &tls.Config{Certificates: []tls.Certificate{good}, MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11}},
		{row: "TLS client certificate", trust: true, server: &tls.Config{Certificates: []tls.Certificate{good}, ClientAuth: tls.RequireAnyClientCert}},
		{row: "TLS handshake", trust: true, server: &tls.Config{Certificates: []tls.Certificate{good}, GetConfigForClient: func(*tls.ClientHelloInfo) (*tls.Config, error) {
			return nil, errors.New("no")
		}}},
	} {
		t.Run(tt.row, func(t *testing.T) {
			s := httptest.NewUnstartedServer(http.NotFoundHandler())
			s.Config.ErrorLog = log.New(io.Discard, "", 0)
			s.TLS = tt.server.Clone()
			s.StartTLS()
			defer s.Close()
			roots := x509.NewCertPool()
			if tt.trust {
				roots.AddCert(tt.server.Certificates[0].Leaf)
			}
			client := http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}}
			defer client.CloseIdleConnections()
			res, err := client.Get(s.URL)
			if err == nil {
				res.Body.Close()
				t.Fatal("it worked")
			}
			r, _ := judge(signsOf(err), atLogin)
			if r.id != tt.row {
				t.Errorf("%v is taken for %q", err, r.id)
			}
			e := atLogin.explain(err)
			wantSentence(t, e.What)
			if e.Fault != nameTLS {
				t.Errorf("%+v", e)
			}
			var untrusted *UntrustedError
			if print := soap.ThumbprintSHA256(tt.server.Certificates[0].Leaf); strings.Contains(e.What, "is not trusted") &&
				(!errors.As(e, &untrusted) || untrusted.Thumbprint != print || !strings.Contains(e.What, print) || untrusted.Reason == "" || untrusted.Remedy == "" || !strings.HasPrefix(e.Advice, untrusted.Remedy+", or ")) {
				t.Errorf("%+v", untrusted)
			}
		})
	}
}

// Replies that end half-way, or are of another kind, in both protocols.
func TestHalfReplies(t *testing.T) {
	const envelope = `<?xml version="1.0"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><QueryChangedDiskAreasResponse xmlns="urn:vim25"><returnval><startOffset>0</startOff`
	for _, tt := range []struct {
		inJSON     bool
		kind, body string
		missing    int // bytes that were promised and do not come
		row        string
	}{
		{false, "text/xml", envelope, 0, "reply cut off"},
		{false, "text/xml", envelope, 10, "dropped"},
		{false, "text/xml", "", 0, "reply cut off"},
		{true, "application/json", `{"_typeName":"DiskChangeInfo","startOffset":0,"leng`, 10, "dropped"},
		{true, "application/json", `{"startOffset":0,"length":"x"}`, 0, "no reply in it"},
		{true, "application/json", `nonsense`, 0, "no reply in it"},
	} {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", tt.kind)
			w.Header().Set("Content-Length", fmt.Sprint(len(tt.body)+tt.missing))
			_, _ = io.WriteString(w, tt.body)
		}))
		u, err := url.Parse(s.URL + "/sdk")
		if err != nil {
			t.Fatal(err)
		}
		c := soap.NewClient(u, false)
		c.Namespace, c.Version = "urn:vim25", "8.0.3.0"
		c.UseJSON(tt.inJSON)
		_, err = methods.QueryChangedDiskAreas(t.Context(), call{c, tt.inJSON}, &types.QueryChangedDiskAreas{This: vmRef("vm-1")})
		c.CloseIdleConnections()
		s.Close()
		if r, _ := judge(signsOf(err), atSnapshot); r.id != tt.row {
			t.Errorf("%q, %d bytes short: %v is taken for %q, not %q", tt.body, tt.missing, err, r.id, tt.row)
		}
		if e := atSnapshot.explain(err); !e.Temporary() || e.Fault != nameNetwork {
			t.Errorf("%+v", e)
		}
	}
}

// Each row has an example: none stands in the shadow of another.
func TestEveryRowIsReached(t *testing.T) {
	reached := map[string]bool{}
	for _, w := range wireFaults {
		reached[w.row] = true
	}
	for _, tt := range troubles {
		reached[tt.row] = true
	}
	for _, id := range []string{"unknown authority", "other name", "expired", "not valid yet", "TLS client certificate", "TLS handshake"} {
		reached[id] = true // TestHandshakes
	}
	for _, r := range faultTable() {
		if !reached[r.id] {
			t.Errorf("row %q has no example", r.id)
		}
	}
}
