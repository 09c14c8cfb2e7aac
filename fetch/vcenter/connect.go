package vcenter

import (
	"context"
	"sync"
	"time"

	"github.com/vmware/govmomi/vim25"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// connections is how many idle connections to the server are kept. It covers
// the calls that run side by side; the default of 2 would mean new TLS
// handshakes all the time.
const connections = 8

// logoutTimeout bounds Close for callers without a deadline.
const logoutTimeout = 10 * time.Second

// Client is a session on one server. It is safe for concurrent use.
type Client struct {
	vim     *vim25.Client
	server  Server
	address string // "host:port"

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
	limit := c.Timeout
	if limit <= 0 {
		limit = DefaultTimeout
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()

	sc := soap.NewClient(&a.url, c.Insecure)
	sc.UserAgent = "cbtmap"
	if err := trust(sc, c, a); err != nil {
		return nil, err
	}
	sc.DefaultTransport().MaxIdleConnsPerHost = connections
	sc.Transport = soapOnly{throughProxy(sc.DefaultTransport())}

	cl, err := login(ctx, sc, a)
	if err != nil {
		sc.CloseIdleConnections()
		return nil, connectError(err, a, c.listed(), limit)
	}
	return cl, nil
}

func login(ctx context.Context, sc *soap.Client, a address) (*Client, error) {
	sc.Namespace, sc.Version = "urn:"+vim25.Namespace, vim25.Version
	vim := &vim25.Client{Client: sc, RoundTripper: call{sc}}
	var err error
	if vim.ServiceContent, err = methods.GetServiceContent(ctx, vim); err != nil {
		return nil, err
	}
	if vim.ServiceContent.SessionManager == nil || vim.ServiceContent.ViewManager == nil {
		return nil, errNotVSphere
	}
	res, err := methods.Login(ctx, vim, &types.Login{
		This:     *vim.ServiceContent.SessionManager,
		UserName: a.user,
		Password: a.password,
		Locale:   "en_US", // texts of faults are read for the word "corrupt"
	})
	if err != nil {
		return nil, err
	}
	about := vim.ServiceContent.About
	return &Client{vim: vim, address: a.dial(), server: Server{
		Host:     a.display(),
		User:     res.Returnval.UserName,
		Product:  product(about),
		Release:  about.ApiVersion,
		Instance: about.InstanceUuid,
		Protocol: SOAP,
	}}, nil
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
		_, err := methods.Logout(ctx, c.vim, &types.Logout{This: *c.vim.ServiceContent.SessionManager})
		c.vim.CloseIdleConnections()
		if err != nil && !isFault[*types.NotAuthenticated](err) {
			c.closeErr = c.callError(err, "logging out")
		}
	})
	return c.closeErr
}
