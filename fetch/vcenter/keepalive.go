package vcenter

import (
	"context"
	"sync"
	"time"
)

// keepAliveTimeout bounds the call that keeps a session alive.
const keepAliveTimeout = 30 * time.Second

// keepAlive makes a cheap call whenever there has been none for a while, so that
// a person may look at a screen for an hour and find the session as it was. It
// runs only at such moments; in between there is a timer and no goroutine. That
// the call fails is nobody's business: the next real one says what is wrong.
type keepAlive struct {
	after time.Duration
	ping  func(context.Context)

	ctx    context.Context // ends with stop
	cancel context.CancelFunc
	under  sync.WaitGroup // the call under way

	mu      sync.Mutex
	timer   *time.Timer
	stopped bool
}

// newKeepAlive begins to wait. It is nil, which is good for every method, if
// after is negative.
func newKeepAlive(after time.Duration, ping func(context.Context)) *keepAlive {
	if after < 0 {
		return nil
	}
	k := &keepAlive{after: after, ping: ping}
	k.ctx, k.cancel = context.WithCancel(context.Background())
	k.mu.Lock()
	defer k.mu.Unlock()
	k.timer = time.AfterFunc(after, k.fire)
	return k
}

// touch begins the wait anew: there is a call.
func (k *keepAlive) touch() {
	if k == nil {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if !k.stopped {
		k.timer.Reset(k.after)
	}
}

func (k *keepAlive) fire() {
	k.mu.Lock()
	if k.stopped {
		k.mu.Unlock()
		return
	}
	k.under.Add(1)
	k.mu.Unlock()
	defer k.under.Done()

	ctx, cancel := context.WithTimeout(k.ctx, keepAliveTimeout)
	defer cancel()
	k.ping(ctx)
	k.touch()
}

// stop ends it, with the call under way. There is none after it returns.
func (k *keepAlive) stop() {
	if k == nil {
		return
	}
	k.mu.Lock()
	k.stopped = true
	k.timer.Stop()
	k.mu.Unlock()
	k.cancel()
	k.under.Wait()
}
