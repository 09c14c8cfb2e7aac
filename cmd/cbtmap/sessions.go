package main

import (
	"cmp"
	"context"
	"sync"
	"time"

	"cbtmap/fetch/simulate"
	"cbtmap/fetch/vcenter"
)

// logoutTimeout bounds the good-bye to all servers. It needs a deadline of its
// own: the context of the work may have been cancelled, and a server may be gone.
const logoutTimeout = 2 * time.Second

// sessions are all connections that were opened in a run. The screens open them
// in the background and may be left at any time, also between a login and the
// moment they hear of it; so the list is kept here.
type sessions struct {
	goodbye time.Duration // to all servers; logoutTimeout if zero

	mu      sync.Mutex
	closed  bool
	opening sync.WaitGroup
	open    []func(context.Context) error
}

// connect logs in to a vCenter.
func (s *sessions) connect(ctx context.Context, config vcenter.Config) (*vcenter.Client, error) {
	if !s.begin() {
		return nil, context.Canceled
	}
	defer s.opening.Done()
	client, err := vcenter.Connect(ctx, config)
	if err != nil {
		return nil, withPasswordFile(err, config.Password)
	}
	s.keep(client.Close)
	return client, nil
}

// demo starts a simulated vCenter in memory and logs in to it. The
// configuration says how to speak to it, not where it is.
func (s *sessions) demo(ctx context.Context, options simulate.Options, config vcenter.Config) (*vcenter.Client, error) {
	if !s.begin() {
		return nil, context.Canceled
	}
	defer s.opening.Done()
	options.InMemory = true
	server, err := simulate.Start(options)
	if err != nil {
		return nil, blamed(err)
	}
	s.keep(func(context.Context) error { return server.Close() })
	config.URL, config.RootCAs = server.URL(), server.Root()
	config.Username, config.Password = simulate.Username, simulate.Password
	return s.connect(ctx, config)
}

// begin notes that something is being opened; it is too late for that after
// close.
func (s *sessions) begin() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return false
	}
	s.opening.Add(1)
	return true
}

func (s *sessions) keep(closer func(context.Context) error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.open = append(s.open, closer)
}

// close ends all of them, the newest first. Whoever opens in the background
// must have been told to stop by then. An error is of no use to anybody: a
// session that could not be ended expires by itself.
func (s *sessions) close() {
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	s.opening.Wait()
	ctx, cancel := context.WithTimeout(context.Background(), cmp.Or(s.goodbye, logoutTimeout))
	defer cancel()
	for i := len(s.open) - 1; i >= 0; i-- {
		_ = s.open[i](ctx)
	}
	s.open = nil
}
