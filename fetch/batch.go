package fetch

import "cbtmap/fetch/extent"

// Batch is what arrived since the batch before.
type Batch struct {
	Pages    []extent.Page // in the order of their arrival; their extents are not to be looked at after the next call of Next
	Progress Progress      // after these pages
	Audit    Audit         // of all replies so far
	Failed   []Failure     // all ranges asked for in vain so far, by address; not to be written to
	Warning  error         // told once: what went wrong and costs no data, such as a store that cannot be written
	Done     bool          // the last batch
	Err      error         // only with Done: why the disk is not wholly known, nil if it is
}

// Failure is a range (bytes) that was asked for in vain, and the reason.
// Neighbours with the same reason are one.
type Failure struct {
	Range extent.Extent
	Err   error
}
