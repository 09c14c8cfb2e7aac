package extent

import "math"

// unit turns an offset at or after base into units, rounded down. Offsets past
// the last unit a mark can name all become that unit, after every start.
func (s *stretch) unit(off int64) uint32 {
	return uint32(min(uint64(off-s.base)>>(s.shift&63), math.MaxUint32))
}

// rank is the number of extents that start before off.
func (s *stretch) rank(off int64) int {
	if off <= s.base {
		return 0
	}
	return s.above(0, s.unit(off-1))
}

// skip is how many marks lie between two of those that a search looks at first:
// with it a search far ahead in a long stretch, of which nothing is in a
// processor's cache, waits for memory three times and not nine.
const skip = 32

// near is how many marks fill a line of a processor's cache.
const near = 8

// above is the index at or after from of the first mark that starts above u, all
// marks before from being known not to.
func (s *stretch) above(from int, u uint32) int {
	lo, hi := from, from+near
	if hi < len(s.marks) && s.marks[hi].start <= u {
		i := hi / skip
		for i < len(s.skips) && s.skips[i] <= u {
			i++
		}
		lo, hi = max(hi, i*skip)+1, (i+1)*skip
	}
	hi = min(hi, len(s.marks))
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if s.marks[mid].start <= u {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}
