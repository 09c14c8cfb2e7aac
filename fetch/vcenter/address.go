package vcenter

import (
	"net"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// address is a server's URL taken apart.
type address struct {
	url            url.URL // scheme, host and path; never with credentials
	user, password string
}

var scheme = lazily(`^([A-Za-z][A-Za-z0-9+.-]*)://`)

// parseAddress reads what people write as a vCenter's address: "vc01",
// "vc01:8443", "https://DOM\user:p@ss#1@vc01/sdk", "::1".
//
// url.Parse is left out on purpose: it refuses such user names and
// passwords, and quotes the whole URL, password included, in its error. Here
// the credentials end at the last "@", and no error repeats any part of the
// input, because a piece that looks like a port may be a password.
func parseAddress(raw string) (address, error) {
	var a address
	rest := strings.TrimSpace(raw)
	if rest == "" {
		return a, badAddress("is empty")
	}
	if !utf8.ValidString(rest) || strings.ContainsFunc(rest, unicode.IsControl) {
		return a, badAddress("has characters that no address can have")
	}

	a.url.Scheme = "https"
	if m := scheme().FindStringSubmatch(rest); m != nil {
		a.url.Scheme = strings.ToLower(m[1])
		rest = rest[len(m[0]):]
	}
	if a.url.Scheme != "https" && a.url.Scheme != "http" {
		return a, badAddress("begins with something other than https:// or http://")
	}

	if at := strings.LastIndexByte(rest, '@'); at >= 0 {
		user, password, _ := strings.Cut(rest[:at], ":")
		a.user, a.password = unescape(user), unescape(password)
		rest = rest[at+1:]
	}

	rest, _, _ = strings.Cut(rest, "#")
	rest, _, _ = strings.Cut(rest, "?")
	host, path, _ := strings.Cut(rest, "/")
	host, err := parseHost(host)
	if err != nil {
		return a, err
	}
	a.url.Host = host
	a.url.Path = "/" + strings.Trim(unescape(path), "/")
	if a.url.Path == "/" {
		a.url.Path = "/sdk"
	}
	if _, err := url.Parse(a.url.String()); err != nil {
		return a, badAddress("is no valid address")
	}
	return a, nil
}

// parseHost checks "host", "host:port", "[::1]:port" and "::1", and brings
// them into the form of url.URL.Host.
func parseHost(s string) (string, error) {
	if ip, err := netip.ParseAddr(s); err == nil {
		if ip.Is6() {
			return "[" + ip.WithZone("").String() + "]", nil
		}
		return s, nil
	}
	host, port, hasPort := s, "", false
	if i := strings.LastIndexByte(s, ':'); i > strings.LastIndexByte(s, ']') {
		host, port, hasPort = s[:i], s[i+1:], true
	}
	if hasPort {
		if n, err := strconv.ParseUint(port, 10, 16); err != nil || n == 0 {
			return "", badAddress("has a port that is not a number from 1 to 65535")
		}
	}
	if inner, ok := strings.CutPrefix(host, "["); ok {
		inner, ok = strings.CutSuffix(inner, "]")
		ip, err := netip.ParseAddr(inner)
		if !ok || err != nil || !ip.Is6() {
			return "", badAddress("has brackets round something that is no IPv6 address")
		}
		host = "[" + ip.WithZone("").String() + "]"
	} else if host == "" {
		return "", badAddress("names no host")
	} else if strings.ContainsFunc(host, notInHost) {
		return "", badAddress("has characters that no host name can have")
	}
	if hasPort {
		return host + ":" + port, nil
	}
	return host, nil
}

func notInHost(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && !strings.ContainsRune("-._", r)
}

// unescape undoes %41 where all of s is escaped properly, and otherwise takes s
// as it stands: a password may hold a bare per cent sign.
func unescape(s string) string {
	if t, err := url.PathUnescape(s); err == nil {
		return t
	}
	return s
}

// text is the address in full, in a form that parseAddress reads back.
func (a address) text() string {
	path := strings.ReplaceAll(a.url.EscapedPath(), "@", "%40")
	return a.url.Scheme + "://" + a.url.Host + path
}

// display is the host, with its port when that is not the scheme's own.
func (a address) display() string {
	port := a.url.Port()
	if port == "" || port == a.standardPort() {
		return a.url.Hostname()
	}
	return net.JoinHostPort(a.url.Hostname(), port)
}

// dial is "host:port", always with a port: what known hosts files have.
func (a address) dial() string {
	port := a.url.Port()
	if port == "" {
		port = a.standardPort()
	}
	return net.JoinHostPort(a.url.Hostname(), port)
}

func (a address) standardPort() string {
	if a.url.Scheme == "http" {
		return "80"
	}
	return "443"
}

// loopback says whether the server can only be this machine.
func (a address) loopback() bool {
	ip, err := netip.ParseAddr(a.url.Hostname())
	return err == nil && ip.IsLoopback() || strings.EqualFold(a.url.Hostname(), "localhost")
}

func badAddress(why string) error {
	return &Error{
		What:   "the server's address " + why,
		Advice: "write it like https://vc01.example.com, with user and password in GOVC_USERNAME and GOVC_PASSWORD",
	}
}
