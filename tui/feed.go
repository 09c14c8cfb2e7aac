package tui

import (
	"cbtmap/fetch"
	"cbtmap/fetch/file"
)

// feed is where a map comes from: a fetch that asks a server, or a file that is
// being read.
type feed interface {
	Next() (fetch.Batch, bool)
	Cancel()
	Look(lo, hi int64)
	Pause()
	Resume()
	Retry() bool
}

// loading is a file as a feed. It is read from its begin to its end, whatever is
// in view, and nothing can fail in the middle of it that another try would mend.
type loading struct{ *file.Load }

func (loading) Look(int64, int64) {}
func (loading) Pause()            {}
func (loading) Resume()           {}
func (loading) Retry() bool       { return false }
