package simulate

import (
	"hash/fnv"
	"math/rand/v2"
)

// Everything that looks random here is integer arithmetic on hashes: floating
// point may be fused differently on another processor, and the same seed has
// to give the same bytes on all of them.

// seedOf derives an independent seed for a thing named by words and a number.
func seedOf(seed uint64, number int, words ...string) uint64 {
	h := fnv.New64a()
	for _, w := range words {
		h.Write([]byte(w))
		h.Write([]byte{0})
	}
	return mix(mix(seed^h.Sum64()) + uint64(number))
}

// mix is the finaliser of splitmix64: it spreads every bit over all others.
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// stream returns a source of random numbers for one seed.
func stream(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, mix(seed))) }

// full is the top of the range of heat.
const full = 1 << 16

// heat is smooth noise in [0, full): a value between random values that stand
// every scale along x. Near addresses have like heat, as parts of a file do.
func heat(seed uint64, x, scale int64) int64 {
	cell, t := x/scale, (x%scale)*full/scale
	a := int64(mix(seed+uint64(cell)) % full)
	b := int64(mix(seed+uint64(cell)+1) % full)
	t = t * t / full * (3*full - 2*t) / full // smoothstep: no kinks at the values
	return a + (b-a)*t/full
}

// hot is heat of two scales, squared so that most is cool and little is hot.
func hot(seed uint64, x, scale int64) int64 {
	v := (2*heat(seed, x, scale) + heat(seed^0x5bd1e995, x, scale/11+1)) / 3
	return v * v / full
}
