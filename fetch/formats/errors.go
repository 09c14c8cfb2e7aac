package formats

import (
	"errors"
	"fmt"
	"io"
	"strconv"

	"cbtmap/fetch/fault"
)

// place is where something is in the text of a file.
type place struct {
	line   int64 // the first one is 1
	offset int64 // in bytes of the text, after unpacking
}

// SyntaxError is a file that is not as its format wants it, or that cannot be read
// on. It wraps the cause where there is one: io.ErrUnexpectedEOF of a file that was
// cut off.
type SyntaxError struct {
	Format string // its name
	Line   int64  // the first one is 1
	Offset int64  // in bytes of the text, after unpacking
	What   string // is wrong: lower case, no full stop

	advice  string
	cause   error
	shown   bool // pages before it can be used
	recoded bool // the text is of UTF-16: Offset is none of the file
}

// Error is the place and what is wrong there.
func (e *SyntaxError) Error() string {
	of := ""
	if e.recoded {
		of = " of the text in UTF-8"
	}
	return fmt.Sprintf("line %s, byte %s%s: %s", grouped(e.Line), grouped(e.Offset), of, e.What)
}

// Unwrap gives the cause, nil if it is the text itself.
func (e *SyntaxError) Unwrap() error { return e.cause }

// Explain tells what to do about it.
func (e *SyntaxError) Explain() fault.Fault {
	what := e.Error()
	if e.Format != "" {
		what = e.Format + ", " + what
	}
	meaning := "nothing in the file can be used"
	if e.shown {
		meaning = "what comes before it is shown as far as it is certain; nothing is known of what follows"
	}
	return fault.Fault{Fault: "format", What: what, Meaning: meaning, Advice: e.advice}
}

const (
	adviseAgain  = "make the file again; if it was copied from somewhere, compare the sizes"
	adviseServer = "ask the server again when what it complains of is mended"
	adviseRead   = "see whether the file can still be read, then open it again"
)

// wrongAt is a SyntaxError of a text.
func (t *text) wrongAt(p place, format string, args ...any) *SyntaxError {
	return &SyntaxError{Format: t.format, Line: p.line, Offset: p.offset, recoded: t.recoded,
		What: fmt.Sprintf(format, args...), advice: adviseAgain}
}

// failedAt is the SyntaxError for what a read of the text gave in the middle of
// something.
func (t *text) failedAt(p place, err error) *SyntaxError {
	e := t.wrongAt(p, "%s", "")
	switch {
	case errors.Is(err, errTooLong):
		e.What = "this goes on for more than " + grouped(MaxToken) + " bytes"
		e.advice = "see what the file is: no tool writes that much in one piece"
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		e.What, e.cause = "the file ends here, in the middle of its contents", io.ErrUnexpectedEOF
		if errors.Is(err, errShort) {
			e.What = "the file ends here, and has fewer bytes than the Content-Length in front of it says"
		}
		e.advice = "see whether the file is whole: compare its size with that of the original, or make it again"
	case errors.Is(err, errNotPacked):
		e.What, e.cause = err.Error(), err
		e.advice = errNotPacked.Explain().Advice
	case damaged(err):
		e.What, e.cause = "the packed file is damaged ("+err.Error()+")", err
	default:
		e.What, e.cause = "the file cannot be read on: "+err.Error(), err
		e.advice = adviseRead
	}
	return e
}

// UnknownError is a file that no format fits.
type UnknownError struct {
	Begins string // what it begins with, in quotes and short; "" if that says nothing

	what, advice string
}

// Error says what the file is instead, as far as one can tell.
func (e *UnknownError) Error() string { return e.what }

// Explain tells what to do about it.
func (e *UnknownError) Explain() fault.Fault {
	return fault.Fault{Fault: "format", What: e.what, Advice: e.advice}
}

// grouped writes a number with commas between its thousands.
func grouped(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
