package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"cbtmap/fetch/capture"
)

// remembered is a list of recent captures in a folder of its own, and files.
func remembered(t *testing.T) (recents, func(name string) string) {
	t.Helper()
	t.Chdir(t.TempDir())
	state := t.TempDir()
	env := environment{"XDG_STATE_HOME": state, "LocalAppData": state}
	file := func(name string) string {
		path := filepath.Join(state, name)
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	return recents{getenv: env.get}, file
}

func paths(r recents) (list []string) {
	for _, one := range r.list() {
		list = append(list, filepath.Base(one.Path)+" "+one.Note)
	}
	return list
}

// The newest comes first, each once, and what is gone is not offered.
func TestRecentCaptures(t *testing.T) {
	r, file := remembered(t)
	if got := r.list(); len(got) != 0 {
		t.Fatalf("nothing was opened, but %v is recent", got)
	}
	header := capture.Header{VM: capture.VM{Name: "sql01"}, Disk: capture.Disk{Label: "Hard disk 2"}, Interval: capture.Interval{ToSnapshot: "nightly-7"}}
	gone := file("gone.cbtmap")
	for _, path := range []string{file("a.cbtmap"), gone, file("b.cbtmap"), file("a.cbtmap")} {
		r.note(path, header)
	}
	if err := os.Remove(gone); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("here.cbtmap", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	about := " sql01 · Hard disk 2 · nightly-7"
	if got, want := strings.Join(paths(r), "\n"), "a.cbtmap"+about+"\nb.cbtmap"+about+"\nhere.cbtmap "; got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	if got := (recents{getenv: r.getenv, off: true}).list(); len(got) != 1 {
		t.Errorf("without a memory there is %v", got)
	}
}

// The list stays short, is for its owner only, and any trouble with it is none.
func TestRecentCapturesAreAConvenience(t *testing.T) {
	r, file := remembered(t)
	for i := range mostRecent + 5 {
		r.note(file(fmt.Sprintf("%02d.cbtmap", i)), capture.Header{})
	}
	if got := paths(r); len(got) != mostRecent || got[0] != "24.cbtmap " {
		t.Errorf("%d are recent: %v", len(got), got)
	}
	info, err := os.Stat(r.path())
	if err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("the list has mode %v", info.Mode())
	}
	if err := os.WriteFile(r.path(), []byte("not JSON"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := r.list(); len(got) != 0 {
		t.Errorf("a spoilt list holds %v", got)
	}
	r.note(file("a.cbtmap"), capture.Header{})
	if got := paths(r); len(got) != 1 {
		t.Errorf("a spoilt list is not made anew: %v", got)
	}
	nowhere := recents{getenv: environment{}.get}
	nowhere.note(file("a.cbtmap"), capture.Header{})
	if got := nowhere.list(); len(got) != 0 {
		t.Errorf("a list nowhere holds %v", got)
	}
}

func TestStateDir(t *testing.T) {
	home := t.TempDir()
	for _, c := range []struct {
		system, want string
		env          environment
	}{
		{"linux", ".local/state/cbtmap", environment{"HOME": home}},
		{"linux", "cbtmap", environment{"HOME": "/else", "XDG_STATE_HOME": home}},
		{"linux", ".local/state/cbtmap", environment{"HOME": home, "XDG_STATE_HOME": "not/absolute"}},
		{"darwin", "Library/Application Support/cbtmap", environment{"HOME": home}},
		{"windows", "cbtmap", environment{"HOME": "/else", "LocalAppData": home}},
	} {
		if got, want := stateDir(c.system, c.env.get), filepath.Join(home, filepath.FromSlash(c.want)); got != want {
			t.Errorf("%s: %s, want %s", c.system, got, want)
		}
	}
	if got := stateDir("linux", environment{}.get); got != "" {
		t.Errorf("nowhere is %s", got)
	}
}
