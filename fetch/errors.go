package fetch

import (
	"errors"
	"fmt"
	"strconv"
	"time"

	"cbtmap/fetch/fault"
)

// StalledError is a reply that does not cover the byte it was asked about, so
// that asking on would never end: a length of zero or less, or a range
// elsewhere. Peers that took such a reply for the end of the disk lost data.
type StalledError struct {
	Offset int64 // byte asked about
	Start  int64 // start of the range that the reply speaks for
	Length int64 // its length in bytes
	Known  int64 // bytes that earlier replies covered
}

func (e *StalledError) Error() string {
	return fmt.Sprintf("the server stalled at byte %s: its reply covers %s bytes from byte %s on: "+
		"%sask again, and if it stalls at the same byte, take a full backup and reset change tracking",
		grouped(e.Offset), grouped(e.Length), grouped(e.Start), kept(e.Known))
}

// Explain says what a stall means.
func (e *StalledError) Explain() fault.Fault {
	return fault.Fault{
		Fault: "stalled",
		What: fmt.Sprintf("the server stalled at byte %s: its reply covers %s bytes from byte %s on",
			grouped(e.Offset), grouped(e.Length), grouped(e.Start)),
		Meaning: "what follows is not known: a backup that takes such a reply for the end of the disk misses changes",
		Advice:  "ask again, and if it stalls at the same byte, take a full backup and reset change tracking",
	}
}

// TimeoutError is a call that got no whole reply before its deadline.
type TimeoutError struct {
	Offset int64         // byte asked about
	After  time.Duration // the deadline
	Known  int64         // bytes that earlier replies covered
	Err    error
}

func (e *TimeoutError) Error() string {
	return fmt.Sprintf("%s within %s to the question at byte %s: "+
		"%scheck the connection, or allow more with --timeout", e.Came(), e.After, grouped(e.Offset), kept(e.Known))
}

// Came says in words what had come of the reply by the deadline: nothing, or
// something, if the source's own error has a method Unfinished that says so.
func (e *TimeoutError) Came() string {
	var source interface{ Unfinished() bool }
	if errors.As(e.Err, &source) && source.Unfinished() {
		return "no more than part of a reply"
	}
	return "no reply"
}

func (e *TimeoutError) Unwrap() error { return e.Err }

// Temporary is true: the next try may be in time.
func (e *TimeoutError) Temporary() bool { return true }

// Explain says what a call without a reply means.
func (e *TimeoutError) Explain() fault.Fault {
	return fault.Fault{
		Fault:   "timeout",
		What:    fmt.Sprintf("%s within %s to the question at byte %s", e.Came(), e.After, grouped(e.Offset)),
		Meaning: "it says nothing about change tracking: the server or the way to it is slow or gone",
		Advice:  "check the connection, or allow more with --timeout",
	}
}

// kept comforts where there is something to keep.
func kept(known int64) string {
	if known == 0 {
		return ""
	}
	return "what arrived is kept: "
}

// grouped writes a number in groups of three digits.
func grouped(n int64) string {
	digits := strconv.FormatInt(n, 10)
	first := 0
	if n < 0 {
		first = 1
	}
	for i := len(digits) - 3; i > first; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}
