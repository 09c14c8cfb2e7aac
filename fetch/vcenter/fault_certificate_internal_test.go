package vcenter

import (
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"
)

// What is wrong with a certificate is said in a few words with what one needs to
// know, also of one that was made to confuse.
func TestDistrust(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2026, 1, n, 12, 0, 0, 0, time.UTC) }
	now := day(10)
	leaf := &x509.Certificate{Raw: []byte("leaf"), NotBefore: day(1), NotAfter: day(2)}
	early := &x509.Certificate{Raw: []byte("early"), NotBefore: day(20), NotAfter: day(30)}
	named := func(ips []net.IP, names ...string) *x509.Certificate {
		return &x509.Certificate{DNSNames: names, IPAddresses: ips}
	}
	for _, tt := range []struct {
		err        error
		leaf       *x509.Certificate
		kind, said string
	}{
		{x509.UnknownAuthorityError{}, leaf, kindAuthority, "unknown authority"},
		{x509.CertificateInvalidError{Cert: leaf, Reason: x509.Expired}, leaf, kindExpired, "expired on 2026-01-02"},
		{x509.CertificateInvalidError{Cert: early, Reason: x509.Expired}, early, kindEarly, "not valid before 2026-01-20"},
		{x509.CertificateInvalidError{Cert: leaf, Reason: x509.Expired}, early, kindExpired, "its issuer's expired on 2026-01-02"},
		{x509.HostnameError{}, named(nil, "vc01.example.com"), kindOtherName, "made out to vc01.example.com"},
		{x509.HostnameError{}, named([]net.IP{net.IPv4(10, 0, 0, 1)}, "vc01", "vc02"), kindOtherName, "made out to vc01, vc02, 10.0.0.1"},
		{x509.HostnameError{}, named(nil, "a", "b", "c", "d", "e"), kindOtherName, "made out to a, b, c and 2 more"},
		{x509.HostnameError{}, named(nil, "a\x1b[2J\n"), kindOtherName, "made out to a [2J"},
		{x509.HostnameError{}, named(nil, strings.Repeat("x", 5000)), kindOtherName, "made out to " + strings.Repeat("x", 64) + "…"},
		{x509.HostnameError{}, named(nil), kindOtherName, "made out to no name"},
		{errors.New("x509: certificate is not\n trusted"), leaf, kindUntrusted, "certificate is not trusted"},
	} {
		kind, said := distrust(fmt.Errorf("tls: %w", tt.err), tt.leaf, now)
		if said = strings.TrimPrefix(said, "tls: x509: "); kind != tt.kind || said != tt.said {
			t.Errorf("%v: %s, %q, want %s, %q", tt.err, kind, said, tt.kind, tt.said)
		}
	}
}
