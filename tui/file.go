package tui

import (
	"context"

	"cbtmap/fetch"
	"cbtmap/fetch/capture"
	"cbtmap/fetch/extent"
	"cbtmap/fetch/file"
	"cbtmap/render"
)

// File is a file that can be explored.
type File struct {
	Name string // as the user gave it: "-" is standard input
	Once bool   // it can be read only once: a pipe, standard input
	Open func(context.Context) (*file.Load, error)
}

// Recent is a file that may be worth opening again.
type Recent struct {
	Path   string // absolute
	Note   string // what is in it, if that is known
	Folder string // where it lies, if others of the list have its name, else ""
}

// Saved is a file that was written.
type Saved struct {
	Size   int64    // bytes
	Untold []string // what is known of the map and the file has no place for: "that …"
}

// Saving is what is on the screen, to be written to a file.
type Saving struct {
	Header capture.Header
	Map    *extent.Map // nobody else writes to it
	Last   fetch.Batch // failures
	Audit  fetch.Audit

	File bool   // it comes from a file, so that nothing was asked
	Name string // of that file, as it was given

	Lo, Hi  int64 // range in view
	Dark    bool
	Ramp    string
	Rule    render.Rule
	Hilbert bool

	Replace bool // a file that is there
}
