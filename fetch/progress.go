package fetch

import "time"

// Progress is how far a fetch has come. All sizes are bytes.
type Progress struct {
	Known    int64         // bytes that replies spoke for
	Capacity int64         // bytes to be known
	Pages    int           // replies
	Extents  int64         // extents in them, as reported
	Elapsed  time.Duration // since the start
}

// Complete tells whether the whole disk is known.
func (p Progress) Complete() bool { return p.Known >= p.Capacity }

// Left estimates the time until the whole disk is known, from the pace so far.
// Replies cover little where changes are dense and much where they are sparse,
// so it is an estimate and no more; ok is false while there is no ground for
// one.
func (p Progress) Left() (left time.Duration, ok bool) {
	if p.Known <= 0 || p.Elapsed <= 0 || p.Complete() {
		return 0, p.Complete()
	}
	perByte := float64(p.Elapsed) / float64(p.Known)
	return time.Duration(perByte * float64(p.Capacity-p.Known)), true
}
