package vcenter

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/vmware/govmomi/vim25/soap"
)

// certificateTrouble is a server that is not believed to be the one it should be.
func certificateTrouble(err error, s *sign) bool {
	if changed := (*ChangedError)(nil); errors.As(err, &changed) {
		s.fingerprint = changed.Thumbprint
		return s.is(nameTLS, kindThumbprint)
	}
	bad := (*tls.CertificateVerificationError)(nil)
	if !errors.As(err, &bad) || len(bad.UnverifiedCertificates) == 0 {
		return false
	}
	leaf := bad.UnverifiedCertificates[0]
	kind, said := distrust(bad.Err, leaf, time.Now())
	s.said, s.fingerprint = said, soap.ThumbprintSHA256(leaf)
	return s.is(nameTLS, slices.Compact([]string{kind, kindUntrusted})...)
}

// distrust is why a certificate failed now, and the same in a few words.
func distrust(err error, leaf *x509.Certificate, now time.Time) (kind, said string) {
	var (
		unknown x509.UnknownAuthorityError
		name    x509.HostnameError
		invalid x509.CertificateInvalidError
	)
	switch {
	case errors.As(err, &unknown):
		return kindAuthority, "unknown authority"
	case errors.As(err, &name):
		return kindOtherName, "made out to " + namesOf(leaf)
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired && invalid.Cert != nil:
		whose := ""
		if !invalid.Cert.Equal(leaf) {
			whose = "its issuer's "
		}
		if now.Before(invalid.Cert.NotBefore) {
			return kindEarly, whose + "not valid before " + invalid.Cert.NotBefore.UTC().Format(time.DateOnly)
		}
		return kindExpired, whose + "expired on " + invalid.Cert.NotAfter.UTC().Format(time.DateOnly)
	}
	return kindUntrusted, clean(strings.TrimPrefix(err.Error(), "x509: "))
}

// namesOf are the first of the names that a certificate is good for. The common
// name, where old ones have theirs, is none.
func namesOf(leaf *x509.Certificate) string {
	const (
		most    = 3
		longest = 64 // characters
	)
	names := slices.Clone(leaf.DNSNames)
	for _, ip := range leaf.IPAddresses {
		names = append(names, ip.String())
	}
	for i, name := range names[:min(most, len(names))] {
		name = clean(name)
		if letters := []rune(name); len(letters) > longest {
			name = string(letters[:longest]) + "…"
		}
		names[i] = name
	}
	switch {
	case len(names) == 0:
		return "no name"
	case len(names) > most:
		return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
	}
	return strings.Join(names, ", ")
}
