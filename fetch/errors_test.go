package fetch_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"cbtmap/fetch"
	"cbtmap/fetch/extent"
)

// halting is a source of 5 MB that answers once for its first bytes, if there
// are any, and then as later says.
type halting struct {
	first int64
	later func(context.Context) (extent.Page, error)
}

func (h halting) Capacity() int64 { return 5_000_000 }

func (h halting) Areas(ctx context.Context, offset int64) (extent.Page, error) {
	if offset < h.first {
		return extent.Page{Length: h.first}, nil
	}
	return h.later(ctx)
}

func TestErrorsTellWhatIsKept(t *testing.T) {
	silent := func(ctx context.Context) (extent.Page, error) {
		<-ctx.Done()
		return extent.Page{}, ctx.Err()
	}
	slow := func(ctx context.Context) (extent.Page, error) {
		<-ctx.Done()
		return extent.Page{}, fmt.Errorf("reading: %w", unfinished{ctx.Err()})
	}
	backwards := func(context.Context) (extent.Page, error) { return extent.Page{Start: 1234, Length: -1000}, nil }
	for _, tt := range []struct {
		source halting
		want   string
	}{
		{halting{1_234_567, silent}, "no reply within 50ms to the question at byte 1,234,567: what arrived is kept: check the connection, or allow more with --timeout"},
		{halting{0, silent}, "no reply within 50ms to the question at byte 0: check the connection, or allow more with --timeout"},
		{halting{0, slow}, "no more than part of a reply within 50ms to the question at byte 0: check the connection, or allow more with --timeout"},
		{halting{999, backwards}, "the server stalled at byte 999: its reply covers -1,000 bytes from byte 1,234 on: what arrived is kept: ask again, and if it stalls at the same byte, take a full backup and reset change tracking"},
		{halting{0, backwards}, "the server stalled at byte 0: its reply covers -1,000 bytes from byte 1,234 on: ask again, and if it stalls at the same byte, take a full backup and reset change tracking"},
	} {
		_, err := fetch.Collect(t.Context(), tt.source, fetch.Options{Timeout: 50 * time.Millisecond, Patience: -1, Parallel: 1}, nil)
		if err == nil || err.Error() != tt.want {
			t.Errorf("got  %v\nwant %s", err, tt.want)
		}
		if late := (*fetch.TimeoutError)(nil); errors.As(err, &late) && late.Known != tt.source.first {
			t.Errorf("%d bytes known, want %d", late.Known, tt.source.first)
		}
	}
}

// unfinished is what a source says if time ran out while a reply was coming.
type unfinished struct{ error }

func (unfinished) Unfinished() bool { return true }
func (e unfinished) Unwrap() error  { return e.error }
