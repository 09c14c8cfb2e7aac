package render

import "testing"

func TestPlace(t *testing.T) {
	for _, c := range []struct {
		addr, step int64
		want       string
	}{
		{0, 1 << 30, "0 B"},
		{640 << 30, 468 << 20, "640.0 GiB"},
		{748_900_000_000, 468 << 20, "697.4 GiB"},
		{3073<<20 + 100<<10, 64 << 10, "3.001 GiB"},
		{62<<40 - 1, 1 << 40, "61 TiB"},
		{62<<40 - 1, 1 << 30, "61.999 TiB"},
		{62 << 40, 1 << 30, "62.000 TiB"},
		{1<<40 + 1<<39, 1 << 30, "1.500 TiB"},
		{1023, 1, "1,023 B"},
		{-5 << 20, 1 << 20, "-5 MiB"},
	} {
		if got := Place(c.addr, c.step); got != c.want {
			t.Errorf("Place(%d, %d) = %q, want %q", c.addr, c.step, got, c.want)
		}
	}
}
