package vcenter

import (
	"strings"
	"unicode"
)

// Error is every failure of this package: what happened and what to do next.
type Error struct {
	What   string // lower case, no full stop: "no server named vc01"
	Advice string // one sentence in the imperative, lower case
	Err    error  // the cause, for errors.Is and errors.As; may be nil

	temporary bool
}

// Error is "what: advice".
func (e *Error) Error() string {
	if e.Advice == "" {
		return e.What
	}
	return e.What + ": " + e.Advice
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// Temporary says whether the same call may well succeed a little later: a
// dropped connection, a time-out, a server that is overloaded.
func (e *Error) Temporary() bool { return e.temporary }

// clean makes text of a server fit for one line of a terminal: control and
// formatting characters, which could move the cursor or turn the direction of
// writing, become spaces.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar {
			return ' '
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// quoted is a name in quotation marks, cleaned. It is not Go's %q, which doubles
// the backslash of a user or a volume.
func quoted(name string) string { return `"` + clean(name) + `"` }
