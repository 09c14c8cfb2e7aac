package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"cbtmap/fetch/capture"
	"cbtmap/fetch/extent"
	"cbtmap/tui"
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
		list = append(list, filepath.Base(one.Path)+" "+described(one.Note, one.Folder))
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
	captureAt(t, "here.cbtmap", header, time.Now())
	about := " sql01 · Hard disk 2 · nightly-7"
	if got, want := strings.Join(paths(r), "\n"), "a.cbtmap"+about+"\nb.cbtmap"+about+"\nhere.cbtmap"+about+" · in this folder"; got != want {
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

// captureAt writes a capture that was changed last at some time.
func captureAt(t *testing.T, name string, h capture.Header, at time.Time) {
	t.Helper()
	s := saving{Saving: tui.Saving{Header: h, Map: extent.New(1 << 20)}, format: formatCapture}
	if _, err := s.save(t.Context(), name); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(name, at, at); err != nil {
		t.Fatal(err)
	}
}

// Of the working directory only what can be opened is offered, a few of them, and
// what is new comes first.
func TestCapturesOfThisFolder(t *testing.T) {
	r, _ := remembered(t)
	now := time.Now()
	for i, name := range []string{"a", "b", "c", "d", "e", "f"} {
		captureAt(t, name+".cbtmap", capture.Header{VM: capture.VM{Name: "vm-" + name}}, now.Add(time.Duration(i)*time.Minute))
	}
	for _, name := range []string{"z.cbtmap", "y.cbtmap"} {
		if err := os.WriteFile(name, []byte("no capture"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var want []string
	for _, name := range []string{"f", "e", "d", "c", "b"} {
		want = append(want, name+".cbtmap vm-"+name+" · in this folder")
	}
	if got := paths(r); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("%q, want %q", got, want)
	}
}

// However many files there are, a few are looked into.
func TestFewFilesAreLookedInto(t *testing.T) {
	r, _ := remembered(t)
	captureAt(t, "old.cbtmap", capture.Header{}, time.Now().Add(-time.Hour))
	for i := range mostLookedAt {
		if err := os.WriteFile(fmt.Sprintf("%d.cbtmap", i), []byte("no capture"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if got := paths(r); len(got) != 0 {
		t.Errorf("%q", got)
	}
}

// Files of one name are told apart by their folders.
func TestRecentsOfOneName(t *testing.T) {
	r, file := remembered(t)
	other := file("x.cbtmap")
	r.note(other, capture.Header{VM: capture.VM{Name: "sql01"}})
	captureAt(t, "x.cbtmap", capture.Header{VM: capture.VM{Name: "web01"}}, time.Now())
	got := paths(r)
	if len(got) != 2 || !strings.HasSuffix(got[0], "sql01 · "+filepath.Dir(other)) || !strings.Contains(got[1], "web01 · in this folder · "+string(filepath.Separator)) && runtime.GOOS != "windows" {
		t.Errorf("%q", got)
	}
}
