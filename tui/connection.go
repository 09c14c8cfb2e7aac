package tui

import (
	"context"

	"cbtmap/fetch"
	"cbtmap/fetch/vcenter"
)

// Connection is what the screens need of a server. Methods may be called from
// several goroutines.
type Connection interface {
	Server() vcenter.Server
	VMs(ctx context.Context, each func([]vcenter.VM)) error
	FindVM(ctx context.Context, nameOrMoID string) (vcenter.VM, error)
	Detail(ctx context.Context, moid string) (vcenter.Detail, error)
	Source(iv vcenter.Interval) fetch.Source
	Doctor(ctx context.Context, vm vcenter.Detail, disks []vcenter.Disk, iv *vcenter.Interval) ([]vcenter.Check, error)
	Close(ctx context.Context) error
}

// Client makes a Connection of a vCenter client.
func Client(c *vcenter.Client) Connection { return client{c} }

type client struct{ *vcenter.Client }

func (c client) Source(iv vcenter.Interval) fetch.Source { return c.Client.Source(iv) }

// Named gives a connection's server another name to show: an address on
// loopback says less than what it is.
func Named(c Connection, name string) Connection { return named{c, name} }

type named struct {
	Connection
	name string
}

func (n named) Server() vcenter.Server {
	srv := n.Connection.Server()
	srv.Host = n.name
	return srv
}
