package fetch

import (
	"errors"
	"time"
)

// An error of a Source says with these methods what it means for the fetch,
// itself or through what it wraps. One with none of them means that this place
// failed, and that others may not.

// temporary tells whether the same question may well be answered a little later.
func temporary(err error) bool {
	var t interface{ Temporary() bool }
	return errors.As(err, &t) && t.Temporary()
}

// final tells whether no question about this interval will ever be answered.
func final(err error) bool {
	var f interface{ Final() bool }
	return errors.As(err, &f) && f.Final()
}

// damaged tells whether the server says of the tracking itself that it cannot be
// trusted in this interval.
func damaged(err error) bool {
	var d interface{ Damaged() bool }
	return errors.As(err, &d) && d.Damaged()
}

// retryAfter is how long the server wants to be left alone, 0 if it did not say.
func retryAfter(err error) time.Duration {
	var r interface{ RetryAfter() time.Duration }
	if errors.As(err, &r) {
		return max(0, r.RetryAfter())
	}
	return 0
}
