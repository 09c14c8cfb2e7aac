package fetch

import (
	"encoding/binary"
	"math/bits"
	"slices"

	"cbtmap/fetch/extent"
)

// statement is what one reply says of its range: where it is changed, the rest of
// it is not. It takes about 3 bytes an extent, for there is one of every reply,
// and nearly none is looked at again.
type statement struct {
	extent.Extent
	count int    // changed extents
	shift int    // all numbers in said are of so many bytes, as a power of two
	said  []byte // for each extent how far it is from the end of the one before, and how long it is
}

// stating writes down, from the beginning of said, that of [lo, hi) these are
// changed: in order, disjoint, inside the range.
func stating(said []byte, lo, hi int64, changed []extent.Extent) statement {
	s := statement{Extent: extent.Extent{Start: lo, Length: hi - lo}, count: len(changed)}
	all, end := uint64(0), lo
	for _, e := range changed {
		all |= uint64(e.Start-end) | uint64(e.Length)
		end = e.End()
	}
	s.shift = bits.TrailingZeros64(all | 1<<32)
	end = lo
	for _, e := range changed {
		said = binary.AppendUvarint(said, uint64(e.Start-end)>>s.shift)
		said = binary.AppendUvarint(said, uint64(e.Length)>>s.shift)
		end = e.End()
	}
	s.said = said
	return s
}

// changed appends what is changed to list.
func (s statement) changed(list []extent.Extent) []extent.Extent {
	list = slices.Grow(list, s.count)
	end := s.Start
	for rest := s.said; len(rest) > 0; {
		gap, n := binary.Uvarint(rest)
		length, m := binary.Uvarint(rest[n:])
		rest = rest[n+m:]
		e := extent.Extent{Start: end + int64(gap<<s.shift), Length: int64(length << s.shift)}
		list = append(list, e)
		end = e.End()
	}
	return list
}
