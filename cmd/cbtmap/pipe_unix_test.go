//go:build unix

package main

import (
	"context"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"cbtmap/fetch/simulate"
)

// A secret may come from a pipe, as of <(…) in a shell. One that nobody writes to
// does not keep the program from ending.
func TestSecretFromPipe(t *testing.T) {
	server := vcenterForTests(t)
	for _, args := range [][]string{{"inventory", "--vm", "web01"}, {"report", "--vm", "web01"}} {
		pipe, env := newPipe(t), environmentOf(t, server)
		env["GOVC_PASSWORD"] = pipe
		ctx, interrupt := context.WithTimeout(t.Context(), 50*time.Millisecond)
		ended := make(chan result, 1)
		go func() { ended <- runWith(ctx, env, args...) }()
		select {
		case got := <-ended:
			if got.code != exitInterrupted || got.stderr != "cbtmap: interrupted\n" {
				t.Errorf("%v: exit code %d, %q", args, got.code, got.stderr)
			}
		case <-time.After(10 * time.Second):
			t.Errorf("%v does not end", args)
		}
		interrupt()
		// Whoever still waits for a writer is let go.
		if err := os.WriteFile(pipe, nil, 0); err != nil {
			t.Fatal(err)
		}
	}
	pipe, env := newPipe(t), environmentOf(t, server) // nobody else reads from it
	env["GOVC_PASSWORD"] = pipe
	go func() { _ = os.WriteFile(pipe, []byte(simulate.Password+"\n"), 0) }()
	if got := runWith(t.Context(), env, "inventory", "--vm", "web01"); got.code != exitOK {
		t.Errorf("exit code %d: %s", got.code, got.stderr)
	}
}

func newPipe(t *testing.T) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "password")
	if err := syscall.Mkfifo(name, 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}
