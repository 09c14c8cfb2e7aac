package render

import "math/bits"

// StripSpan says which cells of a [Strip] hold the bytes [lo, hi) of a disk: those
// in [from, to), at least one. Bytes outside the disk count as its first or last.
func StripSpan(capacity, lo, hi int64, cells int) (from, to int) {
	if capacity < 1 || cells < 1 {
		return 0, max(cells, 0)
	}
	lo = min(max(lo, 0), capacity-1)
	last := min(max(hi-1, lo), capacity-1)
	return stripCell(capacity, lo, cells), stripCell(capacity, last, cells) + 1
}

// stripCell is the last cell that starts at or before an address: the greatest i
// with i*capacity < (addr+1)*cells.
func stripCell(capacity, addr int64, cells int) int {
	hi, lo := bits.Mul64(uint64(addr)+1, uint64(cells))
	lo, borrow := bits.Sub64(lo, 1, 0)
	cell, _ := bits.Div64(hi-borrow, lo, uint64(capacity))
	return int(cell)
}
