package render

import (
	"math/bits"

	"cbtmap/fetch/extent"
)

// Level is what one sample looks like: how large a share of it changed, or why
// that cannot be said.
type Level uint8

// The levels 1 to 7 are bands of the changed share; see [Bands]. The rest have
// names.
const (
	Unchanged Level = 0  // every byte is known, none changed
	Slightest Level = 1  // at least one byte changed, less than 0.01 %
	Full      Level = 7  // 99.9 % changed or more
	Unknown   Level = 8  // no change seen, but not every byte was asked for
	Failed    Level = 9  // as Unknown, and asking for some of it failed for good
	Outside   Level = 10 // beyond the end of the disk
)

// Levels is the number of different levels.
const Levels = 11

// Bands are the legend's words, by level: the lower border of each band as a
// share of the sample.
var Bands = [Levels]string{
	"none", ">0", ".01%", ".1%", "1%", "10%", "50%", "99.9%",
	"not asked", "failed", "outside",
}

// borders[i] is the lower border of level i+2 as num/den.
var borders = [...]struct{ num, den uint64 }{
	{1, 10000}, {1, 1000}, {1, 100}, {1, 10}, {1, 2}, {999, 1000},
}

// LevelOf returns the level of a sample of span bytes that s was summed over, by
// the rule [Log].
//
// The share is changed bytes over all bytes of the sample, whether known or not,
// so that a level never falls while pages arrive. Any change at all is at least
// level 1; a sample without changes is Unchanged only if all of it is known. A
// span of zero or less is Outside.
func LevelOf(s extent.Sum, span int64) Level { return Log.LevelOf(s, span) }

// logLevel is the band of a changed share.
func logLevel(changed, span uint64) Level {
	for i := len(borders) - 1; i >= 0; i-- {
		if reaches(changed, borders[i].den, span, borders[i].num) {
			return Level(i + 2)
		}
	}
	return Slightest
}

// reaches tells whether a*b >= c*d, in 128 bits.
func reaches(a, b, c, d uint64) bool {
	hi1, lo1 := bits.Mul64(a, b)
	hi2, lo2 := bits.Mul64(c, d)
	return hi1 > hi2 || hi1 == hi2 && lo1 >= lo2
}

// Changed tells whether the level stands for at least one changed byte.
func (l Level) Changed() bool { return l >= Slightest && l <= Full }

// Counts returns how many of the levels there are of each.
func Counts(levels []Level) [Levels]int {
	var n [Levels]int
	for _, l := range levels {
		n[l]++
	}
	return n
}
