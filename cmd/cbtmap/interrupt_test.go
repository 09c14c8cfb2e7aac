package main

import (
	"context"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"cbtmap/fetch/simulate"
	"cbtmap/fetch/vcenter"
)

// An interrupted report prints what it has, and says that it was interrupted.
func TestInterruptedReport(t *testing.T) {
	ctx, interrupt := context.WithCancel(t.Context())
	server := vcenterForTests(t)
	hanging := proxy(t, server, func(_ http.ResponseWriter, r *http.Request) {
		interrupt()
		<-r.Context().Done()
	})
	env := environmentOf(t, server)
	env["GOVC_URL"] = hanging.URL + "/sdk"
	got := runWith(ctx, env, "report", "--vm", "sql01", "--disk", "2001", "--insecure")
	if got.code != exitInterrupted {
		t.Errorf("exit code %d, want %d", got.code, exitInterrupted)
	}
	if !strings.Contains(got.stdout, "coverage     incomplete: ") || !strings.Contains(got.stdout, "≥ ") {
		t.Errorf("the report does not show what it has:\n%s", got.stdout)
	}
	if !strings.HasPrefix(got.stderr, "cbtmap: interrupted: the report covers ") || !strings.Contains(got.stderr, "\ncbtmap: hint: run the same again to go on from there") {
		t.Errorf("standard error: %q", got.stderr)
	}
}

// Nothing is promised where nothing is kept.
func TestInterruptedReportWithoutCache(t *testing.T) {
	ctx, interrupt := context.WithCancel(t.Context())
	server := vcenterForTests(t)
	hanging := proxy(t, server, func(_ http.ResponseWriter, r *http.Request) {
		interrupt()
		<-r.Context().Done()
	})
	env := environmentOf(t, server)
	env["GOVC_URL"] = hanging.URL + "/sdk"
	got := runWith(ctx, env, "report", "--vm", "sql01", "--disk", "2001", "--insecure", "--no-cache", "--json")
	if want := `{"error":{"fault":"canceled","property":"","key":"","what":"interrupted: the report covers `; !strings.HasPrefix(got.stderr, want) || strings.Contains(got.stderr, "again") {
		t.Errorf("standard error: %q", got.stderr)
	}
}

func TestInterruptedBeforeAnything(t *testing.T) {
	ctx, interrupt := context.WithCancel(t.Context())
	interrupt()
	env := environmentOf(t, vcenterForTests(t))
	for _, args := range [][]string{{"inventory"}, {"report", "--vm", "web01"}, {"report", "--vm", "web01", "--demo"}} {
		got := runWith(ctx, env, args...)
		if got.code != exitInterrupted || got.stdout != "" || got.stderr != "cbtmap: interrupted\n" {
			t.Errorf("%v: exit code %d, %q, %q", args, got.code, got.stdout, got.stderr)
		}
	}
}

// Whatever a run opens is closed, and leaves no files.
func TestNothingIsLeftBehind(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"TMPDIR", "TMP", "TEMP"} {
		t.Setenv(name, dir)
	}
	if got := runWith(t.Context(), nil, "report", "--demo", "--vm", "web01", "--disk", "2000"); got.code != exitOK {
		t.Fatal(got.stderr)
	}
	expectEmpty(t, dir)
}

func expectEmpty(t *testing.T, dir string) {
	t.Helper()
	left, err := os.ReadDir(dir)
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

// A session that is opened while the program ends is closed all the same, and
// none is opened after that.
func TestSessionsOpenedWhileClosing(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"TMPDIR", "TMP", "TEMP"} {
		t.Setenv(name, dir)
	}
	var s sessions
	opened := make(chan error, 1)
	go func() {
		_, err := s.demo(t.Context(), simulate.Options{}, vcenter.Config{})
		opened <- err
	}()
	time.Sleep(5 * time.Millisecond) // anywhere in the opening will do
	s.close()
	<-opened
	expectEmpty(t, dir)
	if _, err := s.demo(t.Context(), simulate.Options{}, vcenter.Config{}); err == nil {
		t.Error("a session was opened after the end")
	}
}
