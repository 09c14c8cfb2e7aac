package main

import (
	"bufio"
	"io"
	"slices"
	"strconv"
	"strings"
)

// results are the figures of a run, by benchmark and unit.
type results struct {
	figures   map[figure][]float64 // one for each time that the benchmark was run
	processor string
	command   string // that was given
	short     bool   // of small sizes
}

// figure names what a benchmark reports: its name without Benchmark and without
// the number of processors, and the unit.
type figure struct{ benchmark, unit string }

var smaller = strings.NewReplacer("/10M", "/10k", "/1M", "/10k")

func newResults() *results { return &results{figures: map[figure][]float64{}} }

// read takes in the output of go test -bench.
func (r *results) read(out io.Reader) error {
	lines := bufio.NewScanner(out)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		r.line(lines.Text())
	}
	return lines.Err()
}

// line is of the form
//
//	BenchmarkName/part-2   100   12.3 ns/op   4.5 ns/extent
func (r *results) line(s string) {
	if name, ok := strings.CutPrefix(s, "cpu: "); ok {
		r.processor = strings.TrimSpace(name)
		return
	}
	fields := strings.Fields(s)
	if len(fields) < 4 || !strings.HasPrefix(fields[0], "Benchmark") {
		return
	}
	name := strings.TrimPrefix(fields[0], "Benchmark")
	if i := strings.LastIndexByte(name, '-'); i >= 0 {
		if _, err := strconv.Atoi(name[i+1:]); err == nil {
			name = name[:i]
		}
	}
	for i := 2; i+1 < len(fields); i += 2 {
		value, err := strconv.ParseFloat(fields[i], 64)
		if err != nil {
			return
		}
		f := figure{name, fields[i+1]}
		r.figures[f] = append(r.figures[f], value)
	}
}

// of is the median of a figure; false if it was not measured. In a short run that
// of a smaller size stands for it, so that one can see whether all is there.
func (r *results) of(f figure) (float64, bool) {
	if r.short && len(r.figures[f]) == 0 {
		f.benchmark = smaller.Replace(f.benchmark)
	}
	values := slices.Sorted(slices.Values(r.figures[f]))
	if len(values) == 0 {
		return 0, false
	}
	half := len(values) / 2
	if len(values)%2 == 0 {
		return (values[half-1] + values[half]) / 2, true
	}
	return values[half], true
}
