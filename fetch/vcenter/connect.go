package vcenter

import (
	"context"
	"net"
	"sync"
	"time"

	"github.com/vmware/govmomi/vim25"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// logoutTimeout bounds Close for callers without a deadline.
const logoutTimeout = 10 * time.Second

// Client is a session on one server. It is safe for concurrent use.
//
// A session that the server ends, because it was idle for long or because the
// server restarted, is renewed by the next call. For this the user name and the
// password stay in memory until the program ends; they are written nowhere.
type Client struct {
	vim        *vim25.Client // its calls renew the session
	session    *session
	server     Server
	memory     *memory
	address    string // "host:port"
	datacenter string // name or inventory path; "" for all

	closing  sync.Once
	closeErr error
}

// Connect reaches the server, checks its certificate and logs in, all within
// Config.Timeout. An untrusted certificate is refused with an *UntrustedError
// in the chain.
func Connect(ctx context.Context, c Config) (*Client, error) {
	a, err := c.address()
	if err != nil {
		return nil, err
	}
	limits := c.limits()
	ctx, cancel := context.WithTimeout(ctx, limits.connect)
	defer cancel()

	sc, err := httpClient(c, a)
	if err != nil {
		return nil, err
	}
	cl, err := login(ctx, sc, c, a)
	if err != nil {
		sc.CloseIdleConnections()
		if e := c.protocolError(err, a); e != nil {
			return nil, e
		}
		return nil, connectError(err, a, c.listed(), limits.exceeded(err))
	}
	return cl, nil
}

// httpClient is govmomi's client over a stack of our own:
//
//	held ─► repliesOnly ─► identify, repeat ─► viaProxy ─► http.Transport
func httpClient(c Config, a address) (*soap.Client, error) {
	sc := soap.NewClient(&a.url, c.Insecure)
	sc.UserAgent = "cbtmap"
	if err := trust(sc, c, a); err != nil {
		return nil, err
	}
	c.limits().set(sc.DefaultTransport(), net.Dialer{})
	json := c.Protocol == JSON
	sc.Transport = held{repliesOnly{identify{throughProxy(sc.DefaultTransport()), json}, json}}
	sc.Jar = noJar{}
	return sc, nil
}

// login is the first call, which needs no session, and then one.
func login(ctx context.Context, sc *soap.Client, c Config, a address) (*Client, error) {
	if err := c.speak(ctx, sc); err != nil {
		return nil, err
	}
	memory := new(memory)
	wire := call{newAreasWire(sc, c.Protocol == JSON, memory), c.Protocol == JSON}
	content, err := methods.GetServiceContent(ctx, wire)
	if err != nil {
		return nil, err
	}
	if content.SessionManager == nil || content.ViewManager == nil {
		return nil, errNotVSphere
	}
	s := &session{
		wire:   wire,
		limit:  c.limits().connect,
		login:  loginTo(wire, *content.SessionManager, a),
		logout: logoutOf(wire, *content.SessionManager),
		failed: func(err error) error {
			return lost(err, a, func(err error) error {
				return connectError(err, a, c.listed(), c.limits().exceeded(err))
			})
		},
	}
	id, _, err := s.renew(ctx, nil)
	if err != nil {
		_ = s.close(ctx) // for a login that goes on without us
		return nil, err
	}
	after := c.KeepAlive
	if after == 0 {
		after = DefaultKeepAlive
	}
	s.alive = newKeepAlive(after, func(ctx context.Context) { _, _ = methods.GetCurrentTime(ctx, s.as()) })

	about := content.About
	return &Client{
		vim:        &vim25.Client{Client: sc, ServiceContent: content, RoundTripper: s},
		session:    s,
		memory:     memory,
		address:    a.dial(),
		datacenter: c.Datacenter,
		server: Server{
			Host:     a.display(),
			User:     id.user,
			Product:  product(about),
			Release:  about.ApiVersion,
			Instance: about.InstanceUuid,
			Protocol: protocolOf(c),
		},
	}, nil
}

func protocolOf(c Config) string {
	if c.Protocol == JSON {
		return JSON
	}
	return SOAP
}

// loginTo is the login of a session, to be made as often as it takes.
func loginTo(wire soap.RoundTripper, manager types.ManagedObjectReference, a address) func(context.Context) (types.UserSession, error) {
	return func(ctx context.Context) (types.UserSession, error) {
		res, err := methods.Login(ctx, wire, &types.Login{
			This:     manager,
			UserName: a.user,
			Password: a.password,
			Locale:   "en_US", // texts of faults are read for the word "corrupt"
		})
		if err != nil {
			return types.UserSession{}, err
		}
		return res.Returnval, nil
	}
}

func logoutOf(wire soap.RoundTripper, manager types.ManagedObjectReference) func(context.Context) error {
	return func(ctx context.Context) error {
		_, err := methods.Logout(ctx, wire, &types.Logout{This: manager})
		return err
	}
}

// product is like "VMware vCenter Server 8.0.3": the name that the server gives
// itself, without the build number that its full name ends with.
func product(about types.AboutInfo) string {
	if about.Version == "" {
		return about.Name
	}
	return about.Name + " " + about.Version
}

// Server says who answered, and as whom we are logged in.
func (c *Client) Server() Server { return c.server }

// Close logs out and drops the connections. It may be called again, also from
// elsewhere, and then only repeats its answer. Give it a context of its own: the
// one that was cancelled to end the work would end the logout as well, and leave
// a session behind on the server.
func (c *Client) Close(ctx context.Context) error {
	c.closing.Do(func() {
		ctx, cancel := context.WithTimeout(ctx, logoutTimeout)
		defer cancel()
		c.session.alive.stop()
		err := c.session.close(ctx)
		c.vim.CloseIdleConnections()
		if err != nil {
			c.closeErr = c.callError(err, "logging out")
		}
	})
	return c.closeErr
}
