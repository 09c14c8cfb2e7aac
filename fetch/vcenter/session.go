package vcenter

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"sync"
	"time"

	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

var (
	// errClosed is a call of a client that has been closed.
	errClosed = errors.New("the client is closed")

	// errRenewed is a call that was not repeated after a new login, because it
	// may be about something that ended with the session before.
	errRenewed = errors.New("the session is a new one")
)

// session is the login behind a client. A server ends it after half an hour
// without a call, or when it restarts; then the first call to notice logs in
// again, all others wait for that one login, and each repeats what it asked.
//
//	call ─► NotAuthenticated ─► renew ─┬─► one login for all ─► call again, once
//	                                   └─► refused: every call fails with this
//	Close ─► waits for a login under way, logs out what came of it
//
// For that the password stays in memory as long as the client is open.
type session struct {
	wire   soap.RoundTripper // one call, with the identity in its context
	login  func(context.Context) (types.UserSession, error)
	logout func(context.Context) error
	failed func(error) error // says why there is no session any more
	limit  time.Duration     // of a login

	mu      sync.Mutex
	current *identity // nil before the first login
	flight  *flight   // a login under way, or nil
	refused error     // why there will be no other login, or nil
	closed  bool

	alive *keepAlive // nil if nobody wants it
}

// flight is one login that many calls may wait for.
type flight struct {
	cancel context.CancelFunc
	done   chan struct{} // closed when err is there
	err    error
}

// RoundTrip makes a call, a second time if the session had ended before it.
func (s *session) RoundTrip(ctx context.Context, req, res soap.HasFault) error {
	return s.send(ctx, req, res, true)
}

// once is s without the second time: after a new login it returns errRenewed.
func (s *session) once() soap.RoundTripper {
	return roundTrip(func(ctx context.Context, req, res soap.HasFault) error {
		return s.send(ctx, req, res, false)
	})
}

// as is a call with the identity there is, which never logs in.
func (s *session) as() soap.RoundTripper {
	return roundTrip(func(ctx context.Context, req, res soap.HasFault) error {
		id, err := s.identity()
		if err != nil {
			return err
		}
		return s.wire.RoundTrip(id.in(ctx), req, res)
	})
}

type roundTrip func(ctx context.Context, req, res soap.HasFault) error

func (f roundTrip) RoundTrip(ctx context.Context, req, res soap.HasFault) error {
	return f(ctx, req, res)
}

func (s *session) send(ctx context.Context, req, res soap.HasFault, again bool) error {
	id, err := s.identity()
	if err != nil {
		return err
	}
	s.alive.touch()
	defer s.alive.touch()
	for renewed := false; ; {
		err := s.wire.RoundTrip(id.in(ctx), req, res)
		if err == nil {
			err = unauthenticated(res)
		}
		if renewed || !sessionEnded(err) {
			return err
		}
		next, waited, noLogin := s.renew(ctx, id)
		switch {
		case noLogin != nil:
			return noLogin
		case !again:
			return fmt.Errorf("%w: %w", errRenewed, err)
		}
		// The decoder adds to what it finds: a fault that is left in there would
		// be the answer to the second try as well.
		reflect.ValueOf(res).Elem().SetZero()
		// A session that others had renewed before may have ended as well; only
		// after a login of its own is a call given up.
		id, renewed = next, waited
	}
}

// sessionEnded says whether the server no longer knows the session of a call.
func sessionEnded(err error) bool {
	if err == nil {
		return false
	}
	if status := (*statusError)(nil); errors.As(err, &status) {
		return status.code == http.StatusUnauthorized && !status.proxy
	}
	return isFault[*types.NotAuthenticated](err)
}

func (s *session) identity() (*identity, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil, s.failed(errClosed)
	}
	return s.current, nil
}

// renew is an identity newer than the one that has ended: the one that another
// call has got meanwhile, or that of a login, which this call then waited for.
// The login goes on without the caller if its context ends: cancelled half-way,
// it could leave a session behind that nobody knows of.
func (s *session) renew(ctx context.Context, ended *identity) (next *identity, waited bool, err error) {
	f, next, err := s.takeOff(ctx, ended)
	if f == nil {
		return next, false, err
	}
	select {
	case <-f.done:
	case <-ctx.Done():
		return nil, true, ctx.Err()
	}
	if f.err != nil {
		return nil, true, f.err
	}
	next, err = s.identity()
	return next, true, err
}

// takeOff joins the login under way, or begins one if there has to be one.
func (s *session) takeOff(ctx context.Context, ended *identity) (*flight, *identity, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.closed:
		return nil, nil, s.failed(errClosed)
	case s.refused != nil:
		return nil, nil, s.refused
	case s.current != ended:
		return nil, s.current, nil
	case s.flight == nil:
		loginCtx, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.limit)
		s.flight = &flight{cancel: cancel, done: make(chan struct{})}
		go s.fly(loginCtx, s.flight, ended == nil)
	}
	return s.flight, nil, nil
}

// fly logs in with a new identity, so that what is left of the one before cannot
// get in the way: a server refuses a second login in one session.
//
// The reason of the first login's failure stays as it is: there is no session
// yet that could have ended.
func (s *session) fly(ctx context.Context, f *flight, first bool) {
	defer f.cancel()
	id := new(identity)
	user, err := s.login(id.in(ctx))
	id.key, id.user = user.Key, user.UserName

	s.mu.Lock()
	s.flight = nil
	closed := s.closed
	switch {
	case err != nil && first:
		f.err = err
	case err != nil:
		f.err = s.failed(err)
		if loginRefused(err) {
			// Trying again with the same password would end in a locked account.
			s.refused = f.err
		}
	case closed:
		f.err = s.failed(errClosed)
	default:
		s.current = id
	}
	s.mu.Unlock()

	if closed && err == nil {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), logoutTimeout)
		defer cancel()
		_ = s.logout(id.in(ctx))
	}
	close(f.done)
}

// loginRefused says whether the server looked at a login and did not want it.
func loginRefused(err error) bool {
	return !sessionEnded(err) && (isFault[types.BaseInvalidLogin](err) || isFault[types.BaseNoPermission](err))
}

// close ends the session, and waits for a login under way so that none is left
// behind: the login itself logs out again when it finds the session closed. There
// is no login after this, whoever asks for one.
func (s *session) close(ctx context.Context) error {
	s.mu.Lock()
	s.closed = true
	f, id := s.flight, s.current
	s.mu.Unlock()
	if f != nil { // and so there is no session to end, not yet or not any more
		// Longer than this no caller waits, and a mute server does not answer.
		late := time.AfterFunc(logoutTimeout, f.cancel)
		select {
		case <-f.done:
			late.Stop()
		case <-ctx.Done():
		}
		return nil
	}
	if id == nil {
		return nil
	}
	err := s.logout(id.in(ctx))
	if sessionEnded(err) {
		return nil
	}
	return err
}

// key names the session to the server's managers, "" if there is none.
func (s *session) key() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.current == nil {
		return ""
	}
	return s.current.key
}
