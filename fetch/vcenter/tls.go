package vcenter

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"strings"

	"github.com/vmware/govmomi/vim25/soap"
)

// UntrustedError is the cause of an Error when a server's certificate is not
// trusted. It carries what a person needs to judge it: after a look at the
// fingerprint, connect again with Config.Thumbprint set to it.
type UntrustedError struct {
	Host       string // for display
	Thumbprint string // SHA-256 of the certificate, "AA:BB:…"
	Reason     string // why it is not trusted, in a few words: "unknown authority", "expired on 2026-01-02"
	Remedy     string // what mends that, so that no fingerprint has to be accepted: "have it renewed"
	Err        error  // why it is not trusted
}

func (e *UntrustedError) Error() string {
	return fmt.Sprintf("certificate of %s with SHA-256 %s: %v", e.Host, e.Thumbprint, e.Err)
}

// Unwrap gives the reason.
func (e *UntrustedError) Unwrap() error { return e.Err }

// ChangedError is the cause of an Error when a server shows another certificate
// than the one that was accepted for it before, and that is not trusted either.
type ChangedError struct {
	Thumbprint string // SHA-256 of the certificate, "AA:BB:…"
}

func (e *ChangedError) Error() string { return "thumbprint mismatch: got " + e.Thumbprint }

// trust sets up how the server's certificate is judged, as govc does: by the
// root certificates, and where those fail by an accepted thumbprint.
//
// The check of a thumbprint hangs in the handshake: govmomi has one that comes
// with its own way to dial, see limits.set.
func trust(sc *soap.Client, c Config, a address) error {
	transport := sc.DefaultTransport()
	if c.CACerts != "" {
		if err := sc.SetRootCAs(c.CACerts); err != nil {
			return &Error{What: "the trusted roots of --ca-certs or GOVC_TLS_CA_CERTS cannot be read (" + clean(err.Error()) + ")", Advice: "let it name PEM files", Err: err}
		}
	}
	if c.RootCAs != "" {
		cfg := transport.TLSClientConfig
		if cfg.RootCAs == nil {
			cfg.RootCAs = x509.NewCertPool()
		}
		cfg.RootCAs.AppendCertsFromPEM([]byte(c.RootCAs))
	}
	if c.Certificate != "" {
		key := c.PrivateKey
		if key == "" {
			key = c.Certificate
		}
		cert, err := tls.LoadX509KeyPair(c.Certificate, key)
		if err != nil {
			return &Error{What: "the client certificate of GOVC_CERTIFICATE and GOVC_PRIVATE_KEY cannot be used (" + clean(err.Error()) + ")", Advice: "let them name PEM files of a certificate and its key, without a passphrase", Err: err}
		}
		transport.TLSClientConfig.Certificates = []tls.Certificate{cert}
	}
	if err := sc.LoadThumbprints(c.KnownHosts); err != nil {
		return &Error{What: "the file of --known-hosts or GOVC_TLS_KNOWN_HOSTS cannot be read (" + clean(err.Error()) + ")", Advice: "check its path and permissions", Err: err}
	}
	accepted := c.Thumbprint
	if accepted == "" {
		accepted = sc.Thumbprint(a.dial())
	}
	if accepted != "" && !c.Insecure {
		checkThumbprint(transport.TLSClientConfig, a.url.Hostname(), normalThumbprint(accepted))
	}
	return nil
}

// checkThumbprint makes cfg accept what normal verification accepts and, besides,
// the certificate with the thumbprint want.
func checkThumbprint(cfg *tls.Config, host, want string) {
	cfg.InsecureSkipVerify = true // replaced by the check below, not left out
	cfg.VerifyConnection = func(cs tls.ConnectionState) error {
		leaf := cs.PeerCertificates[0]
		if want == soap.ThumbprintSHA256(leaf) || want == soap.ThumbprintSHA1(leaf) {
			return nil
		}
		opts := x509.VerifyOptions{Roots: cfg.RootCAs, DNSName: host, Intermediates: x509.NewCertPool()}
		for _, cert := range cs.PeerCertificates[1:] {
			opts.Intermediates.AddCert(cert)
		}
		if _, err := leaf.Verify(opts); err != nil {
			return &ChangedError{Thumbprint: soap.ThumbprintSHA256(leaf)}
		}
		return nil
	}
}

// normalThumbprint writes a thumbprint with upper-case digits and colons, the
// way people copy it or not.
func normalThumbprint(s string) string {
	digits := strings.Map(func(r rune) rune {
		if r == ':' || r == ' ' || r == '-' {
			return -1
		}
		return r
	}, strings.ToUpper(strings.TrimSpace(s)))
	var b strings.Builder
	for i, r := range digits {
		if i > 0 && i%2 == 0 {
			b.WriteByte(':')
		}
		b.WriteRune(r)
	}
	return b.String()
}
