package render

import (
	"fmt"

	"cbtmap/fetch/extent"
)

// Rule is how the changed share of a sample becomes one of the levels 1 to 7. No
// rule touches the others: what is unchanged, unknown, failed or outside is so
// under each of them, and so is whether anything changed at all.
type Rule uint8

// The rules. The zero Rule is Log.
const (
	Log     Rule = iota // bands of a tenfold each: what is small shows; see [LevelOf]
	Linear              // six equal bands and one for all: what is large is told apart
	Touched             // any change is Full: where, and not how much
)

// Rules is the number of rules.
const Rules = 3

// String is the rule's name: "log", "linear" or "touched".
func (r Rule) String() string {
	switch r {
	case Log:
		return "log"
	case Linear:
		return "linear"
	case Touched:
		return "touched"
	}
	return fmt.Sprintf("rule %d", uint8(r))
}

// LevelOf returns the level of a sample of span bytes that s was summed over. All
// that the function [LevelOf] says holds for each rule, but for the bands.
//
// Linear has the levels 1 to 6 for the six sixths of the span, with their lower
// borders, and 7 only where every byte changed.
func (r Rule) LevelOf(s extent.Sum, span int64) Level {
	switch {
	case span <= 0:
		return Outside
	case s.Changed > 0:
		return r.band(s.Changed, span)
	case s.Known < span:
		return Unknown
	}
	return Unchanged
}

// band is the level of a sample in which something changed.
func (r Rule) band(changed, span int64) Level {
	switch r {
	case Linear:
		return linearLevel(uint64(changed), uint64(span))
	case Touched:
		return Full
	}
	return logLevel(uint64(changed), uint64(span))
}

// linearLevel is 1 plus the whole sixths of a span that changed.
func linearLevel(changed, span uint64) Level {
	level := Slightest
	for sixths := uint64(1); sixths <= 6 && reaches(changed, 6, span, sixths); sixths++ {
		level++
	}
	return level
}

// Bands are the legend's words under the rule, by level: the lower border of each
// band as a share of the sample. A level that the rule never gives has none.
func (r Rule) Bands() [Levels]string {
	bands := Bands
	switch r {
	case Linear:
		copy(bands[Slightest:], []string{">0", "1/6", "1/3", "1/2", "2/3", "5/6", "all"})
	case Touched:
		copy(bands[Slightest:], []string{"", "", "", "", "", "", "changed"})
	}
	return bands
}
