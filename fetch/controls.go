package fetch

import (
	"context"
	"time"
)

// The controls may be used at any time and from any goroutine. None of them
// waits for the source.

// Cancel ends the fetch; what has arrived can still be read with Next. It may
// be called more than once.
func (f *Fetch) Cancel() { f.cancel() }

// Look names the range [lo, hi) in view, in bytes: what is missing there is
// asked for first. An empty range is no view.
func (f *Fetch) Look(lo, hi int64) {
	f.mu.Lock()
	if !f.closed {
		f.plan.look(lo, hi)
	}
	f.mu.Unlock()
	poke(f.wake)
}

// Pause makes no new calls until Resume; those under way finish and count.
func (f *Fetch) Pause() {
	f.mu.Lock()
	if !f.paused {
		f.paused, f.pausedAt = true, time.Now()
		f.version++
	}
	f.mu.Unlock()
	f.changed()
}

// Resume goes on after a pause. A pause does not try patience.
func (f *Fetch) Resume() {
	f.mu.Lock()
	if now := time.Now(); f.paused {
		f.paused = false
		f.idle += now.Sub(f.pausedAt)
		f.outage.anew(now)
		f.version++
	}
	f.mu.Unlock()
	f.changed()
}

// Retry makes what has failed work again, gives patience a new start and cuts
// the wait after a transient error short. It is false when the fetch is over.
func (f *Fetch) Retry() bool {
	f.mu.Lock()
	on := !f.finished && !f.closed && f.ctx.Err() == nil
	if on {
		f.plan.retry()
		f.outage.anew(time.Now())
		f.final = nil
		f.version++
	}
	f.mu.Unlock()
	f.changed()
	return on
}

func (f *Fetch) changed() {
	poke(f.wake)
	poke(f.ready)
}

// giveUp makes all that is left fail, and stops the calls under way.
func (f *Fetch) giveUp(err error) {
	f.plan.failAll(err)
	f.outage = outage{}
	f.stopCalls()
	f.callsCtx, f.stopCalls = context.WithCancel(f.ctx)
}
