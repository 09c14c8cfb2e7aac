//go:build unix

package main

import (
	"bufio"
	"bytes"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"cbtmap/fetch/simulate"
)

// Closing the terminal is told more than once, and so is an interrupt by a program
// that signals its child and then its group. All end the program as one would:
// everything is cleaned up.
func TestSignalsThatComeInNumbers(t *testing.T) {
	hangupsCount(t)
	for _, signal := range []syscall.Signal{syscall.SIGHUP, syscall.SIGINT, syscall.SIGTERM} {
		t.Run(signal.String(), func(t *testing.T) {
			env := filepath.Join(t.TempDir(), "env.sh")
			cmd, temp := process(t, nil, "simulate", "--listen", "127.0.0.1:0", "--env-file", env)
			out, err := cmd.StdoutPipe()
			if err != nil {
				t.Fatal(err)
			}
			var stderr bytes.Buffer
			cmd.Stderr = &stderr
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			if _, err := bufio.NewReader(out).ReadString('\n'); err != nil {
				t.Fatal(err)
			}
			for range 20 { // with a pause, so that they are not taken for one
				_ = cmd.Process.Signal(signal)
				time.Sleep(200 * time.Microsecond)
			}
			if code := codeOf(cmd.Wait()); code != exitOK {
				t.Errorf("exit code %d: %s", code, stderr.String())
			}
			expectEmpty(t, temp)
			expectEmpty(t, filepath.Dir(env))
		})
	}
}

// The example of simulate --help, as a shell runs it.
func TestSimulateExampleInAShell(t *testing.T) {
	var p program
	script := p.simulateCommand().Example
	for _, change := range [][2]string{
		{"cbtmap simulate ", "cbtmap simulate --listen 127.0.0.1:0 "}, // not the port that somebody may use
		{"govc find / -type m\n", "stat -c %a env.sh\n"},              // govc is not everywhere
	} {
		if !strings.Contains(script, change[0]) {
			t.Fatalf("the example has no %q:\n%s", change[0], script)
		}
		script = strings.Replace(script, change[0], change[1], 1)
	}
	cmd, temp := process(t, nil)
	work := t.TempDir()
	if err := os.Symlink(cmd.Path, filepath.Join(work, "cbtmap")); err != nil {
		t.Fatal(err)
	}
	sh, _ := process(t, environment{"PATH": work + ":" + os.Getenv("PATH"), "TMPDIR": temp})
	sh.Path, sh.Args = "/bin/sh", []string{"sh", "-ec", script + "\nkill $!\nwait $!\n[ ! -e env.sh ]"}
	sh.Dir = work
	out, err := sh.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "files01 · ") || !strings.Contains(string(out), "600\n") {
		t.Errorf("%v:\n%s", err, out)
	}
	expectEmpty(t, temp)
}

// A signal in the middle of a fetch ends the session and prints what there is.
func TestSignalsLogOut(t *testing.T) {
	hangupsCount(t)
	server := startServer(t, simulate.Options{Latency: time.Minute})
	for _, signal := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP} {
		for _, protocol := range []string{"soap", "json"} {
			before := server.Questions()
			cmd, temp := process(t, environmentOf(t, server), "report", "--vm", "sql01", "--disk", "2001", "--protocol", protocol)
			var stderr bytes.Buffer
			cmd.Stderr = &stderr
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			for server.Questions() == before && cmd.ProcessState == nil {
				time.Sleep(5 * time.Millisecond)
			}
			if server.Sessions() != 1 {
				t.Errorf("%d sessions, want 1", server.Sessions())
			}
			_ = cmd.Process.Signal(signal)
			if code := codeOf(cmd.Wait()); code != exitInterrupted || stderr.String() != "cbtmap: interrupted\n" {
				t.Errorf("%v: exit code %d, %q", signal, code, stderr.String())
			}
			expectNoSession(t, server)
			expectEmpty(t, temp)
		}
	}
}

// hangupsCount makes processes that are started from here heed SIGHUP, also where
// the tests run under nohup: a signal that is caught is not ignored by children.
func hangupsCount(t *testing.T) {
	caught := make(chan os.Signal, 1)
	signal.Notify(caught, syscall.SIGHUP)
	t.Cleanup(func() { signal.Stop(caught) })
}
