package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/spf13/cobra"

	"cbtmap/fetch/simulate"
)

// startServer is a vCenter of one's own.
func startServer(t *testing.T, options simulate.Options) *simulate.Server {
	t.Helper()
	server, err := simulate.Start(options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Close(); err != nil {
			t.Error(err)
		}
	})
	return server
}

// expectNoSession waits for the server to notice: a reply may be on its way.
func expectNoSession(t *testing.T, server *simulate.Server) {
	t.Helper()
	for end := time.Now().Add(5 * time.Second); server.Sessions() > 0; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Errorf("%d sessions are left on the server", server.Sessions())
			server.ExpireSessions()
			return
		}
	}
}

// However a command ends, it logs out.
func TestEveryEndLogsOut(t *testing.T) {
	server := startServer(t, simulate.Options{})
	env := environmentOf(t, server)
	for _, c := range []struct {
		args []string
		code int
	}{
		{[]string{"inventory"}, exitOK},
		{[]string{"inventory", "--vm", "nobody"}, exitFailed},
		{[]string{"doctor", "--vm", "web01"}, -1},
		{[]string{"report", "--vm", "web01", "--disk", "2000"}, exitOK},
		{[]string{"report", "--vm", "sql01"}, exitFailed},
		{[]string{"report", "--vm", "broken01"}, exitFailed},
		{[]string{"report", "--vm", "noperm01"}, exitFailed},
		{[]string{"explore", "--vm", "web01", "--disk", "2000"}, exitOK},
	} {
		for _, protocol := range []string{"soap", "json"} {
			got := runWith(t.Context(), env, append(c.args, "--protocol", protocol)...)
			if c.code >= 0 && got.code != c.code {
				t.Errorf("%v: exit code %d, want %d: %s", c.args, got.code, c.code, got.stderr)
			}
			expectNoSession(t, server)
		}
	}
}

// An interrupt at any moment leaves no session: also between the request to log
// in and its reply.
func TestInterruptAtAnyMomentLogsOut(t *testing.T) {
	server := startServer(t, simulate.Options{Latency: 5 * time.Millisecond})
	env := environmentOf(t, server)
	interrupted := 0
	for after := range 30 {
		ctx, cancel := context.WithTimeout(t.Context(), time.Duration(after)*2*time.Millisecond)
		got := runWith(ctx, env, "report", "--vm", "web01", "--disk", "2000", "--no-cache", "--protocol", []string{"soap", "json"}[after%2])
		cancel()
		if got.code != exitOK {
			interrupted++
		}
	}
	expectNoSession(t, server)
	if interrupted == 0 {
		t.Error("nothing was interrupted")
	}
}

// A session that ended by itself is renewed, and the new one is ended.
func TestExpiredSessionIsRenewedAndEnded(t *testing.T) {
	server := startServer(t, simulate.Options{})
	if err := server.Fail("notAuthenticated@sql01:2*1"); err != nil {
		t.Fatal(err)
	}
	got := runWith(t.Context(), environmentOf(t, server), "report", "--vm", "sql01", "--disk", "2000", "--json")
	if r := decode(t, got); got.code != exitOK || !r.Coverage.Complete {
		t.Errorf("exit code %d: %s", got.code, got.stderr)
	}
	expectNoSession(t, server)
}

// panicking breaks down when it is written to.
type panicking struct{}

func (panicking) Write([]byte) (int, error) { panic("broken") }

// A fault of the program itself logs out as well.
func TestPanicLogsOut(t *testing.T) {
	server := startServer(t, simulate.Options{})
	env := environmentOf(t, server)
	func() {
		defer func() {
			if recover() == nil {
				t.Error("nothing broke down")
			}
		}()
		run(t.Context(), []string{"inventory"}, strings.NewReader(""), panicking{}, io.Discard, env.get)
	}()
	expectNoSession(t, server)
}

// The screens log out when they are left, and when they are interrupted in the
// middle of a fetch.
func TestScreensLogOut(t *testing.T) {
	server := startServer(t, simulate.Options{Latency: time.Minute})
	// What the screens had begun to write goes on for a moment in a process that does
	// not end with them: its folder may not be empty yet when it is removed.
	kept, err := os.MkdirTemp("", "screens")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(kept) })
	for _, interrupted := range []bool{false, true} {
		t.Run(fmt.Sprintf("interrupted=%t", interrupted), func(t *testing.T) {
			ctx, interrupt := context.WithCancel(t.Context())
			defer interrupt()
			shown := &screen{}
			in, keys := io.Pipe()
			defer keys.Close()
			p := &program{stdout: shown, stderr: io.Discard, getenv: environmentIn(kept, server).get}
			e := &exploration{look: lookFlags{color: colorNever, glyphs: "half"}}
			cmd := &cobra.Command{Use: "explore"}
			e.server.add(cmd)
			e.fetch.add(cmd)
			e.pick.VM, e.pick.Disk, e.pick.To = "sql01", "2001", "nightly-7"
			over := make(chan error, 1)
			go func() {
				err := p.screens(ctx, e, tea.WithInput(in), tea.WithWindowSize(100, 30), tea.WithEnvironment([]string{"TERM=xterm-256color"}))
				p.sessions.close()
				over <- err
			}()
			shown.waitFor(t, "not asked")
			if server.Sessions() != 1 {
				t.Errorf("%d sessions, want 1", server.Sessions())
			}
			if interrupted {
				interrupt()
			} else if _, err := io.WriteString(keys, "q"); err != nil {
				t.Fatal(err)
			}
			<-over
			expectNoSession(t, server)
		})
	}
}

// A reader that goes away in the middle ends the session, in a process of its own.
func TestNobodyReadsLogsOut(t *testing.T) {
	server := startServer(t, simulate.Options{})
	for _, args := range [][]string{{"inventory"}, {"report", "--vm", "web01", "--disk", "2000"}} {
		cmd, _ := process(t, environmentOf(t, server), args...)
		read, write, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		var stderr bytes.Buffer
		cmd.Stdout, cmd.Stderr = write, &stderr
		_ = read.Close()
		if code := codeOf(cmd.Run()); code != exitBrokenPipe {
			t.Errorf("%v: exit code %d: %s", args, code, stderr.String())
		}
		_ = write.Close()
		expectNoSession(t, server)
	}
}
