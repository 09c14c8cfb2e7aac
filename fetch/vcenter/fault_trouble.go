package vcenter

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"github.com/vmware/govmomi/vim25/xml"
)

// Names of what comes in place of a fault, as fault.Fault has them.
const (
	nameCanceled = "canceled"
	nameTimeout  = "timeout"
	nameDNS      = "dns"
	nameRefused  = "refused"
	nameTLS      = "tls"
	nameHTTP     = "http"
	nameNetwork  = "network"
)

// Kinds of trouble: what the rows of the table are found by.
const (
	kindCanceled         = "canceled"
	kindTimeout          = "timeout"
	kindDialTimeout      = "dialTimeout"
	kindHandshakeTimeout = "handshakeTimeout"
	kindUnfinished       = "unfinished"
	kindNoSuchHost       = "noSuchHost"
	kindNameService      = "nameService"
	kindRefused          = "refused"
	kindUnreachable      = "unreachable"
	kindDropped          = "dropped"
	kindConnection       = "connection"
	kindGarbage          = "garbage"
	kindNoReply          = "noReply"
	kindEncoding         = "encoding"
	kindNotVSphere       = "notVSphere"
	kindStatus           = "status"
	kindWebPage          = "webPage"
	kindProxyLogin       = "proxyLogin"
	kindProxyStatus      = "proxyStatus"
	kindProxyDead        = "proxyDead"
	kindThumbprint       = "thumbprint"
	kindAuthority        = "unknownAuthority"
	kindOtherName        = "otherName"
	kindExpired          = "expired"
	kindEarly            = "notValidYet"
	kindUntrusted        = "untrusted"
	kindNoTLS            = "noTLS"
	kindTLSVersion       = "tlsVersion"
	kindTLSClient        = "tlsClient"
	kindTLSHandshake     = "tlsHandshake"
	kindOther            = "other"
)

// errNotVSphere is a server that answers but has nothing to log in to.
var errNotVSphere = errors.New("the server has no session manager or no views")

// recognisers are asked in turn, each for what it knows.
var recognisers = []func(error, *sign) bool{
	damagedReply, interruption, lateness, certificateTrouble, proxyTrouble, nameTrouble, dialTrouble,
	tlsTrouble, statusTrouble, droppedConnection, connectionTrouble,
}

// troubleOf says what err shows, an error that is no fault of the server.
func troubleOf(err error) sign {
	s := sign{said: clean(err.Error())}
	if via := (*proxiedError)(nil); errors.As(err, &via) {
		s.proxy = clean(via.proxy)
	}
	found := slices.ContainsFunc(recognisers, func(knows func(error, *sign) bool) bool { return knows(err, &s) })
	if !found {
		s.is(nameNetwork, kindOther)
		if errors.Is(err, errNotVSphere) {
			s.is(nameHTTP, kindNotVSphere)
		}
	}
	s.words = strings.ToLower(s.said)
	return s
}

func (s *sign) is(name string, kinds ...string) bool {
	s.name, s.kinds = name, kinds
	return true
}

func damagedReply(err error, s *sign) bool {
	var (
		inXML  *xml.SyntaxError
		inJSON *json.SyntaxError
	)
	if errors.As(err, &inXML) || errors.As(err, &inJSON) || err == io.EOF { // bare, it is the decoder's
		return s.is(nameNetwork, kindGarbage)
	}
	s.said = inWords(err)
	if errors.As(err, new(*encodingError)) {
		return s.is(nameNetwork, kindEncoding)
	}
	if s.said != "" && err != io.ErrUnexpectedEOF {
		return s.is(nameNetwork, kindNoReply)
	}
	s.said = clean(err.Error())
	if !errors.Is(err, errBadReply) {
		return false
	}
	s.said = noAnswer
	return s.is(nameNetwork, kindNoReply)
}

func interruption(err error, s *sign) bool {
	return errors.Is(err, context.Canceled) && s.is(nameCanceled, kindCanceled)
}

func lateness(err error, s *sign) bool {
	var t interface{ Timeout() bool }
	late := errors.Is(err, context.DeadlineExceeded) || errors.As(err, &t) && t.Timeout()
	switch {
	case !late:
		return false
	case whileDialling(err):
		return s.is(nameTimeout, kindDialTimeout, kindTimeout)
	case whileShakingHands(err):
		return s.is(nameTimeout, kindHandshakeTimeout, kindTimeout)
	}
	if errors.As(err, new(*unfinished)) {
		return s.is(nameTimeout, kindUnfinished, kindTimeout)
	}
	return s.is(nameTimeout, kindTimeout)
}

