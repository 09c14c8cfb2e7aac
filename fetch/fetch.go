package fetch

import (
	"context"
	"sync"
	"time"
)

// Fetch is a running fetch. One goroutine decides what is asked, each call has
// one of its own, and the caller reads batches with Next.
type Fetch struct {
	src    Source
	opts   Options
	ctx    context.Context
	cancel context.CancelFunc
	before <-chan struct{} // closed when the fetch that this one continues has let go of source and store

	results chan outcome  // of the calls; never full
	wake    chan struct{} // to the loop: something was changed from outside
	ready   chan struct{} // to Next: there is something to tell
	ended   chan struct{} // closed by the loop when it is over

	underway int // calls that have not come to their end; the loop's own

	mu sync.Mutex
	state

	// What follows is the reader's own, not guarded by mu.
	auditor *Auditor
	told    told
	lent    lent
}

// state is what the loop, the controls and Next share.
type state struct {
	plan   *schedule
	limit  limit
	outage outage
	store  Store // nil when there is none, or none that works

	pending  []arrival
	extents  int   // in pending
	reading  bool  // the reader is in Next
	replayed bool  // all that the store kept is pending, or told
	urgent   bool  // what is pending is not to be held back
	version  int   // grows with all that is to be told without a page
	warning  error // to be told
	damage   error // to be told to the auditor: the server cannot vouch for its tracking
	final    error // what made all that was left fail at once
	finished bool  // the loop found nothing more to do
	closed   bool  // the last batch was read: nothing may come after it

	calls, retries int
	paused         bool
	pausedAt       time.Time
	idle           time.Duration // spent paused, but for the pause that lasts

	callsCtx  context.Context // of all calls; ends with stopCalls
	stopCalls context.CancelFunc
}

// Start begins to ask src for its whole disk, in the background, until it is
// known, fails, or ctx ends. src must stand calls side by side, unless
// opts.Parallel is 1. The caller must call Next until it says that the fetch is
// over, or Cancel.
func Start(ctx context.Context, src Source, opts Options) *Fetch {
	opts = opts.filled()
	capacity := max(src.Capacity(), 0)
	f := begin(ctx, src, opts)
	f.plan = newSchedule(capacity)
	f.auditor = NewAuditor(capacity)
	f.told.progress = Progress{Capacity: capacity}
	f.store = opts.Store
	go f.run(opts.Store)
	return f
}

func begin(ctx context.Context, src Source, opts Options) *Fetch {
	ctx, cancel := context.WithCancel(ctx)
	f := &Fetch{
		src:     src,
		opts:    opts,
		ctx:     ctx,
		cancel:  cancel,
		results: make(chan outcome, opts.Parallel),
		wake:    make(chan struct{}, 1),
		ready:   make(chan struct{}, 1),
		ended:   make(chan struct{}),
		told:    told{started: time.Now()},
		lent:    lentBy(src),
	}
	f.limit = newLimit(opts.Parallel)
	f.callsCtx, f.stopCalls = context.WithCancel(ctx)
	return f
}

// Continue is a new fetch of what is missing, to be called after the last batch
// of this one: coverage, audit and view go on, what had failed is work again,
// and the store, which is not read again, keeps what comes. Of the progress,
// Elapsed, Calls and Retries begin anew.
func (f *Fetch) Continue(ctx context.Context) *Fetch {
	f.cancel()
	n := begin(ctx, f.src, f.opts)
	f.mu.Lock()
	f.closed = true
	n.plan, n.store, n.pending, n.extents = f.plan, f.store, f.pending, f.extents
	f.mu.Unlock()
	n.plan.claims = nil
	n.plan.retry()
	n.before = f.ended
	n.auditor = f.auditor
	n.told.progress = f.told.progress
	n.told.progress.had = n.plan.known.total
	go n.run(nil)
	return n
}

// poke wakes whoever waits for c, now or when he comes to wait.
func poke(c chan<- struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}
