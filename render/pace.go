package render

import (
	"fmt"
	"math"
	"time"
)

// TransferTime writes how long a line of that many bits per second is busy with
// so many bytes, if nothing else slows it down: "<1 s", "36 s", "4.3 min", "14 h",
// "6.3 days". A line without speed never ends: "–".
func TransferTime(bytes, bitsPerSecond int64) string {
	if bitsPerSecond <= 0 {
		return "–"
	}
	seconds := float64(max(bytes, 0)) * 8 / float64(bitsPerSecond)
	switch {
	case seconds == 0:
		return "0 s"
	case seconds < 1:
		return "<1 s"
	case seconds < 59.5:
		return fmt.Sprintf("%.0f s", seconds)
	}
	// Each unit ends where it would be rounded up to the next. From ten on, tenths
	// say nothing any more.
	for _, unit := range []struct {
		name          string
		seconds, most float64
	}{{"min", 60, 59.5}, {"h", 3600, 47.5}} {
		n := seconds / unit.seconds
		if n < 9.95 {
			return fmt.Sprintf("%.1f %s", n, unit.name)
		}
		if n < unit.most {
			return fmt.Sprintf("%.0f %s", n, unit.name)
		}
	}
	if days := seconds / 86400; days >= 9.95 {
		return Count(int64(math.Round(days))) + " days"
	}
	return fmt.Sprintf("%.1f days", seconds/86400)
}

// PerDay is the change rate in bytes a day: what changed between two times, by
// the days between. ok is false if they are not in order. A rate that is more
// than a number can hold is the greatest there is.
func PerDay(changed int64, from, to time.Time) (bytes int64, ok bool) {
	between := to.Sub(from)
	if between <= 0 {
		return 0, false
	}
	rate := float64(changed) * (float64(24*time.Hour) / float64(between))
	if rate >= math.MaxInt64 {
		return math.MaxInt64, true
	}
	return int64(math.Round(rate)), true
}
