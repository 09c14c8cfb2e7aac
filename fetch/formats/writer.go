package formats

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"cbtmap/fetch/extent"
	"cbtmap/fetch/fault"
)

// MostExtents is how many extents a page has at most that is written: as many as
// a server's.
const MostExtents = 2000

// WriteOption is what a map does not say of itself.
type WriteOption func(*writing)

// Unsized says that nobody knows how large the disk is: the map ends with what is
// known of it, and the file is not to claim that the disk does.
func Unsized(w *writing) { w.unsized = true }

// Tell has a csv or a mapfile say for what findings its map is suspect or a fallback.
// Who reads it notes them. A json file has no place for that.
func Tell(findings ...Told) WriteOption {
	return func(w *writing) { w.told = append(w.told, findings...) }
}

// Write writes a map in the format of that ID: csv, json or mapfile. (A capture
// says more than a map: see capture.Writer.) The map must not change meanwhile. It
// is written as it is read, in a few kilobytes of memory, and nothing is said of
// bytes that are not known. An error is w's, or an Explainer for an ID that is none
// of these.
//
// A json file does not say how large the disk is: who reads it has to
// (Options.Capacity), or takes the disk to end with what it speaks of. The others do
// say it, unless the map is Unsized.
func Write(w io.Writer, id string, m *extent.Map, options ...WriteOption) error {
	var what writing
	for _, option := range options {
		option(&what)
	}
	write := map[string]func(*bufio.Writer, *extent.Map) error{
		"json": writeJSON,
		csvKind.ID: func(w *bufio.Writer, m *extent.Map) error {
			return writeCSV(w, m, what)
		},
		mapfileKind.ID: func(w *bufio.Writer, m *extent.Map) error {
			return writeMapfile(w, m, what)
		},
	}[id]
	if write == nil {
		return unwritable(id)
	}
	b := bufio.NewWriterSize(w, chunk)
	if err := write(b, m); err != nil {
		return err
	}
	return b.Flush()
}

// unwritable is the ID of a format that Write does not know.
type unwritable string

func (id unwritable) Error() string {
	return fmt.Sprintf("a map cannot be written as %s: %s", quoted([]byte(id)), id.Explain().Advice)
}

// Explain tells which formats can be written.
func (id unwritable) Explain() fault.Fault {
	var ids []string
	for _, f := range All() {
		if f.Writes {
			ids = append(ids, f.ID)
		}
	}
	return fault.Fault{
		Fault:  "format",
		What:   fmt.Sprintf("a map cannot be written as %s", quoted([]byte(id))),
		Advice: "choose one of these: " + strings.Join(ids, ", "),
	}
}
