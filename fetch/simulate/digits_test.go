package simulate

import (
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

func TestNumbersAreThoseOfStrconv(t *testing.T) {
	same := func(t interface{ Errorf(string, ...any) }, v int64) {
		if got, want := string(appendNumber([]byte("x"), v)), "x"+strconv.FormatInt(v, 10); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	for v := range int64(20_000) { // every value of a lane, in both halves
		same(t, v)
		same(t, v*eightDigits)
		same(t, v*10_000+eightDigits*4_711)
	}
	for v, n := int64(1), 0; n < 19; v, n = v*10, n+1 {
		same(t, v-1)
		same(t, v)
		same(t, -v)
	}
	rapid.Check(t, func(t *rapid.T) { same(t, rapid.Int64().Draw(t, "v")>>rapid.IntRange(0, 63).Draw(t, "shift")) })
}
