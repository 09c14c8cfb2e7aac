package capture

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"cbtmap/fetch/fault"
)

// Error is why a capture cannot be read, or not to its end.
type Error struct {
	Kind    string // one of the constants
	What    string // lower case, no full stop
	Meaning string // for the map
	Advice  string // one sentence in the imperative
	Line    int64  // of the text, from 1: where reading ended
	Offset  int64  // of that line's first byte in the text as it is when unpacked
	Err     error  // the cause; may be nil
}

// Kinds of errors.
const (
	NoCapture = "noCapture" // it is another kind of file
	Newer     = "newer"     // a later version of cbtmap made it
	CutOff    = "cutOff"    // the file ends too early: what it has up to there is right
	Damaged   = "damaged"   // something in the file is wrong: any of its pages may be
)

// Error is "what: advice".
func (e *Error) Error() string { return e.What + ": " + e.Advice }

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// Explain tells the error in full.
func (e *Error) Explain() fault.Fault {
	return fault.Fault{Fault: e.Kind, What: e.What, Meaning: e.Meaning, Advice: e.Advice}
}

// fetchAgain is what to do about a bad file.
const fetchAgain = "copy the file again from where it was made and compare the sizes, or save the map again"

func errNoCapture(err error) *Error {
	return &Error{
		Kind:   NoCapture,
		What:   "this is no capture: its first line cannot be read (" + reason(err) + ")",
		Advice: "give a file that cbtmap saved, which zcat shows with {\"cbtmap\": at its beginning",
		Line:   1, Err: err,
	}
}

func errNewer(v version) *Error {
	return &Error{
		Kind:    Newer,
		What:    fmt.Sprintf("made by a newer cbtmap: the file is of format %d.%d, and this program reads %d.x", v.Major, v.Minor, major),
		Meaning: "what it says cannot be told for certain, so nothing of it is shown",
		Advice:  "open it with a newer cbtmap, or have it exported as csv or json by the one that made it",
		Line:    1,
	}
}

func errFirstLine(err error) *Error {
	e := &Error{
		Kind:    CutOff,
		What:    "the capture ends within its first line",
		Meaning: "it has no page of the map",
		Advice:  fetchAgain,
		Line:    1, Err: err,
	}
	if err != nil && !cut(err) {
		e.Kind, e.What = Damaged, "the first line of the capture cannot be read ("+reason(err)+")"
	}
	return e
}

func errCutOff(pages int, line, offset int64, err error) *Error {
	return &Error{
		Kind:    CutOff,
		What:    fmt.Sprintf("the capture is cut off after page %s (line %s, byte %s)", grouped(int64(pages)), grouped(line), grouped(offset)),
		Meaning: "the rest of the map is missing, so what it would have said is unknown",
		Advice:  fetchAgain,
		Line:    line, Offset: offset, Err: err,
	}
}

func errDamaged(line, offset int64, why string, err error) *Error {
	return &Error{
		Kind:    Damaged,
		What:    fmt.Sprintf("the capture is damaged at line %s, byte %s: %s", grouped(line), grouped(offset), why),
		Meaning: "what was read before may be wrong as well, and what follows is not read",
		Advice:  fetchAgain,
		Line:    line, Offset: offset, Err: err,
	}
}

// errBehind is a capture that its checksum calls right up to the line that ends it, with
// something else behind that. It is not used: who put it there may have changed more.
func errBehind(line, offset int64, err error) *Error {
	advice := fmt.Sprintf("see what is behind line %s, which ends the capture, and cut it off", grouped(line))
	if e, ok := errors.AsType[fault.Explainer](err); ok && e.Explain().Advice != "" {
		advice = e.Explain().Advice
	}
	return &Error{
		Kind:    Damaged,
		What:    fmt.Sprintf("the capture ends at line %s, byte %s, but the file does not: %s", grouped(line), grouped(offset), reason(err)),
		Meaning: "what comes before is as it was saved, by its checksum, but the file is used only when nothing is behind it",
		Advice:  advice,
		Line:    line, Offset: offset, Err: err,
	}
}

// errFollows is a file with something behind its footer.
var errFollows = errors.New("the file goes on after its last line")

// explains tells whether who unpacks the text knows what is behind it.
func explains(err error) bool {
	_, ok := errors.AsType[fault.Explainer](err)
	return ok
}

// cut says whether an error of what a capture is read from means no more than
// that it ended too early.
func cut(err error) bool {
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
}

// reason is what an error says, for a sentence about the file.
func reason(err error) string {
	var (
		e     fault.Explainer
		value *json.UnmarshalTypeError
		text  *json.SyntaxError
	)
	switch {
	case errors.As(err, &e):
		return e.Explain().What
	case errors.As(err, &value):
		return misplaced(value)
	case errors.As(err, &text):
		return "it is no JSON: " + err.Error()
	}
	return err.Error()
}

// misplaced says which value is of another kind than it should be.
func misplaced(e *json.UnmarshalTypeError) string {
	value, number, _ := strings.Cut(e.Value, " ")
	what := map[string]string{
		"array": "a list", "object": "an object", "string": "a text", "bool": "true or false", "number": "a number of another kind",
	}[value]
	switch {
	case number != "":
		what = "the number " + number
	case what == "":
		what = "something else"
	}
	if e.Field == "" {
		return "the line is " + what + ", and no object"
	}
	return e.Field[strings.LastIndexByte(e.Field, '.')+1:] + " cannot be " + what // before it are also names of the program
}

// grouped is a number with its thousands apart.
func grouped(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
