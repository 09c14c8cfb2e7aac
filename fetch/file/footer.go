package file

import (
	"cbtmap/fetch"
	"cbtmap/fetch/capture"
	"cbtmap/fetch/extent"
)

// Footer is the end of a capture of a map, as it is after the last batch; audit is
// the batch's own, with what else is known.
func Footer(m *extent.Map, last fetch.Batch, audit fetch.Audit) capture.Footer {
	return capture.Footer{}
}
