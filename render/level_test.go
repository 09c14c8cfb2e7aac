package render

import (
	"math"
	"math/big"
	"testing"

	"cbtmap/fetch/extent"

	"pgregory.net/rapid"
)

// wantLevel is the level law of a rule, word for word, on unlimited integers.
func wantLevel(rule Rule, s extent.Sum, span int64) Level {
	if span <= 0 {
		return Outside
	}
	if s.Changed == 0 {
		if s.Known == span {
			return Unchanged
		}
		return Unknown
	}
	share := big.NewRat(s.Changed, span)
	level := Slightest
	for i, border := range map[Rule][]*big.Rat{
		Log: {
			big.NewRat(1, 10000), big.NewRat(1, 1000), big.NewRat(1, 100),
			big.NewRat(1, 10), big.NewRat(1, 2), big.NewRat(999, 1000),
		},
		Linear: {
			big.NewRat(1, 6), big.NewRat(2, 6), big.NewRat(3, 6), big.NewRat(4, 6), big.NewRat(5, 6), big.NewRat(6, 6),
		},
		Touched: {new(big.Rat), new(big.Rat), new(big.Rat), new(big.Rat), new(big.Rat), new(big.Rat)},
	}[rule] {
		if share.Cmp(border) >= 0 {
			level = Level(i + 2)
		}
	}
	return level
}

func TestLevelOfAgreesWithExactFractions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		span := rapid.Int64Range(-1, math.MaxInt64).Draw(t, "span")
		if rapid.Bool().Draw(t, "small") {
			span = rapid.Int64Range(0, 1<<20).Draw(t, "smallSpan")
		}
		whole := max(span, 0)
		s := extent.Sum{Known: rapid.Int64Range(0, whole).Draw(t, "known")}
		if rapid.Bool().Draw(t, "complete") {
			s.Known = whole
		}
		s.Changed = rapid.Int64Range(0, s.Known).Draw(t, "changed")
		// Borders are where a level goes wrong: aim at one, and beside it.
		if num := rapid.SampledFrom([]int64{0, 1, 10, 100, 1000, 5000, 9990, 10_000}).Draw(t, "border"); num > 0 {
			at := whole/10000*num + rapid.Int64Range(-1, 1).Draw(t, "beside")
			s.Changed = min(max(at, 0), s.Known)
		} else if sixths := rapid.Int64Range(0, 6).Draw(t, "sixths"); sixths > 0 {
			at := whole/6*sixths + rapid.Int64Range(-1, 6).Draw(t, "besideSixths")
			s.Changed = min(max(at, 0), s.Known)
		}
		for rule := range Rule(Rules) {
			if got, want := rule.LevelOf(s, span), wantLevel(rule, s, span); got != want {
				t.Fatalf("%v.LevelOf(%+v, %d) = %d, want %d", rule, s, span, got, want)
			}
		}
		if got, want := LevelOf(s, span), Log.LevelOf(s, span); got != want {
			t.Fatalf("LevelOf(%+v, %d) = %d, the rule Log says %d", s, span, got, want)
		}
	})
}

func TestLevelBorders(t *testing.T) {
	const span = 1_000_000
	for _, c := range []struct {
		changed int64
		want    Level
	}{
		{0, Unchanged}, {1, 1}, {99, 1}, {100, 2}, {999, 2}, {1000, 3}, {9999, 3}, {10_000, 4},
		{99_999, 4}, {100_000, 5}, {499_999, 5}, {500_000, 6}, {998_999, 6}, {999_000, 7}, {span, 7},
	} {
		if got := LevelOf(extent.Sum{Changed: c.changed, Known: span}, span); got != c.want {
			t.Errorf("%d of %d is level %d, want %d", c.changed, span, got, c.want)
		}
	}
	if got := LevelOf(extent.Sum{Changed: 65536, Known: 1 << 40}, 1<<46); got != 1 {
		t.Errorf("one block in 64 TiB is level %d, want 1", got)
	}
	if got := LevelOf(extent.Sum{Changed: 1 << 61, Known: math.MaxInt64}, math.MaxInt64); got != 5 {
		t.Errorf("a quarter of all that can be counted is level %d, want 5", got)
	}
	if got := LevelOf(extent.Sum{Known: span - 1}, span); got != Unknown {
		t.Errorf("one byte not known is level %d, want Unknown", got)
	}
}

func TestCountsCountsEach(t *testing.T) {
	n := Counts([]Level{Unchanged, 3, 3, Unknown, Outside, Full, 3})
	want := [Levels]int{Unchanged: 1, 3: 3, Unknown: 1, Outside: 1, Full: 1}
	if n != want {
		t.Errorf("Counts = %v, want %v", n, want)
	}
}
