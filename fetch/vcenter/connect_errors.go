package vcenter

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"syscall"
	"time"

	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
	"github.com/vmware/govmomi/vim25/xml"
)

// errNotVSphere is a server that answers but has nothing to log in to.
var errNotVSphere = errors.New("the server has no session manager or no views")

// connectError says why there is no session on the server at a. listed is where
// its fingerprint was looked for.
func connectError(err error, a address, listed string, limit time.Duration) error {
	host := a.display()
	switch {
	case errors.Is(err, context.Canceled):
		return &Error{What: "connecting to " + host + " was interrupted", Advice: "connect again", Err: err}
	case isTimeout(err):
		return &Error{
			What:      fmt.Sprintf("%s did not answer in time%s (limit %s)", host, through(err), limit),
			Advice:    "check the address, the network and any firewall, or give it longer with --timeout",
			Err:       err,
			temporary: true,
		}
	case isFault[*types.PasswordExpired](err):
		return &Error{What: fmt.Sprintf("the password of %s on %s has expired", quoted(a.user), host), Advice: "change it in the vSphere client, then set GOVC_PASSWORD", Err: err}
	case isFault[types.BaseInvalidLogin](err):
		return &Error{What: fmt.Sprintf("%s refuses the user name or password of %s", host, quoted(a.user)), Advice: "check GOVC_USERNAME, with its domain as in user@vsphere.local, and GOVC_PASSWORD", Err: err}
	case isFault[types.BaseNoPermission](err):
		return &Error{What: fmt.Sprintf("%s may not log in to %s", quoted(a.user), host), Advice: "ask its administrator for the role Read-only or another account", Err: err}
	}
	unlisted := ""
	if listed != "" {
		unlisted = fmt.Sprintf(", and %s has no line for %s", clean(listed), a.dial())
	}
	if e := certificateError(err, host, unlisted); e != nil {
		return e
	}
	if e := transportError(err, host, a.dial()); e != nil {
		return e
	}
	if soap.IsSoapFault(err) {
		return &Error{What: fmt.Sprintf("%s refuses the connection (%s)", host, faultText(err)), Advice: "check the address and the server's state", Err: err}
	}
	return notVCenter(host, strangeAnswer, err)
}

// certificateError is nil unless err is about the server's certificate. unlisted
// adds what else was tried to trust it.
func certificateError(err error, host, unlisted string) error {
	if mismatch := (*thumbprintError)(nil); errors.As(err, &mismatch) {
		return &Error{
			What:   fmt.Sprintf("%s shows another certificate than the accepted one (SHA-256 %s)", host, mismatch.got),
			Advice: "find out why it changed, then bring its line in the file of --known-hosts or GOVC_TLS_KNOWN_HOSTS up to date",
			Err:    err,
		}
	}
	bad := (*tls.CertificateVerificationError)(nil)
	if !errors.As(err, &bad) || len(bad.UnverifiedCertificates) == 0 {
		return nil
	}
	print := soap.ThumbprintSHA256(bad.UnverifiedCertificates[0])
	return &Error{
		What:   fmt.Sprintf("the certificate of %s is not trusted (%s%s; SHA-256 %s)", host, distrust(bad.Err), unlisted, print),
		Advice: "compare that fingerprint with the server's own, then name its root certificate with --ca-certs or GOVC_TLS_CA_CERTS, note the fingerprint in the file of --known-hosts or GOVC_TLS_KNOWN_HOSTS, or use --insecure",
		Err:    &UntrustedError{Host: host, Thumbprint: print, Err: err},
	}
}

// distrust is in a few words why a certificate failed.
func distrust(err error) string {
	var (
		unknown x509.UnknownAuthorityError
		name    x509.HostnameError
		invalid x509.CertificateInvalidError
	)
	switch {
	case errors.As(err, &unknown):
		return "unknown authority"
	case errors.As(err, &name):
		return "made out to another name"
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return "expired or not valid yet"
	}
	return clean(strings.TrimPrefix(err.Error(), "x509: "))
}

// transportError is nil unless the request did not reach a server that speaks
// SOAP, or its reply did not come back whole. address is "host:port".
func transportError(err error, host, address string) error {
	var (
		dns    *net.DNSError
		record tls.RecordHeaderError
		status *statusError
		syntax *xml.SyntaxError
		netErr *net.OpError
		urlErr *url.Error
	)
	if e := proxyError(err, host); e != nil {
		return e
	}
	switch {
	case errors.As(err, &dns):
		return &Error{What: "no server is named " + host, Advice: "check the name in GOVC_URL or --url, and the name service", Err: err, temporary: dns.IsTemporary}
	case isRefused(err):
		return &Error{What: address + " refuses connections", Advice: "check the host and the port in GOVC_URL or --url, and that the server is up", Err: err}
	case errors.As(err, &record) || strings.Contains(err.Error(), "HTTP response to HTTPS client"):
		return &Error{What: host + " does not speak TLS on this port", Advice: "check the port in GOVC_URL or --url", Err: err}
	case errors.As(err, &status):
		return answerError(status, host, err)
	case errors.As(err, &syntax):
		return notVCenter(host, strangeAnswer, err)
	case errors.As(err, &netErr):
		return &Error{What: fmt.Sprintf("the connection to %s failed (%s)", host, clean(netErr.Err.Error())), Advice: "check the network, and try again", Err: err, temporary: true}
	case errors.As(err, &urlErr):
		return &Error{What: fmt.Sprintf("the connection to %s failed (%s)", host, clean(urlErr.Err.Error())), Advice: "check the network and any proxy, and try again", Err: err, temporary: true}
	}
	return nil
}

func answerError(status *statusError, host string, err error) error {
	switch status.code {
	case http.StatusTooManyRequests, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return &Error{What: fmt.Sprintf("%s is not ready (%v)", host, status), Advice: "its services may still be starting, so try again in a few minutes", Err: err, temporary: true}
	}
	return notVCenter(host, status.Error(), err)
}

const strangeAnswer = "its answer is not what was asked for"

func notVCenter(host, why string, err error) error {
	return &Error{
		What:   fmt.Sprintf("%s does not answer like a vCenter or an ESXi host (%s)", host, why),
		Advice: "check the address, which is mostly just the host name, as in https://vc01",
		Err:    err,
	}
}

func isTimeout(err error) bool {
	var t interface{ Timeout() bool }
	return errors.Is(err, context.DeadlineExceeded) || errors.As(err, &t) && t.Timeout()
}

// isRefused knows Windows' own number as well, which syscall.ECONNREFUSED is
// not equal to there.
func isRefused(err error) bool {
	const windowsRefused = syscall.Errno(10061)
	var errno syscall.Errno
	return errors.As(err, &errno) && (errno == syscall.ECONNREFUSED || errno == windowsRefused)
}
