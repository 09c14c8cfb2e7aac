package main

import (
	"math"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestParseSize(t *testing.T) {
	for text, want := range map[string]int64{
		"1048576": 1 << 20, "1GiB": 1 << 30, "1gib": 1 << 30, "1.5G": 3 << 29, "512 mb": 512 << 20, "2Gi": 2 << 30,
		" 64KiB ": 64 << 10, "7b": 7, "0": 0, "3t": 3 << 40, "1p": 1 << 50,
		"": -1, "G": -1, "-1": -1, "1i": -1, "1 xib": -1, "1.2.3G": -1, "1GG": -1, "9999999p": -1, "8191p": 8191 << 50, "8192p": -1, "7EiB": 7 << 60, "8e": -1, "10GB": 10 << 30,
		"9223372036854775807": math.MaxInt64, "9223372036854775808": -1, "9007199254740993": 9007199254740993,
		"0x10": -1, "1 000": -1, "NaN": -1, "37%": -1, "1bb": -1,
	} {
		got, ok := parseSize(text)
		if !ok {
			got = -1
		}
		if got != want {
			t.Errorf("parseSize(%q) = %d, want %d", text, got, want)
		}
	}
}

// A size that is too large is not told that it is too small, and nor is the end of a
// range told of an order that it has.
func TestSizesSayWhatIsWrong(t *testing.T) {
	var n int64
	for text, want := range map[string]string{"8EiB": "less than 8 EiB", "0": "1 B or more", "much": "1 B or more"} {
		if err := (sizeValue{&n, 1}).Set(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
	for text, want := range map[string]string{"1G-1G": "ends where it begins", "2G-1G": "ends before it begins"} {
		if _, _, err := parseRange(text, 1<<40); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
}

// What a size is shown as can be given as a size, but for the rounding.
func TestSizeIsReadAsItIsShown(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(1, 1<<50).Draw(t, "n")
		shown := sizeValue{value: &n}.String()
		back, ok := parseSize(shown)
		if off := back - n; !ok || max(off, -off) > n/20 {
			t.Fatalf("%d is shown as %s and read as %d", n, shown, back)
		}
	})
}

func FuzzParseSize(f *testing.F) {
	for _, seed := range []string{"1GiB", "1.5 g", "", "1e99k", ".", "1ib"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if n, ok := parseSize(s); ok && n < 0 {
			t.Errorf("%q is %d bytes", s, n)
		}
	})
}

func TestThumbprintValue(t *testing.T) {
	const plain = "AB" + "00112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDDEE"
	for _, text := range []string{plain, strings.ToLower(plain), "ab:00:11" + plain[6:], "AB 00-11" + plain[6:]} {
		var got string
		if err := (thumbprintValue{&got}).Set(text); err != nil || strings.ReplaceAll(got, ":", "") != plain || strings.Count(got, ":") != 31 {
			t.Errorf("%q is read as %q, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "AB:CD", plain + "0", strings.Replace(plain, "A", "G", 1), plain[:40]} {
		if err := (thumbprintValue{new(string)}).Set(text); err == nil {
			t.Errorf("%q is accepted", text)
		}
	}
}

func TestTimeAndCountValues(t *testing.T) {
	var d time.Duration
	for text, ok := range map[string]bool{"0": true, "90s": true, "1h30m": true, "-1s": false, "5": false, "soon": false, "": false} {
		if err := (timeValue{&d}).Set(text); (err == nil) != ok {
			t.Errorf("time %q: %v", text, err)
		}
	}
	var n int
	for text, ok := range map[string]bool{"1": true, " 32 ": true, "0": false, "33": false, "-1": false, "four": false, "": false, "1e1": false} {
		if err := (countValue{&n, 1, 32}).Set(text); (err == nil) != ok {
			t.Errorf("count %q: %v", text, err)
		}
	}
}
