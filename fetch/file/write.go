package file

import (
	"io"

	"cbtmap/fetch/capture"
	"cbtmap/fetch/extent"
	"cbtmap/fetch/formats"
)

// WriteCapture writes a map as a capture, with pages as large as a server's. The map
// must not change meanwhile. The header's capacity is the map's, whatever it was.
func WriteCapture(w io.Writer, h capture.Header, m *extent.Map, f capture.Footer) error {
	h.Capacity = m.Capacity()
	out, err := capture.NewWriter(w, h)
	if err != nil {
		return err
	}
	for page := range m.Replies(formats.MostExtents) {
		if err := out.Page(page); err != nil {
			return err
		}
	}
	return out.Close(f)
}
