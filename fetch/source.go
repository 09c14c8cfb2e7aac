package fetch

import (
	"context"

	"cbtmap/fetch/extent"
)

// Source answers for one interval of one disk. An implementation is one call
// to a server, or a look into a file; it neither pages nor retries. Calls come
// side by side, from several goroutines, unless Options.Parallel is 1.
type Source interface {
	// Areas returns the changed extents from offset (bytes) on, and the range
	// that the answer covers. It must return soon after ctx ends. The reply may
	// cover less than the rest of the disk, and may hold no extent at all. An
	// error may say by these methods, itself or in what it wraps, what it means:
	//
	//	Temporary() bool           the same question may be answered a little later
	//	RetryAfter() time.Duration and not before that
	//	Final() bool               no question will ever be answered again
	Areas(ctx context.Context, offset int64) (extent.Page, error)

	// Capacity is the size in bytes of the disk at the end of the interval.
	Capacity() int64
}
