package extent

import "math"

// Extent is a run of bytes [Start, Start+Length) of a virtual disk, in bytes.
// A server reports one as DiskChangeExtent.
type Extent struct {
	Start  int64 // first byte
	Length int64 // number of bytes
}

// End is the first byte after the extent, or math.MaxInt64 if that is too far.
func (e Extent) End() int64 { return end(e.Start, e.Length) }

// Page is one reply of a server (DiskChangeInfo): the range it speaks for and
// every changed extent in that range. Bytes in the range and in no extent are
// proven unchanged; nothing is said about bytes outside it.
type Page struct {
	Start   int64    // first byte the reply speaks for
	Length  int64    // number of bytes it speaks for
	Extents []Extent // changed extents, as reported: any order, perhaps overlapping or reaching out
}

// End is the first byte after the range that the page speaks for, or
// math.MaxInt64 if that is too far.
func (p Page) End() int64 { return end(p.Start, p.Length) }

// end adds without wrapping round: what reaches past the last int64 must not
// come out before its own start.
func end(start, length int64) int64 {
	sum := start + length
	if length > 0 && sum < start {
		return math.MaxInt64
	}
	return sum
}

// Sum is what a map says about a range of bytes. Changed <= Known <= the
// range's own length, always.
type Sum struct {
	Changed int64 // bytes reported as changed
	Known   int64 // bytes that some page spoke for
}
