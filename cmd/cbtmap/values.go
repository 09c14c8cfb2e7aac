package main

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"cbtmap/render"
)

// The values that flags take besides texts, booleans and what pflag knows. Each
// says in its error what it wants.

// countValue is a whole number within bounds.
type countValue struct {
	value    *int
	min, max int
}

func (v countValue) Type() string { return "count" }

func (v countValue) String() string {
	if v.value == nil {
		return "" // the zero value, which pflag asks for
	}
	return strconv.Itoa(*v.value)
}

func (v countValue) Set(s string) error {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil || n < v.min || n > v.max {
		return fmt.Errorf("it is a whole number from %s to %s", render.Count(int64(v.min)), render.Count(int64(v.max)))
	}
	*v.value = n
	return nil
}

// timeValue is a time of zero or more. A bare 0 needs no unit.
type timeValue struct{ value *time.Duration }

func (v timeValue) Type() string { return "time" }

func (v timeValue) String() string {
	switch {
	case v.value == nil:
		return ""
	case *v.value == 0:
		return "0" // as people write it, and as help texts leave out
	}
	return v.value.String()
}

func (v timeValue) Set(s string) error {
	d, err := time.ParseDuration(s)
	switch {
	case err != nil:
		return errors.New(wantedTime(s))
	case d < 0:
		return errors.New("it is zero or more, such as 30s or 2m")
	}
	*v.value = d
	return nil
}

// sizeValue is a number of bytes of at least min.
type sizeValue struct {
	value *int64
	min   int64
}

func (v sizeValue) Type() string { return "size" }

func (v sizeValue) String() string {
	if v.value == nil || *v.value == 0 {
		return "" // none
	}
	return strings.ReplaceAll(render.Bytes(*v.value), " ", "")
}

func (v sizeValue) Set(s string) error {
	n, ok := parseSize(s)
	switch {
	case !ok && n > 0:
		return errors.New("it is less than 8 EiB, such as 1GiB")
	case !ok, n < v.min:
		return fmt.Errorf("it is a size of %s or more, such as 1GiB", render.Bytes(v.min))
	}
	*v.value = n
	return nil
}

// parseSize reads "512MiB", "1.5 g" or "1048576" as bytes, to the byte where there is no
// fraction. All units are binary. Of a size that is too large, ok is false and n the
// largest there is.
func parseSize(s string) (n int64, ok bool) {
	s = strings.ToLower(strings.TrimSpace(s))
	end := strings.IndexFunc(s, func(r rune) bool { return (r < '0' || r > '9') && r != '.' })
	if end < 0 {
		end = len(s)
	}
	number, err := strconv.ParseFloat(s[:end], 64)
	if err != nil {
		return 0, false
	}
	unit := strings.TrimSpace(s[end:])
	shift := 0
	if unit != "" && unit != "b" {
		rest := unit[1:]
		if rest != "" && rest != "b" && rest != "i" && rest != "ib" {
			return 0, false
		}
		if shift = strings.Index(" kmgtpe", unit[:1]); shift < 1 {
			return 0, false
		}
	}
	scale := int64(1) << (10 * shift)
	if whole, err := strconv.ParseInt(s[:end], 10, 64); err == nil && whole <= math.MaxInt64/scale {
		return whole * scale, true
	}
	if number *= float64(scale); number >= 1<<63 {
		return math.MaxInt64, false
	}
	return int64(number), true
}

// thumbprintValue is the SHA-256 of a certificate, as people copy it: with or
// without colons.
type thumbprintValue struct{ value *string }

func (v thumbprintValue) Type() string { return "thumbprint" }

func (v thumbprintValue) String() string {
	if v.value == nil {
		return ""
	}
	return *v.value
}

func (v thumbprintValue) Set(s string) error {
	digits := strings.NewReplacer(":", "", " ", "", "-", "").Replace(strings.ToUpper(s))
	if len(digits) != 64 || strings.Trim(digits, "0123456789ABCDEF") != "" {
		return errors.New("it is the SHA-256 of a certificate, 64 hexadecimal digits with or without colons")
	}
	var pairs []string
	for i := 0; i < len(digits); i += 2 {
		pairs = append(pairs, digits[i:i+2])
	}
	*v.value = strings.Join(pairs, ":")
	return nil
}

// releaseValue is a release of the API, or "-" for the server's own.
type releaseValue struct{ value *string }

func (v releaseValue) Type() string { return "release" }

func (v releaseValue) String() string {
	if v.value == nil {
		return ""
	}
	return *v.value
}

func (v releaseValue) Set(s string) error {
	for part := range strings.SplitSeq(s, ".") {
		if s != "-" && (part == "" || strings.Trim(part, "0123456789") != "") {
			return errors.New("it is numbers and points, such as 8.0.3.0")
		}
	}
	*v.value = s
	return nil
}
