package file

import (
	"errors"
	"fmt"

	"cbtmap/fetch/fault"
)

// IncompleteError is why a file that is as it should be does not tell of the whole
// disk.
type IncompleteError struct{ fault.Fault }

func (e *IncompleteError) Error() string { return e.What }

// Explain is the error in words.
func (e *IncompleteError) Explain() fault.Fault { return e.Fault }

// The reasons for which a map is not whole.
var (
	errNoCapacity = &IncompleteError{fault.Fault{
		Fault:   "incomplete",
		What:    "the file does not say how large the disk is",
		Meaning: "the map ends with the last area in the file, and shares of the disk are of that",
		Advice:  "say it with --capacity, such as --capacity 100G",
	}}
	errMore = &IncompleteError{fault.Fault{
		Fault:   "incomplete",
		What:    "the file says that there is more to come",
		Meaning: "it is a part of an answer: what lies behind its last area is not known",
		Advice:  "ask for the other parts and put them into the same file, one after another",
	}}
	errPastEnd = &IncompleteError{fault.Fault{
		Fault:   "incomplete",
		What:    "areas lie past the end of the disk, as the file says it",
		Meaning: "the disk may be larger: what changed behind that end is not shown, and shares of the disk are of what the file says",
		Advice:  "say how large the disk is, with --capacity",
	}}
	errContradicted = &IncompleteError{fault.Fault{
		Fault:   "incomplete",
		What:    "the file contradicts itself: it calls bytes unchanged in one place and unknown in another",
		Meaning: "nothing is claimed of them: they are unknown",
		Advice:  "make the file again, in order and with one line for each area",
	}}
	errSavedNoCapacity = &IncompleteError{fault.Fault{
		Fault:   "incomplete",
		What:    "it was not known how large the disk is when the map was saved",
		Meaning: "the map ends with the last area that was known, and shares of the disk are of that",
		Advice:  "make it again from the file that it came from, with --capacity",
	}}
	errSavedIncomplete = &IncompleteError{fault.Fault{
		Fault:   "incomplete",
		What:    "the map was not whole when it was saved",
		Meaning: "what is missing was not known then",
		Advice:  "save it again after the whole disk has been fetched",
	}}
	errUnclear = &IncompleteError{fault.Fault{
		Fault:   "incomplete",
		What:    "the audit in the capture has findings that this version of cbtmap does not know",
		Meaning: "whether the map is whole, and can be relied on, cannot be told",
		Advice:  "open it with a newer cbtmap",
	}}
	errGaps = &IncompleteError{fault.Fault{
		Fault:   "incomplete",
		What:    "parts of the disk are not known",
		Meaning: "the file leaves them out, or says itself that it does not know them",
		Advice:  "make the file again where it should know more, or add what is missing to it",
	}}
)

// errFooter is a capture whose last line does not fit the others.
var errFooter = &IncompleteError{fault.Fault{
	Fault:   "damaged",
	What:    "the totals at the end of the capture are not those of its pages",
	Meaning: "it was altered after it was saved: nothing of it can be relied on",
	Advice:  "get the file again from where it was saved",
}}

// tooMuchError is a file that would take more memory than a map may.
type tooMuchError struct{ pages bool }

func (e *tooMuchError) Error() string { return e.Explain().What }

func (e *tooMuchError) Explain() fault.Fault {
	what := fmt.Sprintf("the file has more than %d areas", MostExtents)
	if e.pages {
		what = fmt.Sprintf("the file has more than %d separate parts", MostPages)
	}
	return fault.Fault{
		Fault:   "tooMuch",
		What:    what,
		Meaning: "what has been read up to there is shown: no disk that is known of has as many",
		Advice:  "check that the file is a map of one disk, or split it",
	}
}

// unsound is an error after which the pages before it prove nothing.
type unsound struct{ error }

func (e unsound) Unwrap() error { return e.error }

// unusable tells whether an error takes back what was read before it.
func unusable(err error) bool {
	_, ok := errors.AsType[unsound](err)
	return ok
}

// Usable tells whether what was read before a batch's error stands.
func Usable(err error) bool { return !unusable(err) }
