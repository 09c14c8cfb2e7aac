package vcenter

import (
	"errors"
	"net"
	"net/http"
	"strings"
	"time"
)

// connectTimeout bounds how long one TCP connection may take to come about, all
// addresses of the server together. Packets that a firewall drops would take
// minutes otherwise.
const connectTimeout = 10 * time.Second

// connections is how many idle connections to the server are kept. It covers
// the calls that run side by side; the default of 2 would mean new TLS
// handshakes all the time.
const connections = 8

// limits are how long the steps towards a session may take. The whole of them is
// bounded by the last.
type limits struct{ dial, handshake, connect time.Duration }

func (c Config) limits() limits {
	l := limits{connectTimeout, c.HandshakeTimeout, c.Timeout}
	if l.handshake <= 0 {
		l.handshake = DefaultHandshakeTimeout
	}
	if l.connect <= 0 {
		l.connect = DefaultTimeout
	}
	return l
}

// set makes t hold the limits also where a caller would wait for longer.
//
// govmomi's own way to dial over TLS checks thumbprints too, but leaves out the
// caller's context and the time limit of the handshake, so that a mute server
// costs a goroutine for good. It makes way for the standard one.
func (l limits) set(t *http.Transport, d net.Dialer) {
	d.Timeout = l.dial
	t.DialContext = d.DialContext
	t.DialTLSContext = nil
	t.TLSHandshakeTimeout = l.handshake
	t.MaxIdleConnsPerHost = connections
}

// limit is one of the limits, with what makes it longer: a flag or a variable, ""
// if nothing does.
type limit struct {
	time.Duration
	setting string
}

// exceeded is which of the limits err is about, if it is about time.
func (l limits) exceeded(err error) limit {
	switch {
	case whileDialling(err) && l.dial < l.connect:
		return limit{l.dial, ""}
	case whileShakingHands(err):
		return limit{l.handshake, "GOVC_TLS_HANDSHAKE_TIMEOUT"}
	}
	return limit{l.connect, "--timeout"}
}

// whileDialling says whether err is of a connection that did not come about, to
// the server or to a proxy.
func whileDialling(err error) bool {
	op := (*net.OpError)(nil)
	return errors.As(err, &op) && (op.Op == "dial" || op.Op == "proxyconnect")
}

// whileShakingHands says whether err is that of t.TLSHandshakeTimeout, which
// net/http does not export.
func whileShakingHands(err error) bool {
	return err != nil && strings.Contains(err.Error(), "TLS handshake timeout")
}
