package main

import (
	"fmt"
	"math"
	"strings"
)

// row is a line of the table: a figure of cbtmap beside one of something else.
type row struct {
	what  string
	mine  value
	other string // what it is compared with
	than  value
	goal  goal
}

// value is a figure, or one made of several; false if any was not measured.
type value func(*results) (amount, bool)

// amount is a number in its unit: ns, ms, s, B, MB, or those for each extent or
// frame, as in ns/extent.
type amount struct {
	number float64
	unit   string
}

// measured is the value of a figure.
func measured(benchmark, unit string) value {
	return func(r *results) (amount, bool) {
		n, ok := r.of(figure{benchmark, unit})
		return amount{n, unit[strings.LastIndexByte(unit, '-')+1:]}, ok // what the row is about says the rest
	}
}

// budget is a value that was set and not measured.
func budget(number float64, unit string) value {
	return func(*results) (amount, bool) { return amount{number, unit}, true }
}

// goal is what the ratio of two amounts shall be; neither bound: there is none.
type goal struct {
	less   float64 // so many times faster, or smaller
	atMost float64 // at most so many times as long, or as much
}

func less(times float64) goal   { return goal{less: times} }
func atMost(times float64) goal { return goal{atMost: times} }

// ratio says how mine relates to the other in words, and whether the goal is met.
func (g goal) ratio(mine, other amount) (text string, met bool) {
	if other.number == 0 { // nothing, of which there is no multiple
		return "", mine.number == 0
	}
	times := mine.plain() / other.plain()
	if g.less > 0 || g.atMost == 0 && times <= 1 {
		return mine.times(1 / times), 1/times >= g.less
	}
	return digits(times) + " ×", g.atMost == 0 || times <= g.atMost
}

// target is the goal in the words of the ratio.
func (g goal) target(of, other amount) string {
	switch {
	case other.number == 0:
		return "nothing"
	case g.less > 0:
		return "≥ " + of.times(g.less)
	case g.atMost > 0:
		return fmt.Sprintf("≤ %g ×", g.atMost)
	}
	return ""
}

// times says that it is so many times less than another.
func (a amount) times(n float64) string {
	text := digits(n)
	if n == math.Trunc(n) {
		text = fmt.Sprintf("%.0f", n)
	}
	if a.time() {
		return text + " × faster"
	}
	return text + " × smaller"
}

func (a amount) time() bool {
	unit, _, _ := strings.Cut(a.unit, "/")
	return nanoseconds[unit] > 0
}

// plain is the number in nanoseconds, if it is a time, or else in its own unit.
func (a amount) plain() float64 {
	unit, _, _ := strings.Cut(a.unit, "/")
	if a.time() {
		return a.number * nanoseconds[unit]
	}
	return a.number
}

var nanoseconds = map[string]float64{"ns": 1, "µs": 1e3, "ms": 1e6, "s": 1e9}

// String is the number with three digits that count, in the unit that suits it.
func (a amount) String() string {
	n, unit, each := a.number, a.unit, ""
	if before, after, ok := strings.Cut(unit, "/"); ok {
		unit = before
		if after != "op" {
			each = "/" + after
		}
	}
	if a.time() {
		n *= nanoseconds[unit]
		for _, larger := range []string{"s", "ms", "µs", "ns"} {
			if unit = larger; n >= nanoseconds[larger] {
				break
			}
		}
		n /= nanoseconds[unit]
	}
	if n == math.Trunc(n) {
		return thousands(fmt.Sprintf("%.0f", n)) + " " + unit + each
	}
	return digits(n) + " " + unit + each
}

// digits is a number with at least two digits that count.
func digits(n float64) string {
	switch {
	case n >= 100:
		return thousands(fmt.Sprintf("%.0f", n))
	case n >= 10:
		return fmt.Sprintf("%.1f", n)
	case n == 0:
		return "0"
	case n < 0.1:
		return fmt.Sprintf("%.2g", n)
	}
	return fmt.Sprintf("%.2f", n)
}

// thousands puts commas between groups of three digits.
func thousands(digits string) string {
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}
