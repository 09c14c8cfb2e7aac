package render

import "math/bits"

// placeDecimals is the most decimals of a [Place]: more are no help to an eye,
// and the exact address stands beside it in hexadecimal.
const placeDecimals = 3

// Place writes where an address lies, in the largest unit that it fills, with
// as many decimals as tell it from its neighbours step bytes apart, three at
// most: "697.4 GiB".
func Place(addr, step int64) string {
	_, abs := magnitude(addr)
	s := Scale{unit: (max(bits.Len64(abs), 1) - 1) / 10}
	for tell := uint64(max(step, 1)); tell < s.size() && s.decimals < placeDecimals; tell *= 10 {
		s.decimals++
	}
	return s.Format(addr)
}
