package simulate

import (
	"errors"
	"fmt"
	"net"
	"os"
	"strconv"
	"strings"
	"syscall"
)

// AddressError is an address that no simulated vCenter may or can listen on,
// whatever else happens on this computer.
type AddressError struct {
	Address string
	why     string // and what to do
}

func (e *AddressError) Error() string { return cannotListen(e.Address) + e.why }

func cannotListen(address string) string {
	return "cannot listen on \"" + strings.ToValidUTF8(address, "?") + "\": "
}

// listen opens the port. Anybody can know the password, so that an address
// which others can reach is refused.
func listen(address string) (net.Listener, error) {
	if address == "" {
		address = "127.0.0.1:0"
	}
	bad := func(why string) (net.Listener, error) { return nil, &AddressError{address, why} }
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return bad("give host:port, such as 127.0.0.1:8989")
	}
	if _, err := strconv.ParseUint(port, 10, 16); err != nil {
		return bad("its port is not a number from 0 to 65535; give host:port, such as 127.0.0.1:8989")
	}
	const refused = "the simulated vCenter has a public password and may only be reached from this computer; " +
		"use a loopback address such as 127.0.0.1:8989"
	if host == "" {
		return bad(refused)
	}
	// Resolved once and bound by number: a name could mean something else the
	// second time.
	ip, err := net.ResolveIPAddr("ip", host)
	if err != nil {
		return bad("its host is no address of this computer; use a loopback address such as 127.0.0.1:8989")
	}
	if !ip.IP.IsLoopback() {
		return bad(refused)
	}
	l, err := net.Listen("tcp", net.JoinHostPort(ip.String(), port))
	if err != nil {
		return nil, fmt.Errorf("%s%w: %s", cannotListen(address), plain(err), remedy(err))
	}
	return l, nil
}

// remedy is what to do when the system refuses a port.
func remedy(err error) string {
	switch {
	case isErrno(err, syscall.EADDRINUSE, 10048):
		return "another server is on this port, so stop it or choose another port, 0 for any free one"
	case isErrno(err, syscall.EACCES, 10013):
		return "choose a port from 1024 on, or 0 for any free one"
	}
	return "choose another address, such as 127.0.0.1:0"
}

// isErrno knows Windows' own numbers, which are not equal to Go's constants.
func isErrno(err error, want, windows syscall.Errno) bool {
	var got syscall.Errno
	return errors.As(err, &got) && (got == want || got == windows)
}

// plain is the system's own words, without the address and the call's name.
func plain(err error) error {
	if call := (*os.SyscallError)(nil); errors.As(err, &call) {
		return call.Err
	}
	if op := (*net.OpError)(nil); errors.As(err, &op) {
		return op.Err
	}
	return err
}
