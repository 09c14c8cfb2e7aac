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
	for vm, word := range map[string]string{"web01": "", "nfs01": "the map is fallback", "reset01": "the map is suspect"} {
		for _, format := range []string{formatCapture, formatSVG, "csv", "json", "mapfile"} {
			got := runWith(t.Context(), env, "export", "--vm", vm, "--disk", "2000", "-o", filepath.Join(dir, vm+suffixOf(format)))
			warned := strings.Contains(got.stderr, "cbtmap: warning: ")
			if got.code != exitOK || warned != (word != "" && !isPicture(format) && format != formatCapture) {
				t.Errorf("%s as %s: exit code %d, %q", vm, format, got.code, got.stderr)
			}
			if warned && !strings.Contains(got.stderr, word) {
				t.Errorf("%s as %s: %q does not say that %s", vm, format, got.stderr, word)
			}
		}
	}
}
