//go:build unix

package cache_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"cbtmap/fetch/cache"
)

func mode(t *testing.T, path string) fs.FileMode {
	t.Helper()
	info, err := os.Lstat(path)
	if err != nil {
		t.Fatal(err)
	}
	return info.Mode().Perm()
}

// Nobody else may look into the folder, whatever the umask and whatever was
// there before.
func TestModes(t *testing.T) {
	defer syscall.Umask(syscall.Umask(0))
	dir := filepath.Join(t.TempDir(), "a", "cbtmap")
	keep(t, dir, key, numbered(0))
	file := only(t, dir)
	if mode(t, dir) != 0o700 || mode(t, file) != 0o600 {
		t.Errorf("folder %o, file %o", mode(t, dir), mode(t, file))
	}
	if os.Chmod(dir, 0o755) != nil || os.Chmod(file, 0o644) != nil {
		t.Fatal("chmod")
	}
	kept(t, dir, key)
	if mode(t, dir) != 0o700 || mode(t, file) != 0o600 {
		t.Errorf("then folder %o, file %o", mode(t, dir), mode(t, file))
	}
}

// A link in the folder does not make us read, write or remove what is elsewhere.
func TestLinks(t *testing.T) {
	dir := t.TempDir()
	keep(t, dir, key, numbered(0))
	name := only(t, dir)
	outside := filepath.Join(t.TempDir(), "mine")
	if err := os.Rename(name, outside); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(outside, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, name); err != nil {
		t.Fatal(err)
	}
	got, err := kept(t, dir, key)
	if err != nil || len(got) != 0 {
		t.Errorf("read %v, %v through a link", got, err)
	}
	keep(t, dir, key, numbered(1))
	open(t, cache.Open(dir, 1), interval(3))
	if mode(t, outside) != 0o644 {
		t.Error("a file elsewhere was touched")
	}
}

// A pipe where a file should be must not stop the program.
func TestPipe(t *testing.T) {
	dir := t.TempDir()
	keep(t, dir, key, numbered(0))
	name := only(t, dir)
	if err := os.Remove(name); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mkfifo(name, 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := kept(t, dir, key); err != nil || len(got) != 0 {
		t.Errorf("read %v, %v from a pipe", got, err)
	}
}
