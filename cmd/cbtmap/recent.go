package main

import (
	"cmp"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"time"

	"cbtmap/fetch/capture"
	"cbtmap/fetch/file"
	"cbtmap/render"
	"cbtmap/tui"
)

// mostRecent bounds the list of recent captures.
const mostRecent = 20

// recentFile is the name of the list in the folder of stateDir.
const recentFile = "recent.json"

// recents is the list of captures that were opened or saved. It is a convenience:
// whatever goes wrong with it, there is just no list.
type recents struct {
	getenv func(string) string
	off    bool // leave no trace
}

// recentList is the file. Newer versions may add to it.
type recentList struct {
	Captures []recentCapture `json:"captures"` // newest first
}

type recentCapture struct {
	Path string    `json:"path"` // absolute
	Note string    `json:"note"` // what is in it
	Used time.Time `json:"used"`
}

// list is what may be worth opening again: the recent captures that are still
// there, and then others of the working directory.
func (r recents) list() []tui.Recent {
	var list []tui.Recent
	seen := map[string]bool{}
	add := func(path, note string) {
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() && !seen[path] {
			seen[path] = true
			list = append(list, tui.Recent{Path: path, Note: note})
		}
	}
	for _, c := range r.read().Captures {
		add(c.Path, c.Note)
	}
	for _, c := range here() {
		add(c.Path, c.Note)
	}
	toldApart(list)
	return list
}

// note puts a capture on top of the list.
func (r recents) note(path string, h capture.Header) {
	path, err := filepath.Abs(path)
	name := r.path()
	if r.off || err != nil || name == "" {
		return
	}
	list := r.read()
	list.Captures = slices.DeleteFunc(list.Captures, func(c recentCapture) bool {
		_, err := os.Stat(c.Path)
		return c.Path == path || err != nil
	})
	list.Captures = append([]recentCapture{{path, recentNote(h), time.Now().UTC()}}, list.Captures...)
	list.Captures = list.Captures[:min(len(list.Captures), mostRecent)]
	if makePrivate(name) == nil {
		_, _ = file.Replace(name, true, func(w io.Writer) error { return render.WriteJSON(w, list) })
	}
}

// makePrivate sees to it that a file is there, for its owner only: who replaces it
// keeps that.
func makePrivate(name string) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

// read reads the list; there is none in a file that holds something else.
func (r recents) read() (list recentList) {
	name := r.path()
	if r.off || name == "" {
		return recentList{}
	}
	text, err := os.ReadFile(name)
	if err != nil || json.Unmarshal(text, &list) != nil {
		return recentList{}
	}
	list.Captures = slices.DeleteFunc(list.Captures, func(c recentCapture) bool { return !filepath.IsAbs(c.Path) })
	return list
}

// path is where the list is; "" for nowhere.
func (r recents) path() string {
	dir := stateDir(runtime.GOOS, r.getenv)
	if dir == "" {
		return ""
	}
	return filepath.Join(dir, recentFile)
}

// stateDir is the user's folder for what a program wants to remember, by the
// environment: $XDG_STATE_HOME/cbtmap, else ~/.local/state/cbtmap; on macOS
// ~/Library/Application Support/cbtmap; on Windows %LocalAppData%\cbtmap. It is ""
// where there is none. A path that is not absolute does not count.
func stateDir(system string, getenv func(string) string) string {
	places := []struct{ variable, below string }{{"XDG_STATE_HOME", "cbtmap"}, {"HOME", ".local/state/cbtmap"}}
	switch system {
	case "windows":
		places = places[:0]
		places = append(places, struct{ variable, below string }{"LocalAppData", "cbtmap"})
	case "darwin":
		places[1].below = "Library/Application Support/cbtmap"
	}
	for _, p := range places {
		if base := getenv(p.variable); filepath.IsAbs(base) {
			return filepath.Join(base, filepath.FromSlash(p.below))
		}
	}
	return ""
}

// recentNote is what is in a capture, in a few words.
func recentNote(h capture.Header) string {
	note := ""
	for _, part := range []string{h.VM.Name, cmp.Or(h.Disk.Label, lastName(h.Disk.File)), cmp.Or(h.Interval.ToSnapshot, date(h.Interval.To))} {
		if part != "" && note != "" {
			note += " · "
		}
		note += part
	}
	return note
}

func date(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.DateOnly)
}
