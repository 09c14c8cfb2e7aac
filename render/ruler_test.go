package render

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestRuler(t *testing.T) {
	for _, c := range []struct {
		g    Grid
		want string
	}{
		{Fit(2<<40, 108, 44), "+0                +8 GiB            +16 GiB           +24 GiB"},
	} {
		if got := Ruler(c.g, c.g.Cols); !strings.HasPrefix(got, c.want) {
			t.Errorf("%+v: %q, want %q", c.g, got, c.want)
		}
	}
}

func TestRulerLabelsStandAtTheirSample(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := drawGrid(t)
		n := rapid.IntRange(-1, 400).Draw(t, "width")
		line := Ruler(g, n)
		if width(line) != max(n, 0) {
			t.Fatalf("%+v: %q is %d wide, want %d", g, line, width(line), n)
		}
		if g.Hilbert && strings.TrimSpace(line) != "" {
			t.Fatalf("%+v: columns of a curve have the addresses %q", g, line)
		}
		for col := 1; col < len(line); col++ {
			if line[col] != '+' {
				continue
			}
			if line[col-1] != ' ' {
				t.Fatalf("%+v: labels run together in %q", g, line)
			}
			label, _, _ := strings.Cut(line[col+1:], "+")
			at, err := ParseAddress(label, g.RowBytes)
			if err != nil {
				t.Fatalf("%+v: %q: %v", g, label, err)
			}
			if got := g.column(at); got != col {
				t.Fatalf("%+v: label %q of %d stands at column %d, belongs to %d", g, label, at, col, got)
			}
		}
	})
}
