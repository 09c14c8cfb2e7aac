package reply

import (
	"encoding/binary"
	"math"
	"math/bits"
)

// digits reads a run of decimal digits at the window's front, and says how many
// there were. A number that no int64 holds is unexpected.
func (w *window) digits() (n int64, count int) {
	for {
		c := w.at(0)
		if class[c]&digit == 0 {
			return n, count
		}
		d := int64(c - '0')
		if n > (math.MaxInt64-d)/10 {
			w.unexpected()
			return 0, count
		}
		n = n*10 + d
		w.pos++
		count++
	}
}

// mostShort is the most digits that shortNumber reads.
const mostShort = 16

// shortNumber reads a run of digits at b[p:], the first mostShort of them, eight at
// a time; that many bytes must be there. A number with leading zeros, which JSON
// does not have, or none at all has length 0.
func shortNumber(b []byte, p int) (n int64, length int) {
	first, k := eight(binary.LittleEndian.Uint64(b[p:]))
	if b[p] == '0' && k > 1 {
		return 0, 0
	}
	if k < 8 {
		return int64(first), k
	}
	second, k := eight(binary.LittleEndian.Uint64(b[p+8:]))
	return int64(first*tens[k] + second), 8 + k
}

var tens = [9]uint64{1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000}

// eight is the number that the first k bytes of v write, all digits, the lowest
// byte first.
//
// A byte is no digit if adding 0x46 takes it to 0x80 or beyond, or taking 0x30
// away takes it below 0. Neither spills into the next byte up to the first that
// is none. Digits are then moved up so that zeros come first, and joined in pairs:
// ones to tens, those to hundreds, those to ten thousands.
func eight(v uint64) (n uint64, k int) {
	const every = 0x0101010101010101
	digits := v - '0'*every
	other := ((v + 0x46*every) | digits | v) & (0x80 * every)
	k = bits.TrailingZeros64(other) / 8
	if k == 0 {
		return 0, 0
	}
	digits <<= 8 * (8 - uint(k))
	digits = digits*10 + digits>>8
	return ((digits&0x000000ff000000ff)*(100+1000000<<32) + (digits>>16&0x000000ff000000ff)*(1+10000<<32)) >> 32, k
}
