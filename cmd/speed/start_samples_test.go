package main

import (
	"os/exec"
	"slices"
	"testing"
	"time"
)

// samples are the times that one thing took.
type samples []time.Duration

func (s samples) least() time.Duration { return slices.Min(s) }

func (s samples) median() time.Duration {
	sorted := slices.Sorted(slices.Values(s))
	return sorted[len(sorted)/2]
}

// report names the median "ms" and the minimum "min-ms". Time per operation is
// left out: the operation is not always the whole of what was measured.
func (s samples) report(b *testing.B) {
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(milliseconds(s.median()), "ms")
	b.ReportMetric(milliseconds(s.least()), "min-ms")
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// contest is commands that are to be compared.
type contest []struct {
	name    string
	command func() *exec.Cmd
}

// run runs all commands in turn, again and again, so that a machine that is busy
// for a while is so for each of them.
func (r contest) run(b *testing.B, rounds int) map[string]samples {
	b.Helper()
	taken := map[string]samples{}
	for round := range rounds + 1 {
		for _, one := range r {
			cmd := one.command()
			begin := time.Now()
			if err := cmd.Run(); err != nil {
				b.Fatalf("%s: %v", one.name, err)
			}
			if round > 0 { // the first has to read the file
				taken[one.name] = append(taken[one.name], time.Since(begin))
			}
		}
	}
	return taken
}

// rounds is how often a thing is measured that takes some milliseconds.
func rounds(many int) int {
	if testing.Short() {
		return 3
	}
	return many
}
