package formats

import (
	"slices"

	"cbtmap/fetch/capture"
	"cbtmap/fetch/extent"
)

// kind is a format that can be read: how it is recognised, and who reads it.
type kind struct {
	Format

	// fits tells whether a file that begins so is of this kind. It is asked with
	// longer and longer heads, and before the kinds that come after it.
	fits func(h *head) bool

	// full says that the format names all of the disk: what it leaves out is
	// unknown. Else it is a list of changes: what it leaves out is unchanged, up to
	// the capacity.
	full bool

	// Who reads it: one of the two, and neither for a capture.
	records func(t *text, a *about) records
	replies func(t *text, a *about) replies
}

// records reads a list or a map: one record after another, in the order of the
// file.
type records interface {
	// next gives io.EOF after the last one; any other error is a *SyntaxError.
	next() (record, error)
}

// replies reads pages as a server made them.
type replies interface {
	// next gives io.EOF after the last one; any other error is a *SyntaxError. The
	// page is valid until the next call.
	next() (extent.Page, error)
}

// record is what a format says of a run of bytes of the disk.
type record struct {
	start  int64
	length int64
	state  state
}

type state uint8

const (
	changed state = iota
	unchanged
	unknown
)

// about is what a file says of itself: readers write to it as they come to it.
type about struct {
	header   capture.Header
	capacity int64 // bytes of the disk; 0 while it is not said
	given    int64 // bytes of the disk as whoever reads it knows it; 0 if not
	more     bool  // the file says that it goes on elsewhere (a next token, a marker): what lies after its last record is unknown
	notes    notes
}

// says takes over how many bytes the disk has. It is false if the file has said
// something else before: then it is of two disks.
func (a *about) says(capacity int64) bool {
	same := a.capacity == 0 || capacity == a.capacity
	a.capacity = max(a.capacity, capacity)
	return same
}

// twoDisks is what is wrong then.
const twoDisks = "this file mixes two disks: %s of %s here is not what it says before"

// everything is the changeId that a server is asked with for all allocated areas.
const everything = "*"

// allocated says that what the file calls changed is what the disk held at one
// time, and not what was written between two.
func (a *about) allocated() { a.header.Interval.FromChangeID = everything }

// notes is at most one Note of a kind, in the order of their coming.
type notes []Note

// add counts one more of a kind. The first one is kept, and what lies before the
// disk is cut off it.
func (n *notes) add(kind string, start, length int64, detail string) {
	for i := range *n {
		if m := &(*n)[i]; m.Kind == kind {
			m.Count++
			m.hearsay = false
			return
		}
	}
	*n = append(*n, Note{Kind: kind, Start: max(0, start), Length: max(0, length), Count: 1, Detail: detail})
}

// also notes what is odd once in a file: next to what another one of its kind says.
func (n *notes) also(kind string, start, length int64, detail string) {
	for i := range *n {
		if m := &(*n)[i]; m.Kind == kind {
			m.Detail += "; " + detail
			m.hearsay = false
			if m.Length == 0 {
				m.Start, m.Length = start, length
			}
			return
		}
	}
	n.add(kind, start, length, detail)
}

// have tells whether there is one of a kind. What a file only says of the map that it
// was made from is no note on the file.
func (n notes) have(kind string) bool {
	return slices.ContainsFunc(n, func(m Note) bool { return m.Kind == kind && !m.hearsay })
}

// drop takes back those of a kind.
func (n *notes) drop(kind string) {
	*n = slices.DeleteFunc(*n, func(m Note) bool { return m.Kind == kind })
}
