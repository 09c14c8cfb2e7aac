package render

import (
	"errors"
	"fmt"
	"math/big"
	"strings"
)

// sector is the unit of logical block addresses, in bytes.
const sector = 512

// longest is the most characters an address may have; it bounds the arithmetic.
const longest = 64

var (
	errEmptyAddress = errors.New("no address given: try 10G, 1.5 TiB, 0x1f40, 37% or lba 2048")
	errNoAddress    = errors.New("not an address: try 10G, 1.5 TiB, 0x1f40, 37% or lba 2048")
	errNegative     = errors.New("an address cannot be negative: count from the start of the disk")
	errComma        = errors.New("commas must part thousands: write a fraction with a point, as in 1.5 TiB")
)

// ParseAddress reads what a user typed as an address on a disk of capacity bytes.
// It understands
//
//	4096   1,024   10G   1.5 TiB   125.0 GiB    bytes; all units are binary
//	0x1f40                                      bytes in hexadecimal
//	37%   12.5 %                                share of the disk
//	lba 2048   2048s                            sectors of 512 bytes
//
// in any case and spacing, with commas or underscores between thousands. What
// falls between two bytes is cut to the lower one. The answer is always a byte of
// the disk: the end of it ("100%", or the capacity itself) is read as its last
// byte, and anything beyond is an error.
func ParseAddress(s string, capacity int64) (int64, error) {
	s = strings.TrimSpace(s)
	text := strings.ToLower(s)
	switch {
	case len(s) > longest:
		return 0, errNoAddress
	case text == "":
		return 0, errEmptyAddress
	case strings.HasPrefix(text, "-"):
		return 0, errNegative
	case capacity <= 0:
		return 0, errors.New("the disk is empty: it has no addresses")
	}
	value, err := parseValue(text, capacity)
	if err != nil {
		return 0, err
	}
	switch end := big.NewInt(capacity); value.Cmp(end) {
	case 0:
		return capacity - 1, nil
	case 1:
		return 0, fmt.Errorf("%q is beyond the end of the disk: it has %s", s, Bytes(capacity))
	}
	return value.Int64(), nil
}

// parseValue reads a trimmed address in lower case as a number of bytes.
func parseValue(text string, capacity int64) (*big.Int, error) {
	if digits, ok := strings.CutPrefix(text, "0x"); ok {
		return parseDigits(strings.ReplaceAll(digits, "_", ""), 16)
	}
	if number, ok := strings.CutPrefix(text, "lba"); ok {
		return parseSectors(number)
	}
	end := strings.IndexFunc(text, func(r rune) bool {
		return (r < '0' || r > '9') && r != '.' && r != ',' && r != '_'
	})
	if end < 0 {
		return parseScaled(text, big.NewInt(1), 1)
	}
	number, unit := text[:end], strings.TrimSpace(text[end:])
	switch unit {
	case "%":
		return parseScaled(number, big.NewInt(capacity), 100)
	case "s":
		return parseSectors(number)
	}
	shift, ok := unitShift(unit)
	if !ok {
		return nil, errNoAddress
	}
	return parseScaled(number, new(big.Int).Lsh(big.NewInt(1), shift), 1)
}

// parseSectors reads a whole number of sectors.
func parseSectors(number string) (*big.Int, error) {
	number = strings.TrimSpace(number)
	if strings.Contains(number, ".") {
		return nil, errors.New("sectors are whole numbers: try lba 2048")
	}
	return parseScaled(number, big.NewInt(sector), 1)
}

// unitShift returns the bits of a unit: b, k, kb, kib, … e, eb, eib.
func unitShift(unit string) (shift uint, ok bool) {
	if unit == "b" || unit == "bytes" {
		return 0, true
	}
	i := strings.IndexByte("kmgtpe", unit[0])
	if rest := unit[1:]; i < 0 || rest != "" && rest != "b" && rest != "ib" {
		return 0, false
	}
	return uint(10 * (i + 1)), true
}

// parseScaled reads a decimal number and returns number*unit/parts, cut to a whole
// one.
func parseScaled(number string, unit *big.Int, parts int64) (*big.Int, error) {
	whole, fraction, _ := strings.Cut(number, ".")
	whole, err := joinGroups(whole)
	if err != nil {
		return nil, err
	}
	if whole+fraction == "" {
		return nil, errNoAddress
	}
	value, err := parseDigits(whole+fraction, 10)
	if err != nil {
		return nil, err
	}
	ten := big.NewInt(10)
	divisor := ten.Exp(ten, big.NewInt(int64(len(fraction))), nil)
	divisor.Mul(divisor, big.NewInt(parts))
	value.Mul(value, unit)
	return value.Quo(value, divisor), nil
}

// joinGroups takes the separators out of the whole part of a number. Commas must
// stand at thousands, lest 1,5 be read as fifteen.
func joinGroups(whole string) (string, error) {
	groups := strings.Split(whole, ",")
	for i, group := range groups {
		if i > 0 && len(group) != 3 || i == 0 && len(groups) > 1 && (group == "" || len(group) > 3) {
			return "", errComma
		}
	}
	return strings.ReplaceAll(strings.Join(groups, ""), "_", ""), nil
}

// parseDigits reads digits alone: no sign, no separators.
func parseDigits(digits string, base int) (*big.Int, error) {
	for _, r := range digits {
		if !(r >= '0' && r <= '9' || base == 16 && r >= 'a' && r <= 'f') {
			return nil, errNoAddress
		}
	}
	value, ok := new(big.Int).SetString(digits, base)
	if !ok {
		return nil, errNoAddress
	}
	return value, nil
}
