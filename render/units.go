package render

import (
	"fmt"
	"math/bits"
	"strconv"
)

// unitNames are the binary units by tens of bits.
var unitNames = [...]string{"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"}

// magnitude returns the value without its sign, which int64 cannot always hold.
func magnitude(n int64) (sign string, abs uint64) {
	if n < 0 {
		return "-", -uint64(n)
	}
	return "", uint64(n)
}

// Bytes writes a number of bytes in binary units with at most one decimal, which
// is left out where the number is exact: "512 B", "64 KiB", "301.2 GiB". A
// decimal that is there says that the number was rounded or is no whole one:
// "2 TiB" is exact, "2.0 TiB" is nearly that.
func Bytes(n int64) string {
	sign, abs := magnitude(n)
	unit := max(bits.Len64(abs)-1, 0) / 10
	tenths, exact := tenthsOf(abs, unit)
	if tenths >= 10240 { // rounded up to the next unit
		unit++
		tenths, exact = tenthsOf(abs, unit)
	}
	if exact && tenths%10 == 0 {
		return fmt.Sprintf("%s%d %s", sign, tenths/10, unitNames[unit])
	}
	return fmt.Sprintf("%s%d.%d %s", sign, tenths/10, tenths%10, unitNames[unit])
}

// tenthsOf returns n in tenths of a unit, to the nearest, and whether that is n.
func tenthsOf(n uint64, unit int) (tenths uint64, exact bool) {
	shift := 10 * unit
	size := uint64(1) << shift
	rest := n & (size - 1) * 10
	return n>>shift*10 + (rest+size/2)>>shift, rest&(size-1) == 0
}

// Count writes a number with its thousands apart: "48,112".
func Count(n int64) string {
	sign, abs := magnitude(n)
	return sign + grouped(abs)
}

// grouped writes a number with a comma before each three digits.
func grouped(n uint64) string {
	s := strconv.FormatUint(n, 10)
	if len(s) <= 3 {
		return s
	}
	out := make([]byte, 0, len(s)+len(s)/3)
	for i := range len(s) {
		if i > 0 && (len(s)-i)%3 == 0 {
			out = append(out, ',')
		}
		out = append(out, s[i])
	}
	return string(out)
}

// Share writes part/whole as a percentage: "14.7 %", below one per cent with two
// decimals. Only nothing is "0 %" and only everything "100 %"; what would round
// to either is "<0.01 %" and ">99.9 %". A whole of zero or less has no shares:
// "–".
func Share(part, whole int64) string {
	switch {
	case whole <= 0:
		return "–"
	case part <= 0:
		return "0 %"
	case part >= whole:
		return "100 %"
	}
	// Ten-thousandths, rounded down: then neither border can be rounded over.
	hi, lo := bits.Mul64(uint64(part), 10000)
	parts, rest := bits.Div64(hi, lo, uint64(whole))
	switch {
	case parts == 0:
		return "<0.01 %"
	case parts < 100:
		parts += nearest(rest, uint64(whole))
	}
	if parts < 100 {
		return fmt.Sprintf("0.%02d %%", parts)
	}
	hi, lo = bits.Mul64(uint64(part), 1000)
	parts, rest = bits.Div64(hi, lo, uint64(whole))
	parts += nearest(rest, uint64(whole))
	if parts == 1000 {
		return ">99.9 %"
	}
	return fmt.Sprintf("%d.%d %%", parts/10, parts%10)
}

// nearest is the one to add to a quotient with this rest to round it, half up.
func nearest(rest, divisor uint64) uint64 {
	if rest >= divisor-divisor/2 {
		return 1
	}
	return 0
}
