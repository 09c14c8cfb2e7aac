package main

import (
	"context"

	"cbtmap/fetch/vcenter"
)

// server connects as the flags say, for commands without a screen.
func (p *program) server(ctx context.Context, f *serverFlags) (*vcenter.Client, error) {
	if err := p.check(ctx, f); err != nil {
		return nil, err
	}
	if f.demo {
		return p.sessions.demo(ctx, f.simulated.options(), f.calls())
	}
	config, err := p.config(ctx, f)
	if err != nil {
		return nil, err
	}
	p.accepted = f.thumbprint
	return p.sessions.connect(ctx, config)
}

// check is serverFlags.check, and config serverFlags.config, for as long as
// nobody interrupts them: both open files.
func (p *program) check(ctx context.Context, f *serverFlags) error {
	_, err := unlessInterrupted(ctx, func() (any, error) { return nil, f.check() })
	return err
}

func (p *program) config(ctx context.Context, f *serverFlags) (vcenter.Config, error) {
	return unlessInterrupted(ctx, func() (vcenter.Config, error) { return f.config(p.getenv) })
}
