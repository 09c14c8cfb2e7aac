package fetch

import (
	"fmt"
	"time"

	"cbtmap/fetch/fault"
)

// outage is the time from a transient error to the next reply. While it lasts,
// there is one call at a time, with a pause before each.
type outage struct {
	err   error
	since time.Time // when patience began to run
	until time.Time // when the pause ends
	tries int       // errors since
}

// maxRetryAfter bounds what a server may ask for.
const maxRetryAfter = 2 * time.Minute

func (o *outage) on() bool { return o.err != nil }

// pausing is the rest of the pause.
func (o *outage) pausing(now time.Time) time.Duration {
	if !o.on() {
		return 0
	}
	return max(0, o.until.Sub(now))
}

// error takes in a transient error, and gives another one back when patience
// is at its end.
func (o *outage) error(now time.Time, err error, opts Options) error {
	if opts.Patience < 0 {
		return err
	}
	if !o.on() {
		*o = outage{since: now}
	}
	wish := now.Add(min(retryAfter(err), maxRetryAfter))
	if o.on() && now.Before(o.until) { // a call from before the pause: the same trouble
		o.err = err
		o.until = later(o.until, wish)
		return nil
	}
	o.err = err
	o.tries++
	end := o.since.Add(opts.Patience)
	if !now.Before(end) {
		return &PatienceError{Tried: now.Sub(o.since), Tries: o.tries, Err: err}
	}
	o.until = now.Add(backoff(opts.Backoff, opts.longest(), o.tries, opts.random))
	if o.until.After(end) { // the last try is at the end
		o.until = end
	}
	o.until = later(o.until, wish)
	return nil
}

// reply takes in that the server answered. A pause that it may have asked for is
// kept, and patience has a new start after it.
func (o *outage) reply(now time.Time) {
	if now.Before(o.until) {
		o.since, o.tries = o.until, 0
		return
	}
	*o = outage{}
}

// anew ends the pause and gives patience a new start.
func (o *outage) anew(now time.Time) {
	if o.on() {
		o.since, o.until, o.tries = now, now, 0
	}
}

func later(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}

// PatienceError is a transient error that has gone on for too long.
type PatienceError struct {
	Tried time.Duration // since the first one
	Tries int           // calls that failed
	Err   error         // the last one
}

func (e *PatienceError) Error() string {
	return fmt.Sprintf("tried for %s: %v", about(e.Tried), e.Err)
}

func (e *PatienceError) Unwrap() error { return e.Err }

// Explain is what the last error explains, and how long was tried.
func (e *PatienceError) Explain() fault.Fault {
	f := fault.Of(e.Err)
	f.What = fmt.Sprintf("%s, tried for %s", f.What, about(e.Tried))
	return f
}

// about leaves out what nobody counts.
func about(d time.Duration) time.Duration {
	if d < time.Second {
		return d.Round(time.Millisecond)
	}
	return d.Round(time.Second)
}
