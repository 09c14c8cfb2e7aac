package fetch

import (
	"iter"
	"math/rand/v2"
	"time"

	"cbtmap/fetch/extent"
)

// Options tune a fetch. The zero value is good.
type Options struct {
	// Timeout is the deadline of each call; DefaultTimeout if zero.
	Timeout time.Duration
	// Every is the least time between two batches; DefaultEvery if zero. The
	// first page is never held back. With less than a millisecond each page, and
	// the end, is a batch of its own.
	Every time.Duration
	// Parallel is how many calls may be under way at most; DefaultParallel if
	// zero. With 1 they are made one after another, each where the one before it
	// ended, but for what Look says.
	Parallel int
	// Patience is how long transient errors may go on without any reply before
	// all that is left counts as failed; DefaultPatience if zero. Below zero
	// there is none: the first transient error is one too many.
	Patience time.Duration
	// Backoff is the first pause after a transient error; DefaultBackoff if
	// zero. It doubles up to MaxBackoff, or an eighth of Patience if that is
	// less, and each pause is a random part of it.
	Backoff time.Duration
	// Store keeps replies between runs; nil keeps none.
	Store Store

	// random is in [0, 1); tests give their own, to know how long a pause is.
	random func() float64
}

const (
	// DefaultTimeout bounds one call. Real servers answer a page of 2,000
	// extents in about 0.2 s; this leaves room for a busy host behind a bad line.
	DefaultTimeout = 2 * time.Minute
	// DefaultEvery makes ten batches a second: as fast as an eye needs.
	DefaultEvery = 100 * time.Millisecond
	// DefaultParallel is small on purpose: the questions of one disk are all
	// answered by the one host that has it open.
	DefaultParallel = 4
	// DefaultPatience outlasts a management service that restarts.
	DefaultPatience = 2 * time.Minute
	// DefaultBackoff is about two round trips.
	DefaultBackoff = 500 * time.Millisecond
	// MaxBackoff is the longest pause that a server did not ask for.
	MaxBackoff = 30 * time.Second
)

// Store keeps the replies to a fetch. What it holds is taken as if the server
// had just sent it, so it must be of the same disk and the same interval, and
// the interval must be one that never changes.
type Store interface {
	// Replies are those kept so far, in the order in which they came: the byte
	// asked about and the page as the server sent it.
	Replies() iter.Seq2[int64, extent.Page]
	// Keep takes in one more. It is called from one goroutine, in the order of
	// arrival, before the page is handed on. After an error it is not called
	// again. Replies that an audit finds odd are not kept, but asked for anew.
	Keep(asked int64, p extent.Page) error
}

// longest is the longest pause: patience would be no use if it were spent in one.
func (o Options) longest() time.Duration {
	return min(MaxBackoff, max(o.Patience/8, o.Backoff))
}

// Forgetter is a Store that can let go of all it keeps of its interval. It is
// asked to when the server says that its tracking data is damaged.
type Forgetter interface{ Forget() error }

func (o Options) filled() Options {
	if o.Timeout <= 0 {
		o.Timeout = DefaultTimeout
	}
	if o.Every <= 0 {
		o.Every = DefaultEvery
	}
	if o.Parallel <= 0 {
		o.Parallel = DefaultParallel
	}
	if o.Patience == 0 {
		o.Patience = DefaultPatience
	}
	if o.Backoff <= 0 {
		o.Backoff = DefaultBackoff
	}
	if o.random == nil {
		o.random = rand.Float64
	}
	return o
}
