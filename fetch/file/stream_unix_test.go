//go:build unix

package file_test

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"cbtmap/fetch/file"
)

func pipe(t *testing.T) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "pipe.csv")
	if err := syscall.Mkfifo(name, 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// What is written to a pipe arrives there, and the pipe stays one.
func TestStreamToAPipe(t *testing.T) {
	name := pipe(t)
	long := strings.Repeat("0123456789abcdef", 1<<14)
	got := make(chan string)
	go func() {
		b, _ := os.ReadFile(name)
		got <- string(b)
	}()
	if n, err := file.Stream(t.Context(), name, text(long)); err != nil || n != int64(len(long)) {
		t.Fatal(n, err)
	}
	if <-got != long || !file.IsStream(name) {
		t.Error("something else arrived, or the pipe is gone")
	}
}

func TestStreamToADevice(t *testing.T) {
	if !file.IsStream(os.DevNull) {
		t.Fatal("it is none")
	}
	if n, err := file.Stream(t.Context(), os.DevNull, text("x")); err != nil || n != 1 {
		t.Error(n, err)
	}
	broken := errors.New("broken")
	if _, err := file.Stream(t.Context(), os.DevNull, func(io.Writer) error { return broken }); !errors.Is(err, broken) {
		t.Error(err)
	}
	if name := filepath.Join(t.TempDir(), "no.csv"); file.IsStream(name) || file.IsStream(filepath.Dir(name)) {
		t.Error("what is not there, or a folder, is taken for one")
	}
}

// Nobody waits for a reader longer than he wants to: neither for one that does not
// come, nor for one that does not read.
func TestStreamIsInterrupted(t *testing.T) {
	for _, opened := range []bool{false, true} {
		name := pipe(t)
		if opened {
			idle, err := os.OpenFile(name, os.O_RDWR, 0)
			if err != nil {
				t.Fatal(err)
			}
			defer idle.Close()
		}
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		_, err := file.Stream(ctx, name, text(strings.Repeat("x", 1<<20)))
		cancel()
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("opened %t: %v", opened, err)
		}
	}
}
