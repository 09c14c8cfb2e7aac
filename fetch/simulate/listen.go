package simulate

import (
	"fmt"
	"net"
)

// listen opens the port. Anybody can know the password, so that an address
// which others can reach is refused.
func listen(address string) (net.Listener, error) {
	if address == "" {
		address = "127.0.0.1:0"
	}
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, fmt.Errorf("cannot listen on %q: give host:port, such as 127.0.0.1:8989", address)
	}
	refused := fmt.Errorf("cannot listen on %q: the simulated vcenter has a public password and may only be reached from this computer; "+
		"use a loopback address such as 127.0.0.1:8989", address)
	if host == "" {
		return nil, refused
	}
	// Resolved once and bound by number: a name could mean something else the
	// second time.
	ip, err := net.ResolveIPAddr("ip", host)
	if err != nil {
		return nil, fmt.Errorf("cannot listen on %q: %q is no address of this computer; use a loopback address such as 127.0.0.1:8989", address, host)
	}
	if !ip.IP.IsLoopback() {
		return nil, refused
	}
	l, err := net.Listen("tcp", net.JoinHostPort(ip.String(), port))
	if err != nil {
		return nil, fmt.Errorf("cannot listen on %q: %w; is another server on this port?", address, err)
	}
	return l, nil
}
