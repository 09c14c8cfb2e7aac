package formats

import (
	"cbtmap/fetch/capture"
	"cbtmap/fetch/extent"
)

// captureKind is cbtmap's own file, which package capture reads.
var captureKind = kind{
	Format: Format{
		ID:      "cbtmap",
		Name:    "cbtmap capture",
		Command: "cbtmap export --vm NAME -o disk.cbtmap",
		Rule:    "as the server said: changed, unchanged, and unknown where no reply spoke",
		Writes:  true,
		Suffix:  ".cbtmap",
		Replies: true,
	},
	fits: func(h *head) bool { return h.begins(`{"cbtmap":`) },
}

// saved hands on the pages of a capture.
type saved struct {
	from *capture.Reader
	at   int64 // end of the page that reaches furthest
}

func openCapture(t *text) (*saved, error) {
	c, err := capture.NewReader(unleashed{t})
	if err != nil {
		return nil, err
	}
	return &saved{from: c}, nil
}

func (s *saved) next() (extent.Page, error) {
	p, err := s.from.Next()
	if err != nil {
		if cut := s.from.Cut(); cut != nil {
			return extent.Page{}, cut
		}
		return extent.Page{}, err
	}
	s.at = max(s.at, p.End())
	return p, nil
}

func (s *saved) end() int64  { return s.at }
func (s *saved) sound() bool { return !s.from.Damaged() }

// unleashed is a text for a decoder that bounds itself what it reads.
type unleashed struct{ *text }

func (u unleashed) Read(p []byte) (int, error) {
	u.rest()
	return u.text.Read(p)
}
