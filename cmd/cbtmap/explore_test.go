package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
)

// screen is a terminal that somebody looks at: it can wait for a text.
type screen struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (s *screen) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(p)
}

func (s *screen) waitFor(t *testing.T, text string) {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		s.mu.Lock()
		found := strings.Contains(s.text.String(), text)
		s.mu.Unlock()
		if found {
			return
		}
	}
	t.Fatalf("%q never appeared", text)
}

// startScreens runs the screens on the simulated vCenter.
func startScreens(t *testing.T, ctx context.Context) (*screen, io.Writer, chan error) {
	t.Helper()
	var shown screen
	in, keys := io.Pipe()
	t.Cleanup(func() { _ = keys.Close() })
	p := &program{stdout: &shown, stderr: io.Discard, getenv: environment{}.get}
	e := &exploration{look: lookFlags{color: colorNever, glyphs: "half"}}
	e.server.demo = true
	over := make(chan error, 1)
	go func() {
		err := p.screens(ctx, e, tea.WithInput(in), tea.WithWindowSize(100, 30), tea.WithEnvironment([]string{"TERM=xterm-256color"}))
		p.sessions.close()
		over <- err
	}()
	return &shown, keys, over
}

func TestLeavingTheScreens(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"TMPDIR", "TMP", "TEMP"} {
		t.Setenv(name, dir)
	}
	shown, keys, over := startScreens(t, t.Context())
	shown.waitFor(t, "files01")
	if _, err := io.WriteString(keys, "q"); err != nil {
		t.Fatal(err)
	}
	if err := <-over; err != nil {
		t.Errorf("leaving is a failure: %v", err)
	}
	expectEmpty(t, dir)
}

func TestInterruptedScreens(t *testing.T) {
	ctx, interrupt := context.WithCancel(t.Context())
	shown, _, over := startScreens(t, ctx)
	shown.waitFor(t, "files01")
	interrupt()
	if err := <-over; !errors.Is(err, errInterrupted) {
		t.Errorf("got %v, want an interruption", err)
	}
}

func TestColorProfile(t *testing.T) {
	for _, c := range []struct {
		when colorFlag
		env  environment
		want colorprofile.Profile
	}{
		{colorAuto, environment{}, colorprofile.Unknown},
		{colorAuto, environment{"NO_COLOR": ""}, colorprofile.Unknown},
		{colorAuto, environment{"NO_COLOR": "yes"}, colorprofile.ASCII},
		{colorAuto, environment{"NO_COLOR": "0"}, colorprofile.ASCII},
		{colorNever, environment{"COLORTERM": "truecolor", "TERM": "xterm"}, colorprofile.ASCII},
		{colorAlways, environment{"TERM": "xterm", "COLORTERM": "truecolor", "NO_COLOR": "1"}, colorprofile.TrueColor},
		{colorAlways, environment{"TERM": "dumb"}, colorprofile.ANSI256},
	} {
		if got := colorProfile(c.when, c.env.get); got != c.want {
			t.Errorf("--color %s with %v: %v, want %v", c.when, c.env, got, c.want)
		}
	}
}
