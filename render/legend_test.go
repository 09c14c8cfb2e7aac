package render

import (
	"testing"

	"cbtmap/fetch/extent"
)

func TestLegendEntries(t *testing.T) {
	p := NewPalette(ANSI256, true)
	counts := Counts([]Level{0, 0, 7, 7, 7, Unknown, Outside})
	for _, c := range []struct {
		rule   Rule
		failed bool
		want   []Level
	}{
		{Log, false, []Level{0, 1, 2, 3, 4, 5, 6, 7, Unknown}},
		{Linear, true, []Level{0, 1, 2, 3, 4, 5, 6, 7, Unknown, Failed}},
		{Touched, false, []Level{0, 7, Unknown}},
	} {
		entries := LegendEntries(p, c.rule, counts, c.failed)
		if len(entries) != len(c.want) {
			t.Fatalf("%v: %d entries, want %d", c.rule, len(entries), len(c.want))
		}
		for i, e := range entries {
			l := c.want[i]
			if e.Level != l || e.Samples != counts[l] || e.Swatch != p.Swatch(l) || e.Words != c.rule.Bands()[l] || e.Words == "" {
				t.Errorf("%v: entry %d is %+v, want level %d", c.rule, i, e, l)
			}
		}
	}
	counts[Failed] = 1
	if entries := LegendEntries(p, Log, counts, false); entries[len(entries)-1].Level != Failed {
		t.Error("a sample that failed is not explained")
	}
}

// The words name each level that the rule can give, and no other.
func TestBandsNameWhatTheRuleGives(t *testing.T) {
	for r := range Rule(Rules) {
		bands := r.Bands()
		var given [Levels]bool
		const span = 100_000
		for changed := range int64(span + 1) {
			given[r.LevelOf(extent.Sum{Changed: changed, Known: span}, span)] = true
		}
		for l := Slightest; l <= Full; l++ {
			if given[l] != (bands[l] != "") {
				t.Errorf("%v: level %d is given: %v, named %q", r, l, given[l], bands[l])
			}
		}
		for _, l := range []Level{Unchanged, Unknown, Failed, Outside} {
			if bands[l] != Bands[l] {
				t.Errorf("%v: level %d is named %q", r, l, bands[l])
			}
		}
	}
	if Log.Bands() != Bands || Log.String() != "log" || Rule(9).String() != "rule 9" {
		t.Error("the rule log has words of its own")
	}
}
