package file_test

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"cbtmap/fetch/file"
)

func text(s string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, s)
		return err
	}
}

func contents(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestReplace(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "map.csv")
	if n, err := file.Replace(name, false, text("one")); err != nil || n != 3 || contents(t, name) != "one" {
		t.Fatal(n, err)
	}
	if _, err := file.Replace(name, false, text("two")); !errors.Is(err, fs.ErrExist) || contents(t, name) != "one" {
		t.Fatal(err)
	}
	if _, err := file.Replace(name, true, text("two")); err != nil || contents(t, name) != "two" {
		t.Fatal(err)
	}
	broken := errors.New("broken")
	if _, err := file.Replace(name, true, func(w io.Writer) error { _, _ = io.WriteString(w, "half"); return broken }); !errors.Is(err, broken) || contents(t, name) != "two" {
		t.Fatal(err)
	}
	if _, err := file.Replace(dir, true, text("x")); err == nil {
		t.Error("a folder was written over")
	}
	if _, err := file.Replace(filepath.Join(dir, "no", "such"), false, text("x")); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 1 {
		t.Errorf("%v, %v", left, err)
	}
}

// A file that came while another was written is not lost.
func TestReplaceIsNotOvertaken(t *testing.T) {
	name := filepath.Join(t.TempDir(), "map.csv")
	_, err := file.Replace(name, false, func(w io.Writer) error { return os.WriteFile(name, []byte("first"), 0o600) })
	if !errors.Is(err, fs.ErrExist) || contents(t, name) != "first" {
		t.Error(err)
	}
}

// A link stays one: what it leads to is replaced.
func TestReplaceThroughALink(t *testing.T) {
	dir := t.TempDir()
	name, link := filepath.Join(dir, "map.csv"), filepath.Join(dir, "link")
	if err := os.WriteFile(name, []byte("one"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(name, link); err != nil {
		t.Logf("no links here: %v", err) // Windows may forbid them
		return
	}
	if _, err := file.Replace(link, true, text("two")); err != nil || contents(t, name) != "two" {
		t.Error(err)
	}
}
