package extent

import (
	"math"
	"math/bits"
	"slices"
)

// maxExtents bounds the extents of one stretch, so that replacing one stays
// cheap. A server's page (at most 2,000 extents) fits with room to spare.
const maxExtents = 4096

// A stretch is an unbroken range of known bytes with its changed extents, never
// altered once built. What is asked of it as a whole stands in it, so that going
// from one to the next does not look at their extents.
type stretch struct {
	lo, hi  int64    // the known range, in bytes
	base    int64    // start of the first extent, hi without one
	changed int64    // bytes of all extents
	marks   []mark   // of the extents
	skips   []uint32 // where each extent of a number divisible by skip starts, but the first
	longest int32    // index of the longest extent, the first of equals
	shift   uint8    // binary logarithm of the unit of marks, in bytes
	closes  bool     // the last extent ends where the stretch does
}

// A mark is where an extent begins, in units from the base of its stretch, and
// what is changed in the stretch up to its end: what is changed up to the end of
// the one before is less by its length. The two lie side by side, for who finds
// the one needs the other.
type mark struct{ start, after uint32 }

// len is the number of extents.
func (s *stretch) len() int { return len(s.marks) }

// changedBefore is the number of changed bytes in the extents before extent i.
func (s *stretch) changedBefore(i int) int64 {
	if i == 0 {
		return 0
	}
	return int64(s.marks[i-1].after) << (s.shift & 63)
}

// begin is where extent i starts.
func (s *stretch) begin(i int) int64 { return s.base + int64(s.marks[i].start)<<(s.shift&63) }

// at is extent i.
func (s *stretch) at(i int) Extent {
	return Extent{
		Start:  s.begin(i),
		Length: int64(s.marks[i].after)<<(s.shift&63) - s.changedBefore(i),
	}
}

// opens says whether the first extent starts where the stretch does.
func (s *stretch) opens() bool { return s.len() > 0 && s.base == s.lo }

// append decodes the extents.
func (s *stretch) append(dst []Extent) []Extent {
	for i := range s.len() {
		dst = append(dst, s.at(i))
	}
	return dst
}

// holds says whether all of the given extents, in order and inside the stretch,
// are changed already.
func (s *stretch) holds(ext []Extent) bool {
	for _, e := range ext {
		i := s.rank(e.Start + 1)
		if i == 0 || s.at(i-1).End() < e.End() {
			return false
		}
	}
	return true
}

// build makes the stretches of the known range [lo, hi) from extents that are
// in order, do not touch, and lie inside it, and appends them to dst. There is
// more than one where the extents are too many or too far apart for the marks of
// one.
func build(dst []*stretch, lo, hi int64, ext []Extent) []*stretch {
	own := false // ext may be written to
	for len(ext) > 0 {
		n, shift := fit(ext)
		if n == 0 {
			// Not even the first extent fits. Its length is then odd enough and
			// long enough that a cut at a multiple of 1<<31 leaves two parts
			// that each do.
			head := Extent{ext[0].Start, ext[0].Length &^ (1<<31 - 1)}
			if !own {
				ext, own = slices.Clone(ext), true
			}
			ext[0] = Extent{head.End(), ext[0].Length - head.Length}
			one := []Extent{head}
			dst = append(dst, pack(lo, head.End(), one, unitShift(one)))
			lo = head.End()
			continue
		}
		if n == len(ext) {
			return append(dst, pack(lo, hi, ext, shift))
		}
		cut := ext[n-1].End()
		dst = append(dst, pack(lo, cut, ext[:n], shift))
		lo, ext = cut, ext[n:]
	}
	if lo < hi {
		dst = append(dst, pack(lo, hi, nil, 0))
	}
	return dst
}

// fit is the number of leading extents that one stretch can hold, and the unit
// it holds them in.
func fit(ext []Extent) (n int, shift uint8) {
	ext = ext[:min(len(ext), maxExtents)]
	shift = unitShift(ext)
	if uint64(ext[len(ext)-1].End()-ext[0].Start)>>shift <= math.MaxUint32 {
		return len(ext), shift
	}
	var or uint64
	for i, e := range ext {
		or |= uint64(e.Start-ext[0].Start) | uint64(e.Length)
		next := bits.TrailingZeros64(or)
		if uint64(e.End()-ext[0].Start)>>next > math.MaxUint32 {
			return i, shift
		}
		shift = uint8(next)
	}
	return len(ext), shift
}

// unitShift is the binary logarithm of the largest power of two that divides
// every length and every distance from the first start.
func unitShift(ext []Extent) uint8 {
	var or uint64
	for _, e := range ext {
		or |= uint64(e.Start-ext[0].Start) | uint64(e.Length)
	}
	return uint8(bits.TrailingZeros64(or))
}

// pack makes one stretch of extents that fit.
func pack(lo, hi int64, ext []Extent, shift uint8) *stretch {
	s := &stretch{lo: lo, hi: hi, base: hi, shift: shift}
	n := len(ext)
	if n == 0 {
		return s
	}
	s.base = ext[0].Start
	s.closes = ext[n-1].End() == hi
	s.marks = make([]mark, n)
	if n > skip {
		s.skips = make([]uint32, 0, (n-1)/skip)
	}
	var sum uint32
	var longest int64
	for i, e := range ext {
		sum += uint32(e.Length >> (shift & 63))
		s.marks[i] = mark{uint32((e.Start - s.base) >> (shift & 63)), sum}
		if i > 0 && i%skip == 0 {
			s.skips = append(s.skips, s.marks[i].start)
		}
		if e.Length > longest {
			longest, s.longest = e.Length, int32(i)
		}
	}
	s.changed = int64(sum) << (shift & 63)
	return s
}
