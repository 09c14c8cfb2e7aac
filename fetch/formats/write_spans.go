package formats

import (
	"iter"

	"cbtmap/fetch/extent"
)

// spans takes a map apart into runs of bytes of one state each, from the first
// byte of the disk to the last: no two neighbours have the same.
func spans(m *extent.Map) iter.Seq[record] { return spansTo(m, m.Capacity()) }

// spansTo is spans of a disk that ends elsewhere, at the map's end or behind it.
func spansTo(m *extent.Map, end int64) iter.Seq[record] {
	return func(yield func(record) bool) {
		at := int64(0)
		run := func(to int64, s state) bool {
			from := at
			at = to
			return from == to || yield(record{from, to - from, s})
		}
		for p := range m.Replies(MostExtents) {
			if !run(p.Start, unknown) {
				return
			}
			for _, e := range p.Extents {
				if !run(e.Start, unchanged) || !run(e.End(), changed) {
					return
				}
			}
			if !run(p.End(), unchanged) {
				return
			}
		}
		run(end, unknown)
	}
}
