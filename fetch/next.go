package fetch

import (
	"time"
)

// told is what the batches so far said.
type told struct {
	started  time.Time
	last     time.Time // of the last batch
	paged    bool      // a page was among them
	version  int
	progress Progress
	over     bool
	timer    *time.Timer // nil before the first wait
}

// alarm is a channel that something comes out of when so much time has passed,
// never if it is 0.
func (t *told) alarm(wait time.Duration) <-chan time.Time {
	switch {
	case wait <= 0:
		return nil
	case t.timer == nil:
		t.timer = time.NewTimer(wait)
	default:
		t.timer.Reset(wait)
	}
	return t.timer.C
}

// Next waits for the next batch; ok is false after the last one. A batch
// without pages tells that the state, the trouble or what failed has changed. It
// returns promptly after a cancel, even if the source does not. It is for one
// goroutine at a time.
//
// The extents of a batch are the reader's until the next call of Next: then a
// source that is a Recycler writes other replies over them.
func (f *Fetch) Next() (b Batch, ok bool) {
	f.lent.back()
	if f.told.over {
		return Batch{}, false
	}
	poke(f.wake) // it may have waited for the reader
	for {
		wait, due := f.due()
		if due {
			return f.deliver(), true
		}
		select {
		case <-f.ready:
		case <-f.told.alarm(wait):
		case <-f.ended:
		case <-f.ctx.Done():
		}
	}
}

// due tells whether a batch is to be delivered now, and if not, after how long
// one is: 0 if there is nothing to tell.
func (f *Fetch) due() (wait time.Duration, due bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.reading = true
	switch {
	case f.ctx.Err() != nil, f.finished, f.urgent, f.extents >= mostPending, len(f.pending) > 0 && !f.told.paged:
		return 0, true
	case len(f.pending) == 0 && f.news() == f.told.version:
		return 0, false
	}
	wait = f.opts.Every - time.Since(f.told.last)
	return wait, wait <= 0
}

func (s *state) news() int { return s.version + s.plan.version }

// deliver makes a batch of what is pending.
func (f *Fetch) deliver() Batch {
	now := time.Now()
	f.mu.Lock()
	f.reading = false
	n, cancelled := len(f.pending), f.ctx.Err() != nil && !f.finished
	single := f.opts.Every < time.Millisecond && !cancelled
	switch {
	case single:
		n = min(n, 1)
	case !cancelled && n > pieceOf && f.pending[0].kept:
		n = pieceOf
	}
	arrivals := f.pending[:n:n]
	f.pending = f.pending[n:]
	f.extents -= extentsIn(arrivals)
	f.urgent = len(f.pending) > 0 && f.pending[0].kept && (f.replayed || len(f.pending) >= pieceOf)
	done := cancelled || f.finished && len(f.pending) == 0 && (n == 0 || !single)
	f.closed = f.closed || done
	b := Batch{Failed: f.plan.failed, Warning: f.warning, Done: done}
	damage := f.damage
	f.warning, f.damage = nil, nil
	f.told.version = f.news()
	p := &f.told.progress
	f.describe(p, now)
	reason := f.reason()
	f.mu.Unlock()
	poke(f.wake) // there is room again

	for _, a := range arrivals {
		f.auditor.Reply(a.asked, a.page)
		f.lent.lend(a)
		p.Known = a.known
		p.Kept += a.fresh
		p.had += a.fresh
		if a.shown {
			page := sound(a.page)
			b.Pages = append(b.Pages, page)
			p.Pages++
			p.Extents += int64(len(page.Extents))
		}
	}
	if damage != nil {
		f.auditor.Damaged(damage)
	}
	f.auditor.Failed(b.Failed)
	f.told.paged = f.told.paged || len(b.Pages) > 0
	f.told.last = now
	if b.Done {
		f.told.over = true
		f.cancel()
		p.State, p.Workers, p.Trouble, p.RetryIn = Over, 0, nil, 0
		if !p.Complete() {
			b.Err = reason
		}
	}
	b.Progress = *p
	b.Audit = f.auditor.Audit()
	return b
}

// describe is the progress but for the pages. The state is locked.
func (f *Fetch) describe(p *Progress, now time.Time) {
	p.Elapsed = now.Sub(f.told.started)
	p.idle = f.idle
	p.Calls, p.Retries = f.calls, f.retries
	p.Workers, p.Parallel = len(f.plan.claims), f.parallel()
	p.State, p.Trouble, p.RetryIn = Running, nil, 0
	if f.outage.on() {
		p.State, p.Trouble, p.RetryIn = Waiting, f.outage.err, f.outage.pausing(now)
	}
	if f.paused {
		p.State, p.Trouble, p.RetryIn = Paused, nil, 0
		p.idle += now.Sub(f.pausedAt)
	}
}

// reason is why the disk is not wholly known. The state is locked.
func (f *Fetch) reason() error {
	switch {
	case !f.finished:
		return f.ctx.Err()
	case f.final != nil:
		return f.final
	case len(f.plan.failed) > 0:
		return f.plan.failed[0].Err
	}
	return nil
}

// after is a channel that something comes out of when so much time has passed,
// never if it is 0, and what to call when that is of no interest any more.
func after(wait time.Duration) (alarm <-chan time.Time, stop func() bool) {
	if wait <= 0 {
		return nil, func() bool { return true }
	}
	timer := time.NewTimer(wait)
	return timer.C, timer.Stop
}
