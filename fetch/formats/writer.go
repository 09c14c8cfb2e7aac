package formats

import (
	"errors"
	"io"

	"cbtmap/fetch/extent"
)

// MostExtents is how many extents a page has at most that is written: as many as
// a server's.
const MostExtents = 2000

// Write writes a map in the format of that ID: csv, json or mapfile. (A capture
// says more than a map: see capture.Writer.) The map must not change meanwhile.
func Write(w io.Writer, id string, m *extent.Map) error { return errors.ErrUnsupported }
