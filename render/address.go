package render

import (
	"fmt"
	"math"
	"math/bits"
)

// maxWhole is the largest number an address has before its point: beyond it, a
// scale takes the next larger unit and more decimals instead.
const maxWhole = 999_999

// Scale writes addresses that are to be compared: all in one unit, with as many
// decimals as tell neighbours apart. The zero Scale writes whole bytes.
type Scale struct {
	unit     int // index in unitNames
	decimals int
}

// NewScale returns the scale for addresses up to limit that lie at multiples of
// step bytes. The unit is that of the step, in which rows of a [Grid] have exact
// addresses with two decimals at most, unless the largest address would be longer
// than six digits then.
func NewScale(limit, step int64) Scale {
	step = max(step, 1)
	unit := (bits.Len64(uint64(step)) - 1) / 10
	for unit < len(unitNames)-1 && limit>>(10*unit) > maxWhole {
		unit++
	}
	s := Scale{unit: unit}
	// Exact with two decimals, or else just enough to differ.
	for d := range 3 {
		if uint64(step)*pow10(d)&(s.size()-1) == 0 { // an overflow keeps these bits
			s.decimals = d
			return s
		}
	}
	for tell := uint64(step); tell < s.size(); tell *= 10 {
		s.decimals++
	}
	return s
}

// Scale returns the scale for the addresses of every lines-th row of the grid.
func (g Grid) Scale(lines int) Scale {
	n := min(int64(max(lines, 1)), math.MaxInt64/g.RowBytes)
	return NewScale(g.End(), n*g.RowBytes)
}

func (s Scale) size() uint64 { return 1 << (10 * s.unit) }

func pow10(n int) uint64 {
	p := uint64(1)
	for range n {
		p *= 10
	}
	return p
}

// Format writes an address, to the nearest it can tell apart: "1.25 TiB".
func (s Scale) Format(n int64) string {
	sign, abs := magnitude(n)
	whole, rest := abs/s.size(), abs%s.size()
	fraction := uint64(0)
	if s.decimals > 0 {
		hi, lo := bits.Mul64(rest, pow10(s.decimals))
		quo, left := bits.Div64(hi, lo, s.size())
		fraction = quo + nearest(left, s.size())
		if fraction == pow10(s.decimals) {
			whole, fraction = whole+1, 0
		}
		return fmt.Sprintf("%s%s.%0*d %s", sign, grouped(whole), s.decimals, fraction, unitNames[s.unit])
	}
	if s.unit > 0 {
		whole += nearest(rest, s.size())
	}
	return sign + grouped(whole) + " " + unitNames[s.unit]
}

// Width is the number of columns that addresses up to limit need at most.
func (s Scale) Width(limit int64) int { return len(s.Format(limit)) }

// Address writes one address among others that lie step bytes apart: "768 GiB",
// "1.25 TiB". For a column of them use one [Scale], so that all have the same
// unit.
func Address(n, step int64) string { return NewScale(n, step).Format(n) }

// HexAddress writes an address in hexadecimal, as [ParseAddress] reads it.
func HexAddress(n int64) string {
	sign, abs := magnitude(n)
	return fmt.Sprintf("%s0x%x", sign, abs)
}
