package main

import (
	"cmp"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"cbtmap/fetch/capture"
	"cbtmap/fetch/formats"
	"cbtmap/tui"
)

// Captures of the working directory are offered too, though nobody opened them
// before. Of many files only some are looked into.
const (
	mostHere     = 5
	mostLookedAt = 20
)

// here are the captures of the working directory, the newest first.
func here() []tui.Recent {
	folder, err := filepath.Abs(".")
	if err != nil {
		return nil
	}
	var list []tui.Recent
	names := newestCaptures(folder)
	for _, name := range names[:min(len(names), mostLookedAt)] {
		path := filepath.Join(folder, name)
		if h, ok := captureIn(path); ok && len(list) < mostHere {
			list = append(list, tui.Recent{Path: path, Note: described(recentNote(h), "in this folder")})
		}
	}
	return list
}

// newestCaptures are the files in a folder that are named as captures are, the one
// that was changed last first.
func newestCaptures(folder string) []string {
	type aged struct {
		name string
		at   time.Time
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil
	}
	var files []aged
	for _, entry := range entries {
		if !strings.EqualFold(filepath.Ext(entry.Name()), suffixOf(formatCapture)) {
			continue
		}
		if info, err := os.Stat(filepath.Join(folder, entry.Name())); err == nil && info.Mode().IsRegular() {
			files = append(files, aged{entry.Name(), info.ModTime()})
		}
	}
	slices.SortStableFunc(files, func(a, b aged) int { return cmp.Or(b.at.Compare(a.at), strings.Compare(a.name, b.name)) })
	var names []string
	for _, f := range files {
		names = append(names, f.name)
	}
	return names
}

// captureIn is the first line of a capture, which says what it is of; ok is false
// for anything else.
func captureIn(path string) (h capture.Header, ok bool) {
	f, err := os.Open(path)
	if err != nil {
		return h, false
	}
	defer f.Close()
	r, err := formats.NewReader(f, formats.Options{})
	if err != nil || r.Format().ID != formatCapture {
		return h, false
	}
	return r.Header(), true
}

// toldApart adds their folders to files that have one name.
func toldApart(list []tui.Recent) {
	times := map[string]int{}
	for _, one := range list {
		times[filepath.Base(one.Path)]++
	}
	for i, one := range list {
		if times[filepath.Base(one.Path)] > 1 {
			list[i].Folder = filepath.Dir(one.Path)
		}
	}
}
