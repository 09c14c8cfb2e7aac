package fetch

import (
	"context"
	"errors"
	"time"

	"cbtmap/fetch/extent"
)

// outcome is what came of a call.
type outcome struct {
	at      int64
	page    extent.Page
	err     error
	stopped bool // by us: err says nothing about the server
}

// grace is how long a source has to heed the end of its context, before it is
// left behind: what it still says then is not heard.
const grace = 100 * time.Millisecond

// call asks once.
func call(ctx context.Context, src Source, at int64, timeout time.Duration) outcome {
	limited, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	answer := make(chan outcome, 1)
	go func() {
		page, err := src.Areas(limited, at)
		answer <- outcome{at: at, page: page, err: err}
	}()
	var o outcome
	select {
	case o = <-answer:
	case <-limited.Done():
		deaf := time.NewTimer(grace)
		defer deaf.Stop()
		select {
		case o = <-answer:
		case <-deaf.C:
			o = outcome{at: at, err: limited.Err()}
		}
	}
	switch {
	case o.err == nil:
	case ctx.Err() != nil:
		o.stopped = true
	case errors.Is(limited.Err(), context.DeadlineExceeded):
		o.err = &TimeoutError{Offset: at, After: timeout, Err: o.err}
	}
	return o
}
