package fetch

import (
	"time"

	"cbtmap/fetch/extent"
)

const (
	// ahead is how many pages may wait for a reader that is busy drawing, and not
	// in Next, before no more are asked for.
	ahead = 16
	// pieceOf is how many pages from the store a batch holds at most, so that a
	// reader draws early although all of them are there at once.
	pieceOf = 64
	// mostPending is how many extents (16 bytes each) wait for the time of the next
	// batch: a server that sends more of them in a tenth of a second is read as it
	// comes.
	mostPending = 1 << 16
)

// arrival is a page, what was asked, and the progress that it made.
type arrival struct {
	asked int64
	page  extent.Page // as the server sent it
	shown bool        // to be handed on; else it is for the auditor alone
	known int64       // bytes, with this page
	kept  bool        // it is from the store
	fresh int64       // bytes that were news, if it is
}

// extentsIn is how many extents wait with these pages.
func extentsIn(list []arrival) (n int) {
	for _, a := range list {
		n += len(a.page.Extents)
	}
	return n
}

// run is the loop of the fetch.
func (f *Fetch) run(kept Store) {
	defer close(f.ended)
	defer f.last()
	if f.before != nil {
		select {
		case <-f.before:
		case <-f.ctx.Done():
			return
		}
	}
	if kept != nil && !f.replay(kept) {
		return
	}
	for {
		pause, on := f.step()
		poke(f.ready)
		if !on {
			return
		}
		alarm, stop := after(pause)
		select {
		case o := <-f.results:
			f.underway--
			on = f.settle(o)
		case <-alarm:
		case <-f.wake:
		case <-f.ctx.Done():
			on = false
		}
		if stop(); !on {
			return
		}
	}
}

// last stops the calls under way and waits until they have heeded it, or were
// left behind: a fetch that continues this one shall not ask beside them.
func (f *Fetch) last() {
	f.cancel()
	for ; f.underway > 0; f.underway-- {
		<-f.results
	}
}

// step makes the calls that may be made now. It tells how long a pause it is
// until another one may, if that is what is waited for, and whether the fetch
// goes on.
func (f *Fetch) step() (pause time.Duration, on bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.closed {
		return 0, false
	}
	// An answer that is still to come may tell of a range that failed, but of
	// nothing else once all is known.
	if f.plan.known.complete() || !f.plan.left() && len(f.plan.claims) == 0 {
		f.finished = true
		return 0, false
	}
	if f.paused || !f.reading && len(f.pending) >= ahead {
		return 0, true
	}
	if pause = f.outage.pausing(time.Now()); pause > 0 {
		return pause, true
	}
	for len(f.plan.claims) < f.parallel() {
		at, ok := f.plan.next()
		if !ok {
			break
		}
		f.calls++
		if f.outage.on() {
			f.retries++
		}
		f.underway++
		ctx := f.callsCtx
		go func() { f.results <- call(ctx, f.src, at, f.opts.Timeout) }()
	}
	return 0, true
}

// parallel is how many calls may be under way now.
func (s *state) parallel() int {
	if s.outage.on() || s.plan.strict {
		return 1
	}
	return s.limit.now
}

// settle takes in what came of a call; false if nobody wants it any more.
func (f *Fetch) settle(o outcome) bool {
	if o.err != nil {
		return f.fault(o)
	}
	f.mu.Lock()
	if f.closed { // the plan is that of the fetch that continues this one
		f.mu.Unlock()
		return false
	}
	useful, store := f.plan.useful(o.at, o.page), f.store
	stalled := f.plan.stalls[o.at] // it took two questions
	f.mu.Unlock()
	var warning error
	if useful && store != nil && !stalled && !odd(o.at, o.page, f.src.Capacity()) {
		warning = store.Keep(o.at, o.page) // may take its time: a disk is written to
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.closed {
		return false
	}
	if warning != nil {
		f.store, f.warning = nil, warning
	}
	if f.plan.reply(o.at, o.page) {
		f.limit.good()
	}
	f.answered()
	f.pending = append(f.pending, arrival{asked: o.at, page: o.page, shown: useful, known: f.plan.known.total})
	f.extents += len(o.page.Extents)
	return true
}

// fault takes in an error.
func (f *Fetch) fault(o outcome) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.closed {
		return false
	}
	if late, ok := o.err.(*TimeoutError); ok {
		late.Known = f.plan.known.total
	}
	workers := len(f.plan.claims)
	if damaged(o.err) {
		f.distrust(o.err)
	}
	switch {
	case o.stopped:
		f.plan.release(o.at)
	case final(o.err):
		f.plan.release(o.at)
		f.giveUp(o.err)
		f.final = o.err
	case temporary(o.err):
		f.plan.interrupt(o.at)
		f.limit.bad(workers)
		f.version++
		if end := f.outage.error(time.Now(), o.err, f.opts); end != nil {
			f.giveUp(end)
		}
	default:
		f.plan.refuse(o.at, o.err)
		f.answered()
	}
	return true
}

// distrust takes in that the server cannot vouch for its tracking: what is kept
// of this interval must not pass for sound in another run.
func (f *Fetch) distrust(err error) {
	f.damage = err
	if s, ok := f.store.(Forgetter); ok {
		if failed := s.Forget(); failed != nil {
			f.warning = failed
		}
	}
	f.store = nil
}

// answered takes in that the server is there, whatever it says.
func (f *Fetch) answered() {
	if f.outage.on() {
		f.outage.reply(time.Now())
		f.version++
	}
}
