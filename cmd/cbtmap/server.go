package main

import (
	"context"

	"cbtmap/fetch/vcenter"
)

// server connects as the flags say, for commands without a screen.
func (p *program) server(ctx context.Context, f *serverFlags) (*vcenter.Client, error) {
	if err := f.check(); err != nil {
		return nil, err
	}
	if f.demo {
		return p.sessions.demo(ctx, f.simulated.options(), f.calls())
	}
	config, err := f.config(p.getenv)
	if err != nil {
		return nil, err
	}
	client, err := p.sessions.connect(ctx, config)
	return client, withFlag(err, f.thumbprint)
}
