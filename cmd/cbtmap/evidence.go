package main

import (
	"cbtmap/fetch"
	"cbtmap/fetch/capture"
	"cbtmap/fetch/extent"
	"cbtmap/fetch/formats"
)

// evidence is a change map and where it comes from, whether a server or a file
// was asked. An error beside it says why the map is not whole.
type evidence struct {
	header  capture.Header
	changes *extent.Map     // nil if there is nothing
	failed  []fetch.Failure // in words that name the disk
	audit   fetch.Audit

	file   string         // as the user gave it; "" for a server
	format formats.Format // of the file
	kept   bool           // another run can go on from here
	reach  int64          // where areas end that --capacity cut off, in bytes; 0 if it cut none off
	stays  string         // the file that a part was written beside, "" if beside none
}

// nothing says that there is nothing to tell of. A capture that was cut off in front
// of its first page still tells whose map it was.
func (e evidence) nothing() bool {
	return e.changes == nil || e.changes.Known() == 0 && e.format.ID != formatCapture
}

// whole says that all of the disk is known. A map that ends where a file does, since
// that does not say how large the disk is, has no gap and is not whole.
func (e evidence) whole() bool {
	return e.changes.Complete() && e.audit.Verdict != fetch.Incomplete && lacks(e.audit) == "" && e.reach == 0
}

// replies says that the map is made of a server's replies, about which all that
// is true of change tracking can be said.
func (e evidence) replies() bool { return e.file == "" || e.format.Replies }
