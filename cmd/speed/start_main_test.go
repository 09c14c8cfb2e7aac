package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
)

// scratch is a folder for programs and files that several benchmarks use; it is
// removed when all are done.
var scratch string

func TestMain(m *testing.M) {
	var err error
	if scratch, err = os.MkdirTemp("", "cbtmap-speed-"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	_ = os.RemoveAll(scratch)
	os.Exit(code)
}

// built are the programs by their packages, each built once.
var built sync.Map

// program is a package's binary, built as a person would build it.
func program(b *testing.B, pkg string) string {
	b.Helper()
	build, _ := built.LoadOrStore(pkg, sync.OnceValues(func() (string, error) {
		binary := filepath.Join(scratch, filepath.Base(pkg)+".exe")
		out, err := exec.Command("go", "build", "-o", binary, pkg).CombinedOutput()
		if err != nil {
			return "", fmt.Errorf("go build %s: %w\n%s", pkg, err, out)
		}
		return binary, nil
	}))
	binary, err := build.(func() (string, error))()
	if err != nil {
		b.Fatal(err)
	}
	return binary
}

// cbtmap is the program itself, to be run where nobody's settings matter.
func cbtmap(b *testing.B, args ...string) *exec.Cmd {
	b.Helper()
	cmd := exec.Command(program(b, "cbtmap/cmd/cbtmap"), args...)
	cmd.Env = surroundings()
	return cmd
}

// surroundings is an environment without anybody's server, cache, colours or
// settings of the Go runtime.
func surroundings() []string {
	env := []string{"TERM=xterm-256color", "COLORTERM=truecolor", "HOME=" + scratch, "XDG_CACHE_HOME=" + scratch}
	for _, name := range []string{"PATH", "TMPDIR", "SYSTEMROOT"} {
		if value, ok := os.LookupEnv(name); ok {
			env = append(env, name+"="+value)
		}
	}
	return env
}
