package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

// startSaving runs the screens on a list of so many areas, and types the name of a file
// in a folder of its own to save it to.
func startSaving(t *testing.T, ctx context.Context, areas int, name string) (dir string, shown *screen, keys io.Writer, over chan error) {
	t.Helper()
	dir = t.TempDir()
	list := filepath.Join(t.TempDir(), "list.csv")
	f, err := os.Create(list)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintln(f, "start,length")
	for i := range areas {
		fmt.Fprintf(f, "%d,%d\n", int64(i)<<20, 4096+4096*(i*7919%199))
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	shown = new(screen)
	in, out := io.Pipe()
	t.Cleanup(func() { _ = out.Close() })
	p := &program{stdout: shown, stderr: io.Discard, getenv: environment{}.get}
	e := &exploration{look: lookFlags{color: colorNever, glyphs: "half"}, files: []string{list}}
	e.fetch.noCache = true
	e.reading.capacity = int64(areas) << 20
	over = make(chan error, 1)
	go func() {
		over <- p.screens(ctx, e, tea.WithInput(in), tea.WithWindowSize(100, 30), tea.WithEnvironment([]string{"TERM=xterm-256color"}))
	}()
	shown.waitFor(t, "complete")
	press(t, out, "s")
	shown.waitFor(t, "save as")
	press(t, out, "\x15"+filepath.Join(dir, name)) // ctrl+u
	return dir, shown, out, over
}

func press(t *testing.T, keys io.Writer, text string) {
	t.Helper()
	if _, err := io.WriteString(keys, text); err != nil {
		t.Fatal(err)
	}
}

// left waits for the end of the screens.
func left(t *testing.T, over chan error) error {
	t.Helper()
	select {
	case err := <-over:
		return err
	case <-time.After(30 * time.Second):
		t.Fatal("the screens never end")
		return nil
	}
}

// Leaving in the middle of a save leaves a file that is all there.
func TestLeavingSavesFirst(t *testing.T) {
	dir, _, keys, over := startSaving(t, t.Context(), 300_000, "a.cbtmap")
	press(t, keys, "\rq")
	if err := left(t, over); err != nil {
		t.Errorf("leaving is a failure: %v", err)
	}
	if got := runWith(t.Context(), nil, "report", "--json", filepath.Join(dir, "a.cbtmap")); got.code != exitOK {
		t.Errorf("exit code %d: %s", got.code, got.stderr)
	}
	only(t, dir, "a.cbtmap")
}

// Whoever does not wait is told what was not saved, and nothing is left of it.
func TestGivingUpASaveLeavesNothing(t *testing.T) {
	for what, end := range map[string]struct {
		keys string
		code int
	}{
		"a second q": {"qq", exitFailed},
		"ctrl+c":     {"\x03", exitInterrupted},
		"a signal":   {"", exitInterrupted},
	} {
		t.Run(what, func(t *testing.T) {
			ctx, interrupt := context.WithCancel(t.Context())
			defer interrupt()
			dir, shown, keys, over := startSaving(t, ctx, 300_000, "a.cbtmap")
			press(t, keys, "\r"+end.keys)
			if end.keys == "" {
				shown.waitFor(t, "saving ")
				interrupt()
			}
			err := left(t, over)
			files, _ := filepath.Glob(filepath.Join(dir, "*"))
			if len(files) > 0 { // it was there before the keys were
				only(t, dir, "a.cbtmap")
				return
			}
			only(t, dir)
			if code := exitCode(t.Context(), err); code != end.code || errors.Is(err, errInterrupted) != (code == exitInterrupted) {
				t.Errorf("exit code %d: %v", code, err)
			}
			if err == nil || !strings.Contains(err.Error(), `a.cbtmap" was not saved`) {
				t.Errorf("got %v", err)
			}
		})
	}
}

// only checks which files there are, hidden ones among them.
func only(t *testing.T, dir string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("there is %q, want %q", got, want)
	}
}
