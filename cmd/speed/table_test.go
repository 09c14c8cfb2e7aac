package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const output = `goos: linux
goarch: amd64
pkg: cbtmap/fetch
cpu: A Processor @ 2.50GHz
BenchmarkFetch/soap/govmomi-2         	       1	   6711143 ns/op	      3000 ns/extent	       985.5 garbage-B/extent	      16 B/op
BenchmarkFetch/soap/cbtmap-2          	       1	   6711143 ns/op	       160 ns/extent	       4.25 garbage-B/extent
BenchmarkFetch/soap/cbtmap-2          	       1	   6711143 ns/op	       120 ns/extent	       4.5 garbage-B/extent
BenchmarkFetch/soap/cbtmap-2          	       1	   6711143 ns/op	       900 ns/extent	       4.0 garbage-B/extent
BenchmarkFetch/soap/cbtmap-parallel-1-2 	       1	   6711143 ns/op	       320 ns/extent
BenchmarkStart/version-2              	       1	        12.5 ms
BenchmarkBroken
--- BENCH: BenchmarkFetch
PASS
`

func read(t *testing.T, text string) *results {
	t.Helper()
	r := newResults()
	if err := r.read(strings.NewReader(text)); err != nil {
		t.Fatal(err)
	}
	return r
}

func TestResults(t *testing.T) {
	r := read(t, output)
	if r.processor != "A Processor @ 2.50GHz" {
		t.Errorf("the processor is %q", r.processor)
	}
	for f, want := range map[figure]float64{
		{"Fetch/soap/govmomi", "ns/extent"}:           3000,
		{"Fetch/soap/govmomi", "garbage-B/extent"}:    985.5,
		{"Fetch/soap/govmomi", "B/op"}:                16,
		{"Fetch/soap/cbtmap", "ns/extent"}:            160, // the one in the middle
		{"Fetch/soap/cbtmap-parallel-1", "ns/extent"}: 320, // and no processors in the name
		{"Start/version", "ms"}:                       12.5,
	} {
		if got, ok := r.of(f); !ok || got != want {
			t.Errorf("%v is %v, %t; want %v", f, got, ok, want)
		}
	}
	if _, ok := r.of(figure{"Broken", "ns/op"}); ok {
		t.Error("a line without a figure has one")
	}
}

// A short run has small sizes under names of their own.
func TestShortResults(t *testing.T) {
	r := read(t, "BenchmarkRivals/frame/map/10k-2 1 5 ns/frame\n")
	f := figure{"Rivals/frame/map/10M", "ns/frame"}
	if _, ok := r.of(f); ok {
		t.Error("a small size stands for a large one")
	}
	r.short = true
	if got, ok := r.of(f); !ok || got != 5 {
		t.Errorf("%v, %t", got, ok)
	}
}

