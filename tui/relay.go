package tui

import (
	"context"
	"sync/atomic"

	"cbtmap/fetch"
	"cbtmap/fetch/extent"
)

// relay is a source whose server can be replaced by another connection to the same
// one, so that a fetch goes on where it left off.
type relay struct{ to atomic.Pointer[fetch.Source] }

func relayTo(to fetch.Source) *relay {
	r := new(relay)
	r.turn(to)
	return r
}

// turn replaces the source. Calls under way keep to the old one.
func (r *relay) turn(to fetch.Source) { r.to.Store(&to) }

func (r *relay) Areas(ctx context.Context, offset int64) (extent.Page, error) {
	return (*r.to.Load()).Areas(ctx, offset)
}

func (r *relay) Capacity() int64 { return (*r.to.Load()).Capacity() }

// Recycle passes a page on. It is plain memory, and so of use to any connection.
func (r *relay) Recycle(p extent.Page) {
	if to, ok := (*r.to.Load()).(fetch.Recycler); ok {
		to.Recycle(p)
	}
}
