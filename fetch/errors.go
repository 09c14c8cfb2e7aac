package fetch

import (
	"fmt"
	"time"
)

// StalledError is a reply that does not cover the byte it was asked about, so
// that asking on would never end: a length of zero or less, or a range
// elsewhere. Peers that took such a reply for the end of the disk lost data.
type StalledError struct {
	Offset int64 // byte asked about
	Start  int64 // start of the range that the reply speaks for
	Length int64 // its length in bytes
}

func (e *StalledError) Error() string {
	return fmt.Sprintf("the server stalled at byte %d: its reply covers %d bytes from byte %d on; "+
		"what arrived is kept: ask again, and if it stalls at the same byte, take a full backup and reset change tracking",
		e.Offset, e.Length, e.Start)
}

// TimeoutError is a call that got no reply before its deadline.
type TimeoutError struct {
	Offset int64         // byte asked about
	After  time.Duration // the deadline
	Err    error
}

func (e *TimeoutError) Error() string {
	return fmt.Sprintf("no reply within %s to the question at byte %d: "+
		"what arrived is kept: check the connection, or allow more with --timeout", e.After, e.Offset)
}

func (e *TimeoutError) Unwrap() error { return e.Err }