func TestTable(t *testing.T) {
	parts := []part{{name: "fetch", what: "a fetch", rows: []row{
		{"fetch", measured("Fetch/soap/cbtmap", "ns/extent"), "govmomi", measured("Fetch/soap/govmomi", "ns/extent"), less(20)},
		{"", measured("Fetch/soap/cbtmap", "ns/extent"), "one by one", measured("Fetch/soap/cbtmap-parallel-1", "ns/extent"), goal{}},
		{"garbage", measured("Fetch/soap/cbtmap", "garbage-B/extent"), "a budget", budget(5, "B/extent"), atMost(1)},
		{"start", measured("Start/version", "ms"), "a budget", budget(0.01, "s"), atMost(1)},
		{"still", budget(0, "B"), "a budget", budget(0, "B"), atMost(1)},
		{"busy", budget(7, "B"), "a budget", budget(0, "B"), atMost(1)},
		{"frame", budget(1500, "ns/frame"), "nothing known", measured("Frame", "ns/frame"), goal{}},
	}}}
	text, missing := table(parts, read(t, output))
	_, rows, _ := strings.Cut(text, "--- |\n")
	const want = `| **a fetch** | | | | | |
| fetch | 160 ns/extent | govmomi | 3 µs/extent | 18.8 × faster | **missed:** ≥ 20 × faster |
|  | 160 ns/extent | one by one | 320 ns/extent | 2 × faster |  |
| garbage | 4.25 B/extent | a budget | 5 B/extent | 0.85 × | ≤ 1 × |
| start | 12.5 ms | a budget | 10 ms | 1.25 × | **missed:** ≤ 1 × |
| still | 0 B | a budget | 0 B |  | nothing |
| busy | 7 B | a budget | 0 B |  | **missed:** nothing |
`
	if rows != want {
		t.Errorf("the rows are\n%s\nwant\n%s", rows, want)
	}
	if !strings.Contains(text, "A Processor @ 2.50GHz") {
		t.Errorf("the processor is not named in\n%s", text)
	}
	short := read(t, output)
	short.short = true
	if text, _ := table(parts, short); !strings.Contains(text, "the figures mean nothing") || strings.Contains(text, "missed") {
		t.Errorf("a look passes for a measurement:\n%s", text)
	}
	if !slices.Equal(missing, []string{"frame beside nothing known"}) {
		t.Errorf("missing are %q", missing)
	}
}

// Figures of two units of time relate as the times do.
func TestRatioOfUnits(t *testing.T) {
	got, met := atMost(1).ratio(amount{1200, "ms"}, amount{1.2, "s"})
	if got != "1.00 ×" || !met {
		t.Errorf("%s, %t", got, met)
	}
	got, met = less(3).ratio(amount{2, "ms/frame"}, amount{7, "µs/frame"})
	if got != "0.0035 × faster" || met {
		t.Errorf("%s, %t", got, met)
	}
}

func TestAmount(t *testing.T) {
	for want, a := range map[string]amount{
		"160 ns/extent": {160, "ns/extent"},
		"12.3 µs/page":  {12_345, "ns/page"},
		"1.20 s":        {1200, "ms"},
		"8.25 B/extent": {8.25, "B/extent"},
		"12,346 B":      {12_345.6, "B/op"},
		"0 B":           {0, "B"},
	} {
		if got := a.String(); got != want {
			t.Errorf("%v is %q, want %q", a, got, want)
		}
	}
}

func TestReadme(t *testing.T) {
	name := filepath.Join(t.TempDir(), "README.md")
	for _, tt := range []struct{ before, want string }{
		{"a\n" + readmeFrom + "old\n" + readmeTo + "b\n", "a\n" + readmeFrom + "new\n" + readmeTo + "b\n"},
		{"a\n" + readmeFrom + "old\n", ""},
		{"a\n", ""},
	} {
		if err := os.WriteFile(name, []byte(tt.before), 0o600); err != nil {
			t.Fatal(err)
		}
		err := putIntoReadme(name, "new\n")
		got, _ := os.ReadFile(name)
		switch {
		case tt.want == "" && (err == nil || string(got) != tt.before):
			t.Errorf("%q became %q, %v", tt.before, got, err)
		case tt.want != "" && (err != nil || string(got) != tt.want):
			t.Errorf("%q became %q, %v; want %q", tt.before, got, err, tt.want)
		}
	}
}

func TestUsage(t *testing.T) {
	for _, tt := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"-h"}, 0, "go run ./cmd/speed -only start"},
		{[]string{"-only", "nothing"}, 2, `there is no part "nothing": the parts are fetch`},
		{[]string{"-readme", "-short"}, 2, "leave out -short"},
		{[]string{"more"}, 2, "takes no arguments"},
		{[]string{"-wrong"}, 2, "not defined"},
	} {
		var out, errs bytes.Buffer
		if code := run(t.Context(), tt.args, &out, &errs); code != tt.code || !strings.Contains(errs.String(), tt.says) || out.Len() > 0 {
			t.Errorf("%q: exit code %d, %q, %q", tt.args, code, out.String(), errs.String())
		}
	}
}
