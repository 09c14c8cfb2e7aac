package vcenter

import (
	"strings"
	"time"
	"unicode"

	"cbtmap/fetch/fault"
)

// Error is every failure of this package: what happened, what that means for
// change tracking, and what to do next. All texts are lower case and without a
// full stop.
type Error struct {
	What    string // "no server is named vc01"
	Meaning string // for tracking and for the map; "" where there is nothing to say
	Advice  string // one sentence in the imperative

	Fault    string // kind, as in fault.Fault; "" for what was refused before any call
	Property string // argument, privilege or HTTP status, as in fault.Fault; or ""
	Key      string // message key, as in fault.Fault; or ""

	Err error // the cause, for errors.Is and errors.As; may be nil

	temporary, final, damaged bool
	retryAfter                time.Duration
}

// Error is "what: advice". The meaning stands beside it on screens and in
// reports, see Explain.
func (e *Error) Error() string {
	if e.Advice == "" {
		return e.What
	}
	return e.What + ": " + e.Advice
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// Temporary says whether the same call may well succeed a little later: a
// dropped connection, a time-out, a server that is overloaded.
func (e *Error) Temporary() bool { return e.temporary }

// Final says whether no question about this interval will ever be answered: the
// account may not ask, the end is gone, the begin is refused, the disk is not
// tracked. An error may be neither: then this place failed, and others may not.
func (e *Error) Final() bool { return e.final }

// Damaged says whether it is the tracking of the disk that the server cannot
// vouch for any more. What it says of the same interval at another time, without
// an error, is then no better.
func (e *Error) Damaged() bool { return e.damaged }

// RetryAfter is how long the server asks to be left alone, 0 if it did not say.
func (e *Error) RetryAfter() time.Duration { return e.retryAfter }

// Explain is the error in the shape that screens, reports and JSON show.
func (e *Error) Explain() fault.Fault {
	return fault.Fault{Fault: e.Fault, Property: e.Property, Key: e.Key, What: e.What, Meaning: e.Meaning, Advice: e.Advice}
}

// clean makes text of a server fit for one line of a terminal: control and
// formatting characters, which could move the cursor or turn the direction of
// writing, become spaces.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar {
			return ' '
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// quoted is a name in quotation marks, cleaned. It is not Go's %q, which doubles
// the backslash of a user or a volume.
func quoted(name string) string { return `"` + clean(name) + `"` }
