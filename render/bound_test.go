package render_test

import (
	"testing"

	"cbtmap/render"
)

func TestBounds(t *testing.T) {
	for _, c := range [][4]string{ // a figure; known, as a lower bound, as it stands so far
		{"7.6 GiB", "7.6 GiB", "≥ 7.6 GiB", "~7.6 GiB"},
		{"0 %", "0 %", "≥ 0 %", "~0 %"},
		{"<0.01 %", "<0.01 %", ">0 %", "~<0.01 %"},
		{"<1 s", "<1 s", ">0 s", "~<1 s"},
		{">99.9 %", ">99.9 %", ">99.9 %", "~>99.9 %"},
		{"–", "–", "–", "–"},
	} {
		got := [4]string{c[0], render.AtLeast(false, c[0]), render.AtLeast(true, c[0]), render.SoFar(true, c[0])}
		if got != c || render.SoFar(false, c[0]) != c[0] {
			t.Errorf("%q, want %q", got, c)
		}
	}
}
