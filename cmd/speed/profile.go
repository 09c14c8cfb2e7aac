package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
)

// profileFile is where the Go tool looks for the profile that a program is to be
// optimised by.
var profileFile = filepath.Join("cmd", "cbtmap", "default.pgo")

// profiled are the benchmarks of what users wait for: fetching, drawing, opening
// files, figures. They take about as long each.
var profiled = []benchmarks{
	{packet: "./cmd/speed", match: "^BenchmarkFetch$/^(soap|json)$/^cbtmap$", time: "40x"},
	{packet: "./render", match: "^BenchmarkFrame$/^10M$", time: "150x"},
	{packet: "./fetch/capture", match: "^BenchmarkRead$", time: "10x"},
	{packet: "./fetch/extent", match: "^Benchmark(Stats|AddInOrder|AddOutOfOrder)$", time: "1s"},
}

// profile runs them, and merges what the processor did into one profile.
func profile(ctx context.Context, into string, log io.Writer) error {
	dir, err := os.MkdirTemp("", "cbtmap-speed-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	merge := []string{"tool", "pprof", "-proto", "-output", into}
	for i, b := range profiled {
		file := filepath.Join(dir, strconv.Itoa(i))
		args := []string{"test", "-run", "^$", "-bench", b.match, "-benchtime", b.time, "-cpuprofile", file, "-o", file + ".test", b.packet}
		if err := tool(ctx, log, args...); err != nil {
			return err
		}
		merge = append(merge, file)
	}
	return tool(ctx, log, merge...)
}

func tool(ctx context.Context, log io.Writer, args ...string) error {
	fmt.Fprintln(log, "  go", args)
	if out, err := exec.CommandContext(ctx, "go", args...).CombinedOutput(); err != nil {
		return fmt.Errorf("go %s: %w\n%s", args[0], err, out)
	}
	return nil
}
