package main

import (
	"bufio"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// BenchmarkMemory measures how much memory is resident at most, "MB", for a map of
// 10 M extents, and how much that is for each extent over the program that does
// nothing, "B/extent".
func BenchmarkMemory(b *testing.B) {
	extents := extentsOf(10_000_000)
	nothing := sync.OnceValue(func() float64 { return peak(b, func() *exec.Cmd { return cbtmap(b, "version") }) })
	b.Run("empty", func(b *testing.B) { reportMemory(b, nothing(), nothing(), 0) })
	b.Run("fetch", func(b *testing.B) {
		extents, night := 10_000_000, "nightly-7"
		if testing.Short() {
			extents, night = 1_000_000, "nightly-6" // as little as the large disk has
		}
		server := simulated(b)
		for b.Loop() {
			fetch := func() *exec.Cmd {
				cmd := cbtmap(b, "report", "--vm", "scale01", "--disk", "Hard disk 1", "--to", night)
				cmd.Env = append(append(cmd.Env, server...), "XDG_CACHE_HOME="+b.TempDir()) // nothing is there yet
				return cmd
			}
			reportMemory(b, peak(b, fetch), nothing(), extents)
		}
	})
	b.Run("report", func(b *testing.B) {
		file := captureOf(b, extents)
		for b.Loop() {
			reportMemory(b, peak(b, func() *exec.Cmd { return cbtmap(b, "report", file) }), nothing(), extents)
		}
	})
}

// simulated is a large site in another process, as the environment that leads there.
func simulated(b *testing.B) (env []string) {
	b.Helper()
	cmd := cbtmap(b, "simulate", "--scale", "--vms", "1", "--listen", "127.0.0.1:0")
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		_ = cmd.Process.Signal(os.Interrupt)
		_ = cmd.Wait()
	})
	lines := bufio.NewScanner(out)
	for len(env) < 4 && lines.Scan() {
		if variable, ok := strings.CutPrefix(lines.Text(), "export "); ok {
			env = append(env, variable)
		}
	}
	if len(env) < 4 {
		b.Fatalf("the simulated server said only %q", env)
	}
	return env
}

func reportMemory(b *testing.B, bytes, empty float64, extents int) {
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(bytes/1e6, "MB")
	if extents > 0 {
		b.ReportMetric((bytes-empty)/float64(extents), "B/extent")
	}
}

// peak is how many bytes of memory a command had resident at most: the median of
// several runs.
func peak(b *testing.B, command func() *exec.Cmd) float64 {
	b.Helper()
	var peaks []float64
	for range rounds(3) {
		cmd := command()
		measured := exec.Command(program(b, "./testdata/peak"), cmd.Args...)
		measured.Env, measured.Stderr = cmd.Env, os.Stderr
		out, err := measured.Output()
		if err != nil {
			b.Fatal(err)
		}
		bytes, err := strconv.ParseFloat(strings.TrimSpace(string(out)), 64)
		if err != nil {
			b.Fatal(err)
		}
		peaks = append(peaks, bytes)
	}
	slices.Sort(peaks)
	return peaks[len(peaks)/2]
}
