//go:build race

package mishap_test

// usual is how many mixes an ordinary run tries: the race detector makes each of
// them some seven times as long.
const usual = 60

// slowness is how many times as long as elsewhere a mix may wait for a reply.
const slowness = 7
