package simulate

import (
	"errors"
	"time"
)

// Username and Password are the only account of every simulated vCenter. They
// are no secret, which is why it listens on loopback only.
const (
	Username = "administrator@vsphere.local"
	Password = "changed-blocks"
)

// Options choose how a simulated vCenter is served.
type Options struct {
	Listen  string        // host:port, loopback only; "" is 127.0.0.1 and any free port
	Seed    uint64        // same seed, same bytes; 0 is the default seed
	Latency time.Duration // added to every QueryChangedDiskAreas call
}

// Server is a simulated vCenter that answers until it is closed.
type Server struct {
	url    string
	caFile string
}

// Start builds the cast and serves it.
func Start(opts Options) (*Server, error) { return nil, errors.New("not built yet") }

// URL is where clients connect, https://host:port/sdk. It holds no credentials.
func (s *Server) URL() string { return s.url }

// CAFile is the path of a PEM file with the server's certificate, for
// GOVC_TLS_CA_CERTS and the like. Close removes it.
func (s *Server) CAFile() string { return s.caFile }

// Close stops the server, ends the calls under way and removes what it has put
// on disk. Closing twice is harmless.
func (s *Server) Close() error { return nil }
