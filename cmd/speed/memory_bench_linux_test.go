package main

import (
	"bufio"
	"os"
	"os/exec"
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
	nothing := sync.OnceValue(func() float64 { return peak(b, cbtmap(b, "version")) })
	b.Run("empty", func(b *testing.B) { reportMemory(b, nothing(), nothing(), 0) })
	b.Run("fetch", func(b *testing.B) {
		extents, night := 10_000_000, "nightly-7"
		if testing.Short() {
			extents, night = 1_000_000, "nightly-6" // as little as the large disk has
		}
		server := simulated(b)
		for b.Loop() {
			cmd := cbtmap(b, "report", "--no-cache", "--vm", "scale01", "--disk", "Hard disk 1", "--to", night)
			cmd.Env = append(cmd.Env, server...)
			reportMemory(b, peak(b, cmd), nothing(), extents)
		}
	})
	b.Run("report", func(b *testing.B) {
		file := captureOf(b, extents)
		for b.Loop() {
			reportMemory(b, peak(b, cbtmap(b, "report", file)), nothing(), extents)
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

// peak is how many bytes of memory a command had resident at most: the least of
// several runs, since the rest is chance.
func peak(b *testing.B, cmd *exec.Cmd) float64 {
	b.Helper()
	var least float64
	for i := range rounds(3) {
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
		if i == 0 || bytes < least {
			least = bytes
		}
	}
	return least
}
