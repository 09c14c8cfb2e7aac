package vcenter

import (
	"strconv"
	"strings"
	"time"
)

// FromEnv reads a Config from the variables that govc has, with their meaning
// there:
//
//	GOVC_URL                    the server; may hold user:password@, which move to
//	                            Username and Password, so that URL can be shown
//	GOVC_USERNAME               the user, or a file that holds the name
//	GOVC_PASSWORD               the password, or a file that holds it; white space
//	                            round it is cut from a file, and kept in the variable
//	GOVC_INSECURE               1 or true: any certificate is believed
//	GOVC_TLS_CA_CERTS           list of PEM files, in place of the system's roots
//	GOVC_TLS_KNOWN_HOSTS        list of files of fingerprints; missing ones are ignored
//	GOVC_TLS_HANDSHAKE_TIMEOUT  limit of a handshake, as "20s"
//	GOVC_CERTIFICATE            PEM file of a client certificate, shown in the handshake;
//	                            it does not log in by itself, nor does it for govc
//	GOVC_PRIVATE_KEY            PEM file of its key; without it, the certificate's own
//	GOVC_DATACENTER             only the machines in this one are listed; govc looks up
//	                            its relative paths there
//	GOVC_VI_JSON                anything: speak VI JSON
//	GOVC_VIM_NAMESPACE          the namespace, if not vim25
//	GOVC_VIM_VERSION            the API release to speak; "-" for the server's own
//	HTTPS_PROXY, HTTP_PROXY     the proxy on the way, read by net/http from the
//	NO_PROXY                    process's own environment, and servers without it
//
// These are not read, for a reason:
//
//	GOVC_PERSIST_SESSION        sessions are neither taken from govc's files nor
//	GOVMOMI_HOME                written there: with a stored session a wrong password
//	                            seems to work, a session over VI JSON cannot be stored,
//	                            and one that is shared could not be logged out of
//	GOVMOMI_LOCALE              texts are asked for in English: some faults differ in
//	                            nothing but a word
//	GOVMOMI_INSECURE_COOKIES    in the clear, which only loopback and GOVC_INSECURE
//	                            allow, the session is kept without it
//	GOVC_MIN_API_VERSION        obsolete
//	GOVC_HOST, GOVC_VM, …       they choose objects for govc's commands
//
// GOVMOMI_HTTP2 is read by govmomi itself. A variable that is not set is no
// error here: see Validate.
func FromEnv(getenv func(string) string) (Config, error) {
	c := Config{
		CACerts:     getenv("GOVC_TLS_CA_CERTS"),
		KnownHosts:  getenv("GOVC_TLS_KNOWN_HOSTS"),
		Certificate: getenv("GOVC_CERTIFICATE"),
		PrivateKey:  getenv("GOVC_PRIVATE_KEY"),
		Datacenter:  getenv("GOVC_DATACENTER"),
		Namespace:   getenv("GOVC_VIM_NAMESPACE"),
		Release:     getenv("GOVC_VIM_VERSION"),
	}
	if getenv("GOVC_VI_JSON") != "" {
		c.Protocol = JSON
	}
	if s := getenv("GOVC_INSECURE"); s != "" {
		on, err := strconv.ParseBool(strings.ToLower(s))
		if err != nil {
			return Config{}, &Error{What: "GOVC_INSECURE is neither true nor false", Advice: "set it to 1 or 0"}
		}
		c.Insecure = on
	}
	if s := getenv("GOVC_TLS_HANDSHAKE_TIMEOUT"); s != "" {
		limit, err := time.ParseDuration(s)
		if err != nil || limit < 0 {
			return Config{}, &Error{What: "GOVC_TLS_HANDSHAKE_TIMEOUT is no length of time", Advice: "write it like 20s"}
		}
		c.HandshakeTimeout = limit
	}
	var err error
	if c.Username, err = secret("GOVC_USERNAME", getenv("GOVC_USERNAME")); err != nil {
		return Config{}, err
	}
	if c.Password, err = secret("GOVC_PASSWORD", getenv("GOVC_PASSWORD")); err != nil {
		return Config{}, err
	}
	if s := getenv("GOVC_URL"); s != "" {
		return c.WithURL(s)
	}
	return c, nil
}
