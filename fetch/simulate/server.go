package simulate

import (
	"errors"
	"fmt"
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
	// Scale adds ScaleVM, the last of the inventory.
	Scale bool
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

	certificates *certificates
	faults       *faults
	sessions     *sessions
	tracker      *tracker
	front        *front
	door         *door

	closing  chan struct{}
	closed   sync.Once
	closeErr error
}

// Start builds the cast and serves it. An address that is not loopback is
// refused by name, as is a fault that there is none of.
func Start(opts Options) (*Server, error) {
	listener, err := listen(opts.Listen)
	if err != nil {
		return nil, err
	}
	s := &Server{closing: make(chan struct{}), door: &door{}}
	if err := s.build(opts, listener.Addr()); err != nil {
		return nil, errors.Join(err, listener.Close(), s.Close())
	}
	s.door.open(listener)
	return s, nil
}

// build makes all but the port.
func (s *Server) build(opts Options, address net.Addr) (err error) {
	if opts.VMs < 0 || opts.VMs > maxClones {
		return fmt.Errorf("%d more virtual machines cannot be simulated: give a number from 0 to %d", opts.VMs, maxClones)
	}
	for _, spec := range opts.Fail {
		if _, err := parseRule(spec); err != nil {
			return err // before the work, which needs to be done for the VM's name alone
		}
	}
	if s.certificates, err = newCertificates(time.Now(), address.(*net.TCPAddr).IP); err != nil {
		return err
	}
	s.root = string(publicPart(s.certificates.root))
	if !opts.InMemory {
		if s.dir, s.caFile, err = saveRoot(s.root); err != nil {
			return err
		}
	}
	seed := opts.Seed
	if seed == 0 {
		seed = defaultSeed
	}
	if s.site, err = buildSite(seed); err != nil {
		return err
	}
	machines := append(cast(), clones(opts.VMs)...)
	if opts.Scale {
		machines = append(machines, scale())
	}
	s.actors = s.site.populate(machines, seed)
	s.site.dismiss()
	if opts.InMemory {
		s.site.remove()
	}
	s.animate(opts)
	for _, spec := range opts.Fail {
		if err := s.Fail(spec); err != nil {
			return err
		}
	}
	where := &url.URL{Scheme: "https", Host: address.String(), Path: vim25.Path}
	s.url = where.String()
	s.front.simulator = handler(s.site.model.Service, where)
	s.door.handler, s.door.certificates = s.front, s.certificates
	return nil
}

// animate puts the objects of this package into the simulator's registry and in
// front of it.
func (s *Server) animate(opts Options) {
	registry := s.site.model.Map()
	actors := map[types.ManagedObjectReference]*actor{}
	for _, a := range s.actors {
		actors[a.vm.Self] = a
	}
	s.faults = &faults{}
	s.sessions = &sessions{registry: registry, idle: opts.SessionIdle, now: time.Now, last: map[string]time.Time{}, told: map[string]time.Time{}}
	s.tracker = &tracker{
		object: newObject("ChangeTracker", "change-tracker"),
		actors: actors, latency: opts.Latency, faults: s.faults, sessions: s.sessions, closing: s.closing,
	}
	look := &access{
		relays:     &relays{service: s.site.model.Service},
		tracker:    s.tracker,
		privileges: newPrivileges(registry, actors, s.faults),
		withheld: &withheld{
			object: newObject("WithheldProperties", "withheld-properties"),
			actors: actors, faults: s.faults,
		},
	}
	look.listings = &listings{object: newObject("Listings", "listings"), withheld: look.withheld}
	registry.Put(s.tracker)
	registry.Put(look.privileges)
	registry.Put(look.withheld)
	registry.Put(look.listings)
	registry.Handler = look.look
	s.front = &front{relays: look.relays, sessions: s.sessions, tracker: s.tracker}
}

// handler serves the simulator. Its own server is not used: it brings a
// certificate and a private key that everybody has, and writes to the log of
// the program that it is a part of.
func handler(service *simulator.Service, where *url.URL) http.Handler {
	registry := service.Context.Map
	service.Listen = &url.URL{Scheme: where.Scheme, Host: where.Host, Path: where.Path, User: url.UserPassword(Username, Password)}
	service.RegisterSDK(registry, vim25.Path+"/vimService")
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
		errs := []error{s.door.close()}
		if s.front != nil {
			s.front.asking.shut()
		}
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
