package cache

import "cbtmap/fetch/fault"

// Error is a warning of this package: the map is not affected, only the time it
// takes to fetch it again.
type Error struct {
	What    string // lower case, no full stop
	Meaning string // what it costs
	Advice  string // one sentence in the imperative
	Err     error  // the cause, for errors.Is and errors.As; may be nil
}

// Error is "what: advice".
func (e *Error) Error() string { return e.What + ": " + e.Advice }

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// Explain tells the warning in full.
func (e *Error) Explain() fault.Fault {
	return fault.Fault{Fault: "cache", What: e.What, Meaning: e.Meaning, Advice: e.Advice}
}

const (
	notKept = "replies of this fetch are not kept, which costs nothing but time: what is lost with it is asked for again"
	again   = "sound replies are used and the others are asked for again, which costs nothing but time"
	off     = ", or switch the cache off with --no-cache"
)

// reason is the bare cause of a failed file operation, without the path, which
// is said once.
func reason(err error) string {
	for {
		inner, ok := err.(interface{ Unwrap() error })
		if !ok || inner.Unwrap() == nil {
			return err.Error()
		}
		err = inner.Unwrap()
	}
}

func errFolder(dir string, err error) error {
	return &Error{
		What:    "cannot use the cache folder " + dir + " (" + reason(err) + ")",
		Meaning: notKept,
		Advice:  "make it a folder that you own and may write to" + off,
		Err:     err,
	}
}

func errWrite(dir string, err error) error {
	return &Error{
		What:    "cannot keep more replies in " + dir + " (" + reason(err) + ")",
		Meaning: notKept,
		Advice:  "make room there" + off,
		Err:     err,
	}
}

// errForgotten is why nothing is kept of an interval any more.
var errForgotten = &Error{
	What:    "what was kept of this interval has been thrown away",
	Meaning: "the server says that its tracking data is damaged",
	Advice:  "ask again when that is mended",
}

func errFull(limit string) error {
	return &Error{
		What:    "the cache is full: what is in use needs more than its limit of " + limit,
		Meaning: notKept,
		Advice:  "allow it more with --cache-limit" + off,
	}
}

func errDamaged(file string, err error) error {
	return &Error{
		What:    "replies kept in " + file + " are damaged (" + reason(err) + ")",
		Meaning: again,
		Advice:  "nothing needs to be done; if it happens again, check the disk that holds the cache",
		Err:     err,
	}
}
