package formats

import "strings"

// others are the first keys of an object that are not known. Errors name them, and
// never their values.
type others struct {
	names []string
	more  bool
}

const mostOthers = 5

// add keeps a key.
func (o *others) add(key []byte) {
	if len(o.names) == mostOthers {
		o.more = true
		return
	}
	o.names = append(o.names, quoted(key))
}

// forget begins a new object.
func (o *others) forget() { o.names, o.more = o.names[:0], false }

// String tells what the keys are in a sentence.
func (o others) String() string {
	switch {
	case len(o.names) == 0:
		return "no other keys"
	case o.more:
		return "the keys " + strings.Join(o.names, ", ") + " and others"
	case len(o.names) == 1:
		return "the key " + o.names[0]
	}
	return "the keys " + strings.Join(o.names, ", ")
}

// stray is an error about an object that is not what the others are: perhaps what a
// server complained of.
func (j *jsonReader) stray(format string, args ...any) {
	e := j.t.wrongAt(j.t.here(), format, args...)
	e.advice = "if it is an error of the server, ask it again for what is missing here, and put nothing but its answers into the file"
	j.fail(e)
}
