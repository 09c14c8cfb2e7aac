//go:build unix

package main

import (
	"os/exec"
	"sync"
	"testing"
)

// BenchmarkOpen compares a report on a capture with unpacking it and counting its
// lines: "ms" is the median of several runs, "min-ms" the least; "of-zcat" is how
// many times as long cbtmap takes.
func BenchmarkOpen(b *testing.B) {
	for _, size := range []struct {
		name    string
		extents int
	}{{"1M", 1_000_000}, {"10M", 10_000_000}} {
		b.Run(size.name, func(b *testing.B) { openCapture(b, captureOf(b, extentsOf(size.extents))) })
	}
}

func openCapture(b *testing.B, file string) {
	programs := contest{
		{"zcat", func() *exec.Cmd { return exec.Command("sh", "-c", `zcat <"$0" | wc -l`, file) }},
		{"cbtmap", func() *exec.Cmd { return cbtmap(b, "report", file) }},
	}
	taken := sync.OnceValue(func() map[string]samples { return programs.run(b, rounds(9)) })
	for _, p := range programs {
		b.Run(p.name, func(b *testing.B) {
			all := taken()
			all[p.name].report(b)
			if p.name == "cbtmap" {
				b.ReportMetric(float64(all["cbtmap"].median())/float64(all["zcat"].median()), "of-zcat")
			}
		})
	}
}
