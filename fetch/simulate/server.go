package simulate

import (
	"crypto/tls"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/url"
	"os"
	"sync"
	"time"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25"
	"github.com/vmware/govmomi/vim25/types"
)

// Username and Password are the only account of every simulated vCenter. They
// are no secret, which is why it listens on loopback only.
const (
	Username = "administrator@vsphere.local"
	Password = "changed-blocks"
)

// defaultSeed is the seed of the demonstration.
const defaultSeed = 20261121

// Options choose how a simulated vCenter is served.
type Options struct {
	Listen  string        // host:port, loopback only; "" is 127.0.0.1 and any free port
	Seed    uint64        // same seed, same bytes; 0 is the default seed
	Latency time.Duration // added to every QueryChangedDiskAreas call

	// VMs is how many more clones the inventory has, named vdi-0201, vdi-0202, …
	// after the 200 of the cast.
	VMs int
	// Fail are faults that the server shows from its start on; see Server.Fail.
	Fail []string
	// SessionIdle ends a session that has made no call for so long; 0 is never.
	SessionIdle time.Duration

	// InMemory keeps no file while it serves, so that not even a kill leaves
	// one: there is no CAFile, and its datastores cannot be browsed. It is for
	// clients in the same process, which take Root.
	InMemory bool
}

// Server is a simulated vCenter that answers until it is closed.
type Server struct {
	url    string
	root   string
	caFile string
	dir    string // temporary; "" in memory
	site   *site
	actors []*actor // in the order of the inventory
	http   *http.Server
	served chan struct{} // closed when http has returned

	closing  chan struct{}
	closed   sync.Once
	closeErr error
}

// Start builds the cast and serves it. An address that is not loopback is
// refused by name.
func Start(opts Options) (*Server, error) {
	listener, err := listen(opts.Listen)
	if err != nil {
		return nil, err
	}
	s := &Server{closing: make(chan struct{}), served: make(chan struct{})}
	if err := s.build(opts, listener.Addr()); err != nil {
		close(s.served)
		return nil, errors.Join(err, listener.Close(), s.Close())
	}
	go func() {
		defer close(s.served)
		_ = s.http.ServeTLS(listener, "", "") // returns when Close is called
	}()
	return s, nil
}

// build makes all but the port.
func (s *Server) build(opts Options, address net.Addr) (err error) {
	cert, err := newCertificate(time.Now(), address.(*net.TCPAddr).IP)
	if err != nil {
		return err
	}
	s.root = string(publicPart(cert))
	if !opts.InMemory {
		if s.dir, s.caFile, err = saveRoot(s.root); err != nil {
			return err
		}
	}
	if s.site, err = buildSite(); err != nil {
		return err
	}
	seed := opts.Seed
	if seed == 0 {
		seed = defaultSeed
	}
	t := &tracker{
		Self:    types.ManagedObjectReference{Type: "ChangeTracker", Value: "change-tracker"},
		actors:  map[types.ManagedObjectReference]*actor{},
		latency: opts.Latency,
		closing: s.closing,
	}
	for _, m := range cast() {
		a := s.site.enter(m, seed)
		s.actors = append(s.actors, a)
		t.actors[a.vm.Self] = a
	}
	s.site.dismiss()
	if opts.InMemory {
		s.site.remove()
	}
	registry := s.site.model.Map()
	registry.Put(t)
	registry.Handler = t.access

	where := &url.URL{Scheme: "https", Host: address.String(), Path: vim25.Path}
	s.url = where.String()
	s.http = &http.Server{
		Handler:           handler(s.site.model.Service, where),
		TLSConfig:         &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12},
		ReadHeaderTimeout: 10 * time.Second,
		ErrorLog:          log.New(io.Discard, "", 0), // a client's refused handshake is the client's to tell
	}
	return nil
}

// handler serves the simulator. Its own server is not used: it brings a
// certificate and a private key that everybody has, and writes to the log of
// the program that it is a part of.
func handler(service *simulator.Service, where *url.URL) http.Handler {
	registry := service.Context.Map
	service.Listen = &url.URL{Scheme: where.Scheme, Host: where.Host, Path: where.Path, User: url.UserPassword(Username, Password)}
	service.RegisterSDK(registry, vim25.Path+"/vimService")
	service.ServeMux.HandleFunc(vim25.Path+"/vimServiceVersions.xml", service.ServiceVersions)
	registry.SessionManager().ServiceHostName = where.Host
	return service.ServeMux
}

// URL is where clients connect, https://host:port/sdk. It holds no credentials.
func (s *Server) URL() string { return s.url }

// Root is the server's certificate as PEM text: who trusts it trusts the server.
func (s *Server) Root() string { return s.root }

// CAFile is the path of a file with Root, for GOVC_TLS_CA_CERTS and the like.
// Close removes it. It is "" for a server in memory.
func (s *Server) CAFile() string { return s.caFile }

// Close stops the server, ends the calls under way and removes what it has put
// on disk. Closing twice is harmless.
func (s *Server) Close() error {
	s.closed.Do(func() {
		close(s.closing)
		var errs []error
		if s.http != nil {
			errs = append(errs, s.http.Close())
		}
		<-s.served
		if s.site != nil {
			s.site.remove()
		}
		if s.dir != "" {
			errs = append(errs, os.RemoveAll(s.dir))
		}
		s.closeErr = errors.Join(errs...)
	})
	return s.closeErr
}
