package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strconv"
	"strings"
)

// part is a group of benchmarks that are run together, and the rows made of them.
type part struct {
	name, what string
	runs       []benchmarks
	rows       []row
}

// benchmarks are those of one package that match.
type benchmarks struct {
	packet string // of the module, "./fetch"
	match  string // as for go test -bench
	time   string // as for -benchtime
	count  int    // the median of so many is taken
}

// measure runs the benchmarks of a part, one after another.
func (p part) measure(ctx context.Context, short bool, found *results, log io.Writer) error {
	for _, b := range p.runs {
		if err := b.measure(ctx, short, found, log); err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
	}
	return nil
}

func (b benchmarks) measure(ctx context.Context, short bool, found *results, log io.Writer) error {
	args := []string{"test", "-run", "^$", "-bench", b.match, "-timeout", "30m", "-benchtime", b.time, "-count", strconv.Itoa(b.count)}
	if short {
		args = append(args[:len(args)-4], "-short", "-benchtime", "1x")
	}
	test := exec.CommandContext(ctx, "go", append(args, b.packet)...)
	fmt.Fprintln(log, "  go", strings.Join(test.Args[1:], " "))
	var failed strings.Builder
	test.Stderr = &failed
	out, err := test.StdoutPipe()
	if err != nil {
		return err
	}
	if err := test.Start(); err != nil {
		return err
	}
	var told strings.Builder // a benchmark that fails says why on standard output
	if err := errors.Join(found.read(io.TeeReader(out, &told)), test.Wait()); err != nil {
		return fmt.Errorf("go test %s: %w\n%s%s", b.packet, err, told.String(), failed.String())
	}
	return nil
}

func partNames() []string {
	var names []string
	for _, p := range suite {
		names = append(names, p.name)
	}
	return names
}

// choose is the whole suite, or the one part that has a name.
func choose(name string) ([]part, error) {
	if name == "" {
		return suite, nil
	}
	for _, p := range suite {
		if p.name == name {
			return []part{p}, nil
		}
	}
	return nil, fmt.Errorf("there is no part %q: the parts are %s", name, strings.Join(partNames(), ", "))
}
