//go:build !race

package mishap_test

// usual is how many mixes an ordinary run tries.
const usual = 300
