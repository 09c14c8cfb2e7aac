package render

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestScale(t *testing.T) {
	for _, c := range []struct {
		limit, step, at int64
		want            string
	}{
		{2 << 40, 24 << 30, 0, "0 GiB"},
		{2 << 40, 24 << 30, 768 << 30, "768 GiB"},
		{2 << 40, 24 << 30, 1032 << 30, "1,032 GiB"},
		{62 << 40, 5 << 38, 5 << 38, "1.25 TiB"},
		{62 << 40, 5 << 38, 10 << 38, "2.50 TiB"},
		{62 << 40, 7 << 29, 47 << 40, "48,128.0 GiB"},
		{62 << 40, 24 << 20, 47<<40 + 24<<20, "48,128.02 GiB"},
		{62 << 40, 256 << 20, 47<<40 + 256<<20, "48,128.25 GiB"},
		{62 << 40, 1 << 20, 47<<40 + 1<<20, "48,128.0010 GiB"},
		{100 << 30, 1 << 20, 5 << 20, "5 MiB"},
		{1 << 20, 512, 1536, "1.5 KiB"},
		{64 << 10, 512, 1536, "1,536 B"},
		{64 << 10, 0, 3, "3 B"},
	} {
		got := NewScale(c.limit, c.step).Format(c.at)
		if got != c.want {
			t.Errorf("limit %d, step %d: Format(%d) = %q, want %q", c.limit, c.step, c.at, got, c.want)
		}
	}
	if got := HexAddress(125 << 30); got != "0x1f40000000" {
		t.Errorf("HexAddress = %q", got)
	}
}

func TestAddressesOfAViewDifferAndAlign(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := drawGrid(t)
		lines := rapid.IntRange(1, 2).Draw(t, "lines")
		scale := g.Scale(lines)
		_, unit, _ := strings.Cut(scale.Format(0), " ")
		last := ""
		for row := 0; row < g.Rows && g.rowStart(row) < g.End(); row += lines {
			s := scale.Format(g.rowStart(row))
			_, u, _ := strings.Cut(s, " ")
			if s == last || u != unit || len(s) > scale.Width(g.Capacity) {
				t.Fatalf("%+v: row %d is at %q, the one above at %q", g, row, s, last)
			}
			if len(s) > len("4,194,304.000000 TiB") {
				t.Fatalf("%+v: %q is too long", g, s)
			}
			last = s
		}
	})
}

func TestParseAddress(t *testing.T) {
	const capacity = 2 << 40
	for s, want := range map[string]int64{
		"0": 0, "4096": 4096, "4096 b": 4096, "4096 bytes": 4096, "1,024": 1024, "1_024": 1024, "10G": 10 << 30, "10 gib": 10 << 30,
		"10gb": 10 << 30, "1.5 TiB": 3 << 39, ".5t": 1 << 39, "5.k": 5 << 10, "125.0 GiB": 125 << 30, "0x1f40000000": 125 << 30,
		"0X1F40": 0x1f40, "37%": 37 * (capacity / 100), "50 %": 1 << 40, "12.5%": 1 << 38, "lba 2048": 1 << 20, "LBA2048": 1 << 20,
		"2048s": 1 << 20, "2,048 s": 1 << 20, " 1 MiB ": 1 << 20, "1,536 GiB": 1536 << 30, "100%": capacity - 1, "2T": capacity - 1,
		"0.3": 0,
	} {
		if s == "37%" {
			want = capacity * 37 / 100
		}
		if got, err := ParseAddress(s, capacity); err != nil || got != want {
			t.Errorf("ParseAddress(%q) = %d, %v, want %d", s, got, err, want)
		}
	}
	for _, s := range []string{
		"", "  ", "x", "10X", "10 gigs", "-1", "- 1", "1,5 TiB", "12,34", ",000", "0x", "0xzz", "lba", "lba 1.5", "1.5s", "1.2.3",
		".", "%", "k", "+5", "1e9", "3T", "101%", "0x20000000001", "9999999999999999999999 E", strings.Repeat("9", 65), "１０",
	} {
		got, err := ParseAddress(s, capacity)
		if err == nil {
			t.Errorf("ParseAddress(%q) = %d, want an error", s, got)
		} else if first := err.Error()[0]; first >= 'A' && first <= 'Z' {
			t.Errorf("ParseAddress(%q): %q begins with a capital", s, err)
		}
	}
	if _, err := ParseAddress("0", 0); err == nil {
		t.Error("an empty disk has an address")
	}
}

// What is shown can be typed, and leads back to where it was.
func TestParseAddressReadsWhatIsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		capacity := rapid.Int64Range(1, math.MaxInt64).Draw(t, "capacity")
		n := rapid.Int64Range(0, capacity-1).Draw(t, "n")
		for _, s := range []string{HexAddress(n), Count(n), Address(n, 1)} {
			if n > maxWhole && s == Address(n, 1) {
				continue // in a larger unit, rounded
			}
			if got, err := ParseAddress(s, capacity); err != nil || got != n {
				t.Fatalf("ParseAddress(%q) = %d, %v, want %d", s, got, err, n)
			}
		}
		if s := Bytes(n); !strings.Contains(s, ".") {
			if got, err := ParseAddress(s, capacity); err != nil || got != n {
				t.Fatalf("ParseAddress(%q) = %d, %v, want %d", s, got, err, n)
			}
		}
	})
}

func TestRowAddressesAreExactWhereTheUnitIsTheStep(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := drawGrid(t)
		scale := g.Scale(2)
		if scale.size()/2 > uint64(g.RowBytes) || g.RowBytes > math.MaxInt64/2 {
			return
		}
		for row := 0; row < g.Rows && g.rowStart(row) < g.Capacity; row += 2 {
			at := g.rowStart(row)
			if g.Origin%(2*g.RowBytes) != 0 {
				return // rows at odd multiples may need a digit more
			}
			if got, err := ParseAddress(scale.Format(at), g.Capacity); err != nil || got != at {
				t.Fatalf("%+v: row at %d is labelled %q: %d, %v", g, at, scale.Format(at), got, err)
			}
		}
	})
}

func FuzzParseAddress(f *testing.F) {
	for _, s := range []string{"10G", "1.5 TiB", "0x1f40", "37%", "lba 2048", "2048s", "1,024", "", "-1", "1,5", "99999999999999999999 E"} {
		f.Add(s, int64(2<<40))
	}
	f.Fuzz(func(t *testing.T, s string, capacity int64) {
		n, err := ParseAddress(s, capacity)
		if err == nil && (n < 0 || n >= capacity) {
			t.Fatalf("ParseAddress(%q, %d) = %d", s, capacity, n)
		}
		if err != nil && (n != 0 || strings.ContainsAny(err.Error(), "\n\x1b")) {
			t.Fatalf("ParseAddress(%q, %d) = %d, %q", s, capacity, n, err)
		}
	})
}
