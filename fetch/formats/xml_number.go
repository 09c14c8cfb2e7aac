package formats

import (
	"errors"
	"math"
	"strconv"
	"strings"
)

// unset is a number that has not been said.
const unset = math.MinInt64

// wholeNumber reads an integer as texts have it: decimal, or hexadecimal after 0x.
// If it is none, wrong says why.
func wholeNumber(s string) (n int64, wrong string) {
	digits, base := s, 10
	if len(s) > 2 && s[0] == '0' && s[1]|0x20 == 'x' {
		digits, base = s[2:], 16
	}
	n, err := strconv.ParseInt(digits, base, 64)
	switch {
	case err == nil && (base == 10 || digits[0] != '-' && digits[0] != '+'):
		return n, ""
	case errors.Is(err, strconv.ErrRange):
		return 0, quoted([]byte(s)) + " is beyond what bytes are counted in (63 bits)"
	case rounded(s):
		return 0, quoted([]byte(s)) + " is not written as a whole number: digits may have been lost"
	}
	return 0, quoted([]byte(s)) + " is not a whole number"
}

// rounded tells whether that is a number as programs write it that calculate with
// fractions: 1.1E+12, 1,1E+12 where the comma is the decimal mark, 65536.0.
func rounded(s string) bool {
	if !strings.ContainsAny(s, ".,eE") {
		return false
	}
	_, err := strconv.ParseFloat(strings.Replace(s, ",", ".", 1), 64)
	return err == nil && !strings.ContainsAny(s, "xXpP_iInN")
}
