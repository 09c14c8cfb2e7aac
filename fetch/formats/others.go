package formats

import "strings"

// others are the first keys of an object that are not known. Errors name them, and
// never their values.
type others struct {
	names []string
	more  bool
	says  bool // one of them holds a text, a list or an object
	deny  bool // one of them is a list of something, or complains
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

// skip keeps a key, and passes over its value. What is neither a number nor true, false or
// null may be what is missing here, or say why it is: a list is likely to be the one, and
// what has the name of an error to be the other.
func (o *others) skip(j *jsonReader, key []byte) {
	o.add(key)
	complains := complaint().Match(key)
	says := false
	switch j.peek() {
	case '"':
		says = len(j.text()) > 0
	case '[':
		o.says = true
		for j.enter('['); j.elem(); j.skip() {
			says, o.deny = true, true
		}
	case '{':
		says = true
		j.skip()
	default:
		j.skip()
	}
	o.says = o.says || says
	o.deny = o.deny || says && complains
}

var complaint = lazily(`(?i)error|fault|exception|message|reason`)

// forget begins a new object.
func (o *others) forget() { o.names, o.more, o.says, o.deny = o.names[:0], false, false, false }

// String tells what the keys are, to follow a list of what is there, or is not.
func (o others) String() string {
	switch {
	case len(o.names) == 0:
		return "no other key"
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
