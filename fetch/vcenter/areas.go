package vcenter

import (
	"context"
	"errors"

	"cbtmap/fetch/extent"
)

// Areas asks once for the changed areas of an interval from offset (bytes) on.
func (c *Client) Areas(ctx context.Context, iv Interval, offset int64) (extent.Page, error) {
	return extent.Page{}, errors.New("not built yet")
}

// Source asks for one interval's changed areas.
type Source struct {
	client   *Client
	interval Interval
}

// Source binds the client to one interval.
func (c *Client) Source(iv Interval) *Source { return &Source{client: c, interval: iv} }

// Areas asks once, from offset (bytes) on.
func (s *Source) Areas(ctx context.Context, offset int64) (extent.Page, error) {
	return s.client.Areas(ctx, s.interval, offset)
}

// Capacity is the size in bytes of the disk at the interval's end.
func (s *Source) Capacity() int64 { return s.interval.Capacity }
