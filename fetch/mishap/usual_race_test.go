//go:build race

package mishap_test

// usual is how many mixes an ordinary run tries: the race detector makes each of
// them some seven times as long.
const usual = 60
