package main

import (
	"path/filepath"
	"testing"
)

func TestOutputOf(t *testing.T) {
	for path, want := range map[string]string{
		"a.cbtmap": "cbtmap", "a.CSV": "csv", "a.json": "json", "a.map": "mapfile", "a.mapfile": "mapfile",
		"a.png": "png", "b/a.svg": "svg", "a": "", "a.txt": "", "csv": "", "a.png.bak": "",
	} {
		if got := outputOf(path); got != want {
			t.Errorf("%s is %q, want %q", path, got, want)
		}
	}
	for _, format := range outputs() {
		if got := outputOf("a" + suffixOf(format)); got != format {
			t.Errorf("the suffix of %s means %q", format, got)
		}
	}
}

func TestStem(t *testing.T) {
	for name, want := range map[string]string{
		"a.json": "a", filepath.Join("b", "a.json.gz"): "a", "a": "a", ".hidden": ".hidden", "-": "stdin", "a.b.csv": "a.b",
	} {
		if got := stem(name); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}

func TestParseRange(t *testing.T) {
	const capacity = 1 << 40
	for text, want := range map[string][2]int64{
		"0-1G":      {0, 1 << 30},
		"0x10-0x20": {16, 32},
		"50%-100%":  {capacity / 2, capacity},
		"1G - 1T":   {1 << 30, capacity},
	} {
		lo, hi, err := parseRange(text, capacity)
		if err != nil || lo != want[0] || hi != want[1] {
			t.Errorf("%s: %d to %d, %v", text, lo, hi, err)
		}
	}
	for _, text := range []string{"", "1G", "2G-1G", "1G-1G", "a-b", "0-2T", "-1-2", "1G-"} {
		if lo, hi, err := parseRange(text, capacity); err == nil {
			t.Errorf("%q is %d to %d", text, lo, hi)
		}
	}
}
