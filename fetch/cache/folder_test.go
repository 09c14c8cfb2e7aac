package cache

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"cbtmap/fetch/fault"
)

func TestDir(t *testing.T) {
	root := t.TempDir() // absolute, wherever the test runs
	for name, c := range map[string]struct {
		system string
		env    map[string]string
		want   string // below root; "" for an error
	}{
		"home":                 {"linux", map[string]string{"HOME": root}, ".cache/cbtmap"},
		"mac":                  {"darwin", map[string]string{"HOME": root}, ".cache/cbtmap"},
		"xdg":                  {"linux", map[string]string{"HOME": "/elsewhere", "XDG_CACHE_HOME": root}, "cbtmap"},
		"xdg on a mac":         {"darwin", map[string]string{"XDG_CACHE_HOME": root}, "cbtmap"},
		"xdg that is relative": {"linux", map[string]string{"HOME": root, "XDG_CACHE_HOME": "cache"}, ".cache/cbtmap"},
		"windows":              {"windows", map[string]string{"LocalAppData": root, "HOME": "/elsewhere"}, "cbtmap"},
		"nothing":              {"linux", nil, ""},
		"nothing on windows":   {"windows", map[string]string{"HOME": root}, ""},
	} {
		got, err := dirOn(c.system, func(name string) string { return c.env[name] })
		if c.want == "" {
			if f := fault.Of(err); got != "" || f.What == "" || f.Advice == "" {
				t.Errorf("%s: %q, %+v", name, got, f)
			}
			continue
		}
		if want := filepath.Join(root, filepath.FromSlash(c.want)); got != want || err != nil {
			t.Errorf("%s: %q, %v; want %q", name, got, err, want)
		}
	}
	if dir, err := Dir(func(string) string { return root }); err != nil || filepath.Base(dir) != "cbtmap" {
		t.Errorf("%q, %v", dir, err)
	}
}

// Where no folder can be, there is a warning and a nil entry, and no more.
func TestNoFolder(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{file, filepath.Join(file, "below")} {
		e, err := Open(dir, 0).Interval(Key{From: "a", To: "b"})
		if e != nil || err == nil {
			t.Fatalf("%v, %v", e, err)
		}
		if f := fault.Of(err); f.Fault != "cache" || f.Meaning == "" || f.Advice == "" {
			t.Errorf("%+v", f)
		}
	}
}

// A disk that is full, or gone, ends the keeping and nothing else.
func TestWriteFails(t *testing.T) {
	e, err := Open(t.TempDir(), 0).Interval(Key{From: "a", To: "b", Capacity: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	if err := e.Keep(0, page(0, 1<<16)); err != nil {
		t.Fatal(err)
	}
	_ = e.out.Close()
	first := e.Keep(1<<16, page(1<<16, 1<<16))
	if f := fault.Of(first); !errors.Is(first, fs.ErrClosed) || f.Fault != "cache" || f.Advice == "" {
		t.Errorf("%+v", f)
	}
	if again := e.Keep(1<<16, page(1<<16, 1<<16)); again != first {
		t.Errorf("then %v", again)
	}
}

func TestInUnits(t *testing.T) {
	for n, want := range map[int64]string{7: "7 B", 1 << 10: "1 KiB", 3 << 29: "1.5 GiB", DefaultLimit: "1 GiB", 5 << 42: "20 TiB"} {
		if got := inUnits(n); got != want {
			t.Errorf("%d is %q, want %q", n, got, want)
		}
	}
}

// A file has one writer in its life: the name of another's cannot be had.
func TestCreateIsNew(t *testing.T) {
	root, err := openFolder(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	name := newName(Key{}.name())
	out, err := create(root, name)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	if _, err := create(root, name); !errors.Is(err, fs.ErrExist) {
		t.Errorf("a second writer: %v", err)
	}
	if other := newName(Key{}.name()); other == name {
		t.Error("two runs have one name")
	}
}