// proxyTrouble is what the proxy on the way did wrong, and not the server.
func proxyTrouble(err error, s *sign) bool {
	var status *statusError
	if errors.As(err, &status) && (status.proxy || status.code == http.StatusProxyAuthRequired) {
		s.httpStatus(status)
		if status.code == http.StatusProxyAuthRequired {
			return s.is(nameHTTP, kindProxyLogin)
		}
		return s.is(nameHTTP, kindProxyStatus)
	}
	var dial *net.OpError
	if errors.As(err, &dial) && dial.Op == "proxyconnect" {
		s.said = clean(dial.Err.Error())
		return s.is(nameNetwork, kindProxyDead)
	}
	return false
}

func nameTrouble(err error, s *sign) bool {
	var dns *net.DNSError
	switch {
	case !errors.As(err, &dns):
		return false
	case dns.IsTemporary:
		s.said = clean(dns.Err)
		return s.is(nameDNS, kindNameService)
	}
	return s.is(nameDNS, kindNoSuchHost)
}

// Windows has numbers of its own, which the constants of package syscall are not
// equal to there.
var (
	refusals     = []syscall.Errno{syscall.ECONNREFUSED, 10061}
	unreachables = []syscall.Errno{syscall.EHOSTUNREACH, syscall.ENETUNREACH, 10065, 10051}
	drops        = []syscall.Errno{syscall.ECONNRESET, syscall.ECONNABORTED, syscall.EPIPE, 10054, 10053}
)

func dialTrouble(err error, s *sign) bool {
	var number syscall.Errno
	if !errors.As(err, &number) {
		return false
	}
	s.said = clean(number.Error())
	switch {
	case slices.Contains(refusals, number):
		return s.is(nameRefused, kindRefused)
	case slices.Contains(unreachables, number):
		return s.is(nameNetwork, kindUnreachable)
	}
	return slices.Contains(drops, number) && s.is(nameNetwork, kindDropped)
}

// alerts are what a server says when it refuses a handshake (RFC 8446, section
// 6.2), in the words that crypto/tls has for them: its type for them is its own.
var alerts = map[string]string{
	"protocol version not supported": kindTLSVersion,
	"certificate required":           kindTLSClient,
	"bad certificate":                kindTLSClient,
}

func tlsTrouble(err error, s *sign) bool {
	var (
		record tls.RecordHeaderError
		alert  *net.OpError
	)
	text := err.Error()
	switch {
	case errors.As(err, &record) || strings.Contains(text, "HTTP response to HTTPS client"):
		return s.is(nameTLS, kindNoTLS)
	case strings.Contains(text, "tls: server selected unsupported protocol version"):
		s.said = "an older one than 1.2"
		return s.is(nameTLS, kindTLSVersion)
	case !errors.As(err, &alert) || alert.Op != "remote error" && alert.Op != "local error":
		return false
	}
	s.said = clean(strings.TrimPrefix(alert.Err.Error(), "tls: "))
	if kind := alerts[s.said]; kind != "" {
		return s.is(nameTLS, kind)
	}
	return s.is(nameTLS, kindTLSHandshake)
}

func statusTrouble(err error, s *sign) bool {
	var status *statusError
	if !errors.As(err, &status) {
		return false
	}
	s.httpStatus(status)
	if status.html {
		return s.is(nameHTTP, kindWebPage)
	}
	return s.is(nameHTTP, kindStatus)
}

func (s *sign) httpStatus(status *statusError) {
	s.status, s.said, s.property = status.code, status.Error(), strconv.Itoa(status.code)
	s.retryAfter = status.RetryAfter()
}

func droppedConnection(err error, s *sign) bool {
	for _, end := range []error{io.EOF, io.ErrUnexpectedEOF, net.ErrClosed} {
		if errors.Is(err, end) {
			s.said = end.Error()
			return s.is(nameNetwork, kindDropped)
		}
	}
	return false
}

func connectionTrouble(err error, s *sign) bool {
	var (
		op   *net.OpError
		post *url.Error
	)
	switch {
	case errors.As(err, &op) && op.Err != nil:
		s.said = clean(op.Err.Error())
	case errors.As(err, &post) && post.Err != nil:
		s.said = clean(post.Err.Error())
	default:
		return false
	}
	return s.is(nameNetwork, kindConnection)
}
