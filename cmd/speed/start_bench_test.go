package main

import (
	"os/exec"
	"sync"
	"testing"
)

// BenchmarkStart measures programs from their start to their end, and those with
// screens to what a person waits for: "ms" is the median of several starts,
// "min-ms" the least.
//
//	true                   the least that a program takes
//	empty                  the least that one of Go takes
//	govmomi                the same, with all of govmomi that cbtmap has: govmomi −
//	                       empty is what its tables cost before main begins
//	version, help          cbtmap; version also by "of-budget", its share of three
//	                       times true and govmomi's own
//	demo                   to the list of virtual machines
//	demo-map               to the first map, and all of it: "whole-ms"
//	capture                the same of a capture of 1 M extents
func BenchmarkStart(b *testing.B) {
	programs := contest{
		{"true", func() *exec.Cmd { return exec.Command("true") }},
		{"empty", func() *exec.Cmd { return exec.Command(program(b, "./testdata/empty")) }},
		{"govmomi", func() *exec.Cmd { return exec.Command(program(b, "./testdata/govmomi")) }},
		{"version", func() *exec.Cmd { return cbtmap(b, "version") }},
		{"help", func() *exec.Cmd { return cbtmap(b, "--help") }},
	}
	taken := sync.OnceValue(func() map[string]samples { return programs.run(b, rounds(31)) })
	for _, p := range programs {
		b.Run(p.name, func(b *testing.B) {
			all := taken()
			all[p.name].report(b)
			if p.name == "version" {
				budget := 3*all["true"].median() + all["govmomi"].median() - all["empty"].median()
				b.ReportMetric(float64(all["version"].median())/float64(budget), "of-budget")
			}
		})
	}
	startScreens(b)
}
