package tui

import (
	"context"

	"cbtmap/fetch"
	"cbtmap/fetch/vcenter"
)

// Server is what the screens need of a connection. Methods may be called from
// several goroutines.
type Server interface {
	Server() vcenter.Server
	VMs(ctx context.Context, each func([]vcenter.VM)) error
	FindVM(ctx context.Context, nameOrMoID string) (vcenter.VM, error)
	Detail(ctx context.Context, moid string) (vcenter.Detail, error)
	Source(iv vcenter.Interval) fetch.Source
	Close(ctx context.Context) error
}

// Client makes a Server of a vCenter connection.
func Client(c *vcenter.Client) Server { return client{c} }

type client struct{ *vcenter.Client }

func (c client) Source(iv vcenter.Interval) fetch.Source { return c.Client.Source(iv) }
