package render_test

import (
	"math"
	"testing"
	"time"

	"cbtmap/render"
)

func TestTransferTime(t *testing.T) {
	const bit = 8 // bits per second that move a byte a second
	for _, c := range []struct {
		bytes, rate int64
		want        string
	}{
		{0, bit, "0 s"},
		{-1, bit, "0 s"},
		{1, 9, "<1 s"},
		{1, bit, "1 s"},
		{59, bit, "59 s"},
		{59_499, bit * 1000, "59 s"},
		{59_500, bit * 1000, "1.0 min"},
		{60, bit, "1.0 min"},
		{596, bit, "9.9 min"},
		{597, bit, "10 min"},
		{3569, bit, "59 min"},
		{3570, bit, "1.0 h"},
		{35_819, bit, "9.9 h"},
		{35_820, bit, "10 h"},
		{170_999, bit, "47 h"},
		{171_000, bit, "2.0 days"},
		{859_679, bit, "9.9 days"},
		{859_680, bit, "10 days"},
		{62 << 40, 1e9, "6.3 days"},
		{301 << 30, 10e9, "4.3 min"},
		{math.MaxInt64, 1, "854,015,929,338,405 days"},
		{1, 0, "–"},
		{1, -5, "–"},
	} {
		if got := render.TransferTime(c.bytes, c.rate); got != c.want {
			t.Errorf("TransferTime(%d, %d) = %q, want %q", c.bytes, c.rate, got, c.want)
		}
	}
}

func TestPerDay(t *testing.T) {
	from := time.Date(2026, 11, 20, 22, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		changed int64
		after   time.Duration
		want    int64
		ok      bool
	}{
		{1000, 24 * time.Hour, 1000, true},
		{1000, 48 * time.Hour, 500, true},
		{1000, 7 * time.Hour, 3429, true},
		{0, time.Hour, 0, true},
		{math.MaxInt64, time.Nanosecond, math.MaxInt64, true},
		{1000, 0, 0, false},
		{1000, -time.Hour, 0, false},
	} {
		if got, ok := render.PerDay(c.changed, from, from.Add(c.after)); got != c.want || ok != c.ok {
			t.Errorf("%d bytes in %v: %d, %v a day, want %d, %v", c.changed, c.after, got, ok, c.want, c.ok)
		}
	}
}
