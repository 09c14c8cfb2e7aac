package fetch

import "time"

// State is what a fetch is doing.
type State uint8

// The states of a fetch.
const (
	Running State = iota
	Waiting       // after a transient error, until the next reply
	Paused        // by the user
	Over
)

// Progress is how far a fetch has come. All sizes are bytes.
type Progress struct {
	Known    int64         // bytes that replies spoke for
	Kept     int64         // of them, those known from the store
	Capacity int64         // bytes to be known
	Pages    int           // replies
	Extents  int64         // extents in them, as reported
	Elapsed  time.Duration // since the start
	Calls    int           // made in this run
	Retries  int           // of them, those made again after a transient error
	Workers  int           // calls under way
	Parallel int           // calls that may be under way now
	State    State
	Trouble  error         // while Waiting: the transient error
	RetryIn  time.Duration // while Waiting: the rest of the pause, 0 while a call is tried

	had  int64         // of Known, bytes from before this run, Kept included
	idle time.Duration // of Elapsed, spent paused
}

// Complete tells whether the whole disk is known.
func (p Progress) Complete() bool { return p.Known >= p.Capacity }

// Rate is the pace of this run in bytes a second: what was kept from earlier
// ones and the time spent paused do not count, waiting for a server does. It is
// the mean since the start, since a single reply covers a thousand times as much
// as the next one where changes lie in clusters. ok is false while there is none.
func (p Progress) Rate() (bytesPerSecond float64, ok bool) {
	fetched, active := p.Known-max(p.had, p.Kept), p.Elapsed-p.idle
	if fetched <= 0 || active <= 0 {
		return 0, false
	}
	return float64(fetched) / active.Seconds(), true
}

// Left estimates the time until the whole disk is known, from the pace so far.
// Replies cover little where changes are dense and much where they are sparse,
// so it is an estimate and no more; ok is false while there is no ground for
// one.
func (p Progress) Left() (left time.Duration, ok bool) {
	rate, ok := p.Rate()
	if !ok || p.Complete() {
		return 0, p.Complete()
	}
	return time.Duration(float64(p.Capacity-p.Known) / rate * float64(time.Second)), true
}
