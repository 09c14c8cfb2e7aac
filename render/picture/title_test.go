package picture

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"
)

// A title is whole where there is room for it; else its longest parts are cut alike,
// and none of the others.
func TestTitlesFillTheirRoom(t *testing.T) {
	long, short := strings.Repeat("very-", 16), "Hard disk 2"
	parts := []string{"vc01." + long, "sql01-" + long, short, "2 TiB"}
	whole := strings.Join(parts, between)
	if got := fitted(parts, ansi.StringWidth(whole)); got != whole {
		t.Errorf("there is room for all: %s", got)
	}
	got := strings.Split(fitted(parts, 100), between)
	if len(got) != 4 || got[2] != short || got[3] != "2 TiB" {
		t.Fatalf("short parts were cut: %q", got)
	}
	if a, b := ansi.StringWidth(got[0]), ansi.StringWidth(got[1]); a != b || a < 35 {
		t.Errorf("%d and %d columns of 100", a, b)
	}
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.StringMatching(`[a-z界]{1,60}`), 1, 5).Draw(t, "parts")
		columns := rapid.IntRange(0, 200).Draw(t, "columns")
		got := fitted(parts, columns)
		if n := ansi.StringWidth(got); n > columns {
			t.Errorf("%d columns in %d: %s", n, columns, got)
		}
		if columns >= len(parts)*(leastPart+3) && strings.Count(got, between) != len(parts)-1 {
			t.Errorf("a part of %q is missing in %d columns: %s", parts, columns, got)
		}
	})
}

// The title that is heard is never cut.
func TestTitlesAreHeardWhole(t *testing.T) {
	p := example(database(t, 100))
	p.Title = []string{strings.Repeat("a", 80), "Hard disk 2"}
	p.Width = LeastWidth
	s, err := p.scene()
	if err != nil || s.title != strings.Join(p.Title, between) {
		t.Errorf("%q, %v", s.title, err)
	}
}
