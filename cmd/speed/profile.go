package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
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
	merged := filepath.Join(dir, "merged")
	merge := []string{"tool", "pprof", "-proto", "-output", merged}
	for i, b := range profiled {
		file := filepath.Join(dir, strconv.Itoa(i))
		args := []string{"test", "-trimpath", "-run", "^$", "-bench", b.match, "-benchtime", b.time, "-cpuprofile", file, "-o", file + ".test", b.packet}
		if err := tool(ctx, log, dir, args...); err != nil {
			return err
		}
		merge = append(merge, file)
	}
	if err := tool(ctx, log, dir, merge...); err != nil {
		return err
	}
	return withoutPlace(merged, into, dir)
}

// withoutPlace copies a profile, and puts as many dots in place of the folder that
// it was made in: a length stands before each text of it.
func withoutPlace(from, to, dir string) error {
	packed, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return err
	}
	text, err := io.ReadAll(z)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	out := gzip.NewWriter(&b)
	_, err = out.Write(bytes.ReplaceAll(text, []byte(dir), bytes.Repeat([]byte{'.'}, len(dir))))
	if err = errors.Join(err, out.Close()); err != nil {
		return err
	}
	return os.WriteFile(to, b.Bytes(), 0o644)
}

// tool runs the Go tool, which puts what it makes for a while into dir.
func tool(ctx context.Context, log io.Writer, dir string, args ...string) error {
	fmt.Fprintln(log, "  go", strings.Join(args, " "))
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Env = append(os.Environ(), "GOTMPDIR="+dir)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("go %s: %w\n%s", args[0], err, out)
	}
	return nil
}
