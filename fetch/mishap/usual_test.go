//go:build !race

package mishap_test

// usual is how many mixes an ordinary run tries.
const usual = 300

// slowness is how many times as long as elsewhere a mix may wait for a reply.
const slowness = 1
