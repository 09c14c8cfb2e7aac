package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// playing in the environment makes the test binary another program, for what
// only a process of its own can show.
const playing = "CBTMAP_TEST_PLAYS"

const theProgram = "cbtmap"

var roles = map[string]func(){theProgram: main}

// process is the program, to be started with no more of the environment than it
// needs, and a temporary folder of its own.
func process(t *testing.T, env environment, args ...string) (cmd *exec.Cmd, temp string) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	temp = t.TempDir()
	kept := t.TempDir()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	t.Cleanup(cancel)
	cmd = exec.CommandContext(ctx, self, args...)
	cmd.Env = []string{playing + "=" + theProgram, "TMPDIR=" + temp, "TMP=" + temp, "TEMP=" + temp, "XDG_CACHE_HOME=" + kept, "LocalAppData=" + kept, "PATH=" + os.Getenv("PATH"), "SYSTEMROOT=" + os.Getenv("SYSTEMROOT")}
	for name, value := range env {
		cmd.Env = append(cmd.Env, name+"="+value)
	}
	return cmd, temp
}

// codeOf is the exit code behind an error of exec.
func codeOf(err error) int {
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		return exit.ExitCode()
	}
	if err != nil {
		return -1
	}
	return exitOK
}

// A reader that has seen enough ends the program without a word, and the
// program cleans up all the same.
func TestNobodyReads(t *testing.T) {
	for _, args := range [][]string{
		{"inventory", "--demo"},
		{"report", "--demo", "--vm", "web01", "--disk", "2000"},
		{"simulate", "--listen", "127.0.0.1:0"},
		{"version"},
		{"completion", "bash"},
		{"man"},
		{"export", "--demo", "--vm", "web01", "--disk", "2000", "--format", "csv", "-o", "-"},
	} {
		cmd, temp := process(t, nil, args...)
		read, write, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		var stderr bytes.Buffer
		cmd.Stdout, cmd.Stderr = write, &stderr
		_ = read.Close()
		code := codeOf(cmd.Run())
		_ = write.Close()
		if code != exitBrokenPipe || stderr.Len() > 0 {
			t.Errorf("%v: exit code %d, %q", args, code, stderr.String())
		}
		expectEmpty(t, temp)
	}
}

// A proxy is taken from the environment, and blamed for its own faults only.
func TestDeadProxyIsNamed(t *testing.T) {
	cmd, _ := process(t, environment{
		"HTTPS_PROXY":   "http://root:5ecret@127.0.0.1:1",
		"GOVC_URL":      "vc01.example.com",
		"GOVC_USERNAME": "root",
		"GOVC_PASSWORD": "hunter2",
	}, "inventory")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	code := codeOf(cmd.Run())
	if got, want := stderr.String(), "cbtmap: the proxy 127.0.0.1:1 on the way to vc01.example.com cannot be reached "; code != exitFailed || !strings.HasPrefix(got, want) || strings.Contains(got, "5ecret") {
		t.Errorf("exit code %d: %q does not begin with %q", code, got, want)
	}
}
