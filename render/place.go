package render

import "math/bits"

// placeDecimals is the most decimals of a [Place]: more are no help to an eye,
// and the exact address stands beside it in hexadecimal.
const placeDecimals = 3

// Place writes where an address lies, in the largest unit that it fills, with
// as many decimals as tell it from its neighbours step bytes apart, three at
// most: "697.4 GiB". It is cut and not rounded, for the byte lies behind it: the
// last bytes of a disk of 62 TiB lie at "61.999 TiB".
func Place(addr, step int64) string {
	sign, abs := magnitude(addr)
	s := Scale{unit: (max(bits.Len64(abs), 1) - 1) / 10}
	for tell := uint64(max(step, 1)); tell < s.size() && s.decimals < placeDecimals; tell *= 10 {
		s.decimals++
	}
	parts := pow10(s.decimals)
	hi, lo := bits.Mul64(abs%s.size(), parts)
	part, _ := bits.Div64(hi, lo, s.size())
	hi, lo = bits.Mul64(part, s.size())
	cut, rest := bits.Div64(hi, lo, parts) // the least that is written like this
	if rest > 0 {
		cut++
	}
	return sign + s.Format(int64(abs-abs%s.size()+cut))
}
