package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// A map that may be wrong leaves with a word, in whatever form it leaves.
func TestDoubtsAreTold(t *testing.T) {
	server := vcenterForTests(t)
	env := environmentOf(t, server)
	dir := t.TempDir()
	to := map[string]string{"web01": "nightly-7", "nfs01": "nightly-7", "reset01": "nightly-3"}
	for vm, word := range map[string]string{"web01": "", "nfs01": "the map is fallback", "reset01": "the map is suspect"} {
		for _, format := range []string{formatCapture, formatSVG, "csv", "json", "mapfile"} {
			got := runWith(t.Context(), env, "export", "--vm", vm, "--disk", "2000", "--to", to[vm], "-o", filepath.Join(dir, vm+suffixOf(format)))
			warned := strings.Contains(got.stderr, "cbtmap: warning: ")
			if got.code != exitOK || warned != (word != "" && format == "json") {
				t.Errorf("%s as %s: exit code %d, %q", vm, format, got.code, got.stderr)
			}
			if verdict := strings.TrimPrefix(word, "the map is "); word != "" && (format == "csv" || format == "mapfile") {
				report := decode(t, runWith(t.Context(), env, "report", "--json", filepath.Join(dir, vm+suffixOf(format))))
				if report.Audit.Verdict != verdict || len(report.Audit.Findings) == 0 {
					t.Errorf("%s as %s is %s when it is read again: %+v", vm, format, report.Audit.Verdict, report.Audit.Findings)
				}
			}
			if warned && !strings.Contains(got.stderr, word) {
				t.Errorf("%s as %s: %q does not say that %s", vm, format, got.stderr, word)
			}
		}
	}
}

// That areas are allocated ones is told with a file that reads as one of changes.
func TestAllocatedIsTold(t *testing.T) {
	env := environmentOf(t, vcenterForTests(t))
	dir := t.TempDir()
	for format, warned := range map[string]bool{formatCapture: false, formatSVG: false, "csv": true, "json": true, "mapfile": true} {
		got := runWith(t.Context(), env, "export", "--vm", "web01", "--disk", "2000", "--from", "*", "-o", filepath.Join(dir, "all"+suffixOf(format)))
		if got.code != exitOK || strings.Contains(got.stderr, "no place to say that its areas are allocated ones") != warned {
			t.Errorf("%s: exit code %d, %q", format, got.code, got.stderr)
		}
	}
}
