package simulate

import (
	"encoding/binary"
	"math/bits"
	"strconv"
)

// eightDigits is the base of numbers of eight digits.
const eightDigits = 100_000_000

// appendNumber is strconv.AppendInt with base 10, which takes two to three times
// as long for the offsets of large disks, and they are most of an answer.
func appendNumber(b []byte, v int64) []byte {
	const zeros = 0x3030303030303030 // eight times '0'
	if v < 0 || v >= eightDigits*eightDigits {
		return strconv.AppendInt(b, v, 10)
	}
	high, low := uint64(v)/eightDigits, uint64(v)%eightDigits
	first := digits(low)
	if high > 0 {
		first = digits(high)
	}
	leading := min(bits.TrailingZeros64(first)/8, 7) // zeros that are not written; 0 itself is
	b = binary.LittleEndian.AppendUint64(b, (first|zeros)>>(8*leading))
	b = b[:len(b)-leading]
	if high > 0 {
		b = binary.LittleEndian.AppendUint64(b, digits(low)|zeros)
	}
	return b
}

// digits spreads a number below eightDigits over eight bytes, its first digit in
// the lowest byte. Each step halves all lanes at once: a product and a shift
// stand for the division, exactly for what a lane can hold.
func digits(n uint64) uint64 {
	lanes := n/10000 | n%10000<<32
	quotients := lanes * 10486 >> 20 & 0x0000007f_0000007f // by 100
	lanes = quotients | (lanes-quotients*100)<<16
	quotients = lanes * 103 >> 10 & 0x000f_000f_000f_000f // by 10
	return quotients | (lanes-quotients*10)<<8
}
