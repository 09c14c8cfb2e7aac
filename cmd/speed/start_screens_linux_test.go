package main

import (
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

// startScreens measures what a person waits for who starts the screens.
func startScreens(b *testing.B) {
	b.Run("demo", func(b *testing.B) {
		var first samples
		for b.Loop() {
			t := startTerminal(b, cbtmap(b, "demo"))
			first = append(first, t.until(b, "the list of machines", showsMachines))
			t.end()
		}
		first.report(b)
	})
	b.Run("demo-map", func(b *testing.B) {
		startMap(b, func() *exec.Cmd {
			return cbtmap(b, "demo", "--vm", "sql01", "--disk", "Hard disk 2", "--from", "nightly-6", "--to", "nightly-7")
		})
	})
	b.Run("capture", func(b *testing.B) {
		file := captureOf(b, extentsOf(1_000_000))
		startMap(b, func() *exec.Cmd { return cbtmap(b, "open", "--no-cache", file) })
	})
}

// startMap measures how long it takes to the first map, and to the whole of it.
func startMap(b *testing.B, start func() *exec.Cmd) {
	var first, whole samples
	for b.Loop() {
		t := startTerminal(b, start())
		at := t.until(b, "a map", showsMap)
		first = append(first, at)
		if !showsWholeMap(t.screen.String()) {
			at = t.until(b, "the whole map", showsWholeMap)
		}
		whole = append(whole, at)
		t.end()
	}
	first.report(b)
	b.ReportMetric(milliseconds(whole.median()), "whole-ms")
	b.ReportMetric(milliseconds(whole.least()), "min-whole-ms")
}

func showsMachines(screen string) bool {
	return strings.Contains(screen, "virtual machines") && strings.Contains(screen, "broken01")
}

// The totals stand below the map, and are drawn after it.
var (
	someTotals = regexp.MustCompile(`changed (≥ )?[1-9][\d.,]* .iB of [\d.]+ .iB`)
	allTotals  = regexp.MustCompile(`changed [1-9][\d.,]* .iB of [\d.]+ .iB`)
)

func showsMap(screen string) bool { return someTotals.MatchString(screen) }

func showsWholeMap(screen string) bool {
	return allTotals.MatchString(screen) && strings.Contains(screen, "complete, trustworthy")
}
