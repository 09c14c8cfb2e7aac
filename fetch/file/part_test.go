package file_test

import (
	"testing"

	"cbtmap/fetch/file"
)

// A part is marked once, and beside a part the next one is counted.
func TestNamesOfParts(t *testing.T) {
	for _, c := range []struct {
		path string
		n    int
		want string
	}{
		{"a/night.cbtmap", 1, "a/night.partial.cbtmap"},
		{"a/night.cbtmap", 2, "a/night.partial-2.cbtmap"},
		{"a/night.partial.cbtmap", 1, "a/night.partial-2.cbtmap"},
		{"night.partial-7.csv", 2, "night.partial-9.csv"},
		{"x.partial/night", 1, "x.partial/night.partial"},
	} {
		if got := file.Part(c.path, c.n); got != c.want {
			t.Errorf("part %d of %s is %s, want %s", c.n, c.path, got, c.want)
		}
	}
}
