package vcenter

import (
	"strings"
	"time"
	"unicode/utf8"
)

// DefaultTimeout is the deadline of Connect when Config.Timeout is 0.
const DefaultTimeout = 30 * time.Second

const (
	// DefaultHandshakeTimeout bounds a TLS handshake.
	DefaultHandshakeTimeout = 10 * time.Second
	// DefaultKeepAlive is a third of the idle time after which a vCenter ends a
	// session if nobody has changed its settings.
	DefaultKeepAlive = 10 * time.Minute
)

// Config is what is needed to connect, with the meaning that govc gives to the
// environment variables of the same names. It prints without its password.
type Config struct {
	URL        string        // GOVC_URL: "vc01", "https://vc01:8443/sdk"; may carry user:password@
	Username   string        // GOVC_USERNAME; wins over the user in URL
	Password   string        // GOVC_PASSWORD; wins over the password in URL
	Insecure   bool          // GOVC_INSECURE: believe any certificate
	CACerts    string        // GOVC_TLS_CA_CERTS: list of PEM files instead of the system's roots
	RootCAs    string        // PEM text with roots besides those of CACerts, for a server in this process
	KnownHosts string        // GOVC_TLS_KNOWN_HOSTS: list of files with "host:port THUMBPRINT" lines
	Thumbprint string        // a certificate that the user has looked at and accepted, SHA-256 or SHA-1
	Timeout    time.Duration // for connecting and logging in together; 0 means DefaultTimeout

	Protocol         string        // SOAP (also "") or JSON; GOVC_VI_JSON
	Release          string        // API release to speak, as "8.0.3.0"; GOVC_VIM_VERSION
	HandshakeTimeout time.Duration // GOVC_TLS_HANDSHAKE_TIMEOUT; 0 means DefaultHandshakeTimeout
	Certificate      string        // GOVC_CERTIFICATE: PEM file of a client certificate for the TLS handshake
	PrivateKey       string        // GOVC_PRIVATE_KEY: PEM file of its key
	Datacenter       string        // GOVC_DATACENTER: list only what is in this one, by name or inventory path
	Namespace        string        // GOVC_VIM_NAMESPACE; "" means vim25
	KeepAlive        time.Duration // idle time after which the session is kept alive; 0 means DefaultKeepAlive, less means never
}

// Values of Config.Protocol.
const (
	SOAP = "soap" // every release speaks it
	JSON = "json" // VI JSON: vCenter 8.0 U1 and later
)

// WithURL is c with another server. Credentials inside the URL are taken out of
// it and used where c has none.
func (c Config) WithURL(raw string) (Config, error) {
	a, err := parseAddress(raw)
	if err != nil {
		return Config{}, err
	}
	c.URL = a.text()
	c.Username, c.Password = c.credentials(a)
	return c, nil
}

func (c Config) credentials(a address) (user, password string) {
	user, password = c.Username, c.Password
	if user == "" {
		user = a.user
	}
	if password == "" {
		password = a.password
	}
	return user, password
}

// Host is the server's name for display, with its port if that is not the usual
// one; "" when there is no valid URL.
func (c Config) Host() string {
	a, err := parseAddress(c.URL)
	if err != nil {
		return ""
	}
	return a.display()
}

// Validate says which piece is missing for Connect, and how to give it.
func (c Config) Validate() error {
	_, err := c.address()
	return err
}

// address is the whole and valid address, with the credentials to use in it.
func (c Config) address() (address, error) {
	if c.URL == "" {
		return address{}, &Error{What: "no server is given", Advice: "set GOVC_URL or use --url"}
	}
	a, err := parseAddress(c.URL)
	if err != nil {
		return address{}, err
	}
	if err := c.checkProtocol(); err != nil {
		return address{}, err
	}
	a.user, a.password = c.credentials(a)
	switch {
	case a.user == "":
		return address{}, &Error{What: "no user is given for " + a.display(), Advice: "set GOVC_USERNAME"}
	case a.password == "" && c.Certificate != "":
		return address{}, &Error{What: "no password is given for " + a.display(), Advice: "set GOVC_PASSWORD, since a client certificate does not log in by itself"}
	case a.password == "":
		return address{}, &Error{What: "no password is given for " + a.display(), Advice: "set GOVC_PASSWORD, or let it name a file that holds the password"}
	case unsendable(a.user) || unsendable(a.password):
		return address{}, &Error{What: "the user name or the password for " + a.display() + " has characters that cannot be sent", Advice: "check that it is UTF-8 and has no control characters in it"}
	case a.url.Scheme == "http" && !c.Insecure && !a.loopback():
		return address{}, &Error{What: "the password would cross the network in the clear", Advice: "write https:// in the address, or accept it with --insecure"}
	}
	return a, nil
}

// unsendable says whether s would arrive as something else: XML has no way to
// write most control characters, nor what is not UTF-8.
func unsendable(s string) bool {
	return !utf8.ValidString(s) || strings.ContainsFunc(s, func(r rune) bool {
		return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == '\ufffe' || r == '\uffff'
	})
}

// listed is the files of fingerprints in which the server was looked up, or "".
func (c Config) listed() string {
	if c.Thumbprint != "" {
		return ""
	}
	return c.KnownHosts
}
