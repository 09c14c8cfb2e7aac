//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A pipe gets what is exported, as of >(…) in a shell, and stays one, whole map or not.
func TestExportToAPipe(t *testing.T) {
	list := filepath.Join(t.TempDir(), "list.csv")
	if err := os.WriteFile(list, []byte("start,length\n65536,65536\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for capacity, want := range map[string]int{"1GiB": exitOK, "": exitIncomplete} {
		pipe := newPipe(t)
		arrived := make(chan string)
		go func() {
			text, _ := os.ReadFile(pipe)
			arrived <- string(text)
		}()
		args := []string{"export", list, "--format", "csv", "-o", pipe}
		if capacity != "" {
			args = append(args, "--capacity", capacity)
		}
		got := runWith(t.Context(), nil, args...)
		if got.code != want {
			_ = os.WriteFile(pipe, nil, 0) // lets go of who reads
			t.Errorf("exit code %d: %s", got.code, got.stderr)
		}
		if text := <-arrived; !strings.Contains(text, "65536,65536,changed") {
			t.Errorf("%q arrived", text)
		}
	}
}
