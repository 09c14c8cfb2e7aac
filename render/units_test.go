package render

import (
	"math"
	"math/big"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestBytes(t *testing.T) {
	for n, want := range map[int64]string{
		0: "0 B", 1: "1 B", 512: "512 B", 1023: "1023 B", 1024: "1 KiB", 1025: "1.0 KiB", 64 << 10: "64 KiB",
		1536: "1.5 KiB", 1<<20 - 1: "1.0 MiB", 1<<30 - 1: "1.0 GiB", 1 << 30: "1 GiB", 62 << 40: "62 TiB",
		323409588224: "301.2 GiB", 2<<40 - 1: "2.0 TiB", -64 << 10: "-64 KiB",
		math.MaxInt64: "8.0 EiB", math.MinInt64: "-8 EiB",
	} {
		if got := Bytes(n); got != want {
			t.Errorf("Bytes(%d) = %q, want %q", n, got, want)
		}
	}
}

// parse back what Bytes wrote, in tenths of its unit.
func tenths(t *rapid.T, s string) (tenths int64, unit *big.Int, exact bool) {
	number, name, _ := strings.Cut(s, " ")
	for i, u := range unitNames {
		if u == name {
			unit = new(big.Int).Lsh(big.NewInt(1), uint(10*i))
		}
	}
	whole, fraction, decimal := strings.Cut(number, ".")
	if !decimal {
		fraction = "0"
	}
	n, err := strconv.ParseInt(whole+fraction, 10, 64)
	if err != nil || unit == nil || len(fraction) != 1 {
		t.Fatalf("%q is no number of bytes", s)
	}
	return n, unit, !decimal
}

func TestBytesIsTheNearestTenth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(0, math.MaxInt64).Draw(t, "n") >> rapid.IntRange(0, 62).Draw(t, "shift")
		got, unit, exact := tenths(t, Bytes(n))
		if got >= 10240 {
			t.Fatalf("Bytes(%d) = %q", n, Bytes(n))
		}
		// |n*10 - got*unit| * 2 <= unit, and none at all where no decimal is shown.
		miss := new(big.Int).Mul(big.NewInt(got), unit)
		miss.Sub(miss, new(big.Int).Mul(big.NewInt(n), big.NewInt(10))).Abs(miss)
		if exact && miss.Sign() != 0 || miss.Lsh(miss, 1).Cmp(unit) > 0 {
			t.Fatalf("Bytes(%d) = %q", n, Bytes(n))
		}
	})
}

func TestCount(t *testing.T) {
	for n, want := range map[int64]string{
		0: "0", 999: "999", 1000: "1,000", 48112: "48,112", 1234567: "1,234,567", -1000: "-1,000",
		math.MinInt64: "-9,223,372,036,854,775,808",
	} {
		if got := Count(n); got != want {
			t.Errorf("Count(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestShare(t *testing.T) {
	for _, c := range []struct {
		part, whole int64
		want        string
	}{
		{0, 100, "0 %"}, {100, 100, "100 %"}, {147, 1000, "14.7 %"}, {66, 100, "66.0 %"},
		{1, 62 << 40, "<0.01 %"}, {62<<40 - 1, 62 << 40, ">99.9 %"}, {1, 10000, "0.01 %"}, {99, 1000000, "<0.01 %"},
		{15, 10000, "0.15 %"}, {9999, 1000000, "1.0 %"}, {1, 100, "1.0 %"}, {9989, 10000, "99.9 %"}, {9995, 10000, ">99.9 %"},
		{0, 0, "–"}, {5, 0, "–"}, {-1, 10, "0 %"}, {11, 10, "100 %"},
		{math.MaxInt64 - 1, math.MaxInt64, ">99.9 %"}, {math.MaxInt64 / 2, math.MaxInt64, "50.0 %"},
	} {
		if got := Share(c.part, c.whole); got != c.want {
			t.Errorf("Share(%d, %d) = %q, want %q", c.part, c.whole, got, c.want)
		}
	}
}

func TestShareNeverClaimsNothingOrAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		whole := rapid.Int64Range(1, math.MaxInt64).Draw(t, "whole")
		part := rapid.Int64Range(0, whole).Draw(t, "part")
		if rapid.Bool().Draw(t, "nearly all") {
			part = whole - part>>rapid.IntRange(0, 62).Draw(t, "shift")
		}
		s := Share(part, whole)
		if (s == "0 %") != (part == 0) || (s == "100 %") != (part == whole) {
			t.Fatalf("Share(%d, %d) = %q", part, whole, s)
		}
		if number, err := strconv.ParseFloat(strings.TrimLeft(strings.TrimSuffix(s, " %"), "<>"), 64); err != nil {
			t.Fatalf("Share(%d, %d) = %q: %v", part, whole, s, err)
		} else if exact := 100 * float64(part) / float64(whole); math.Abs(number-exact) > 0.11 {
			t.Fatalf("Share(%d, %d) = %q, is %f", part, whole, s, exact)
		}
	})
}
