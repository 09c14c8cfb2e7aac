package vcenter

import (
	"slices"
	"strings"
)

// row is one kind of failure: by what it is known, and what to say of it. The
// first row of the table that fits decides, so the special stand before the
// general.
//
// The sentences have places, as in "{disk} of {vm}", which the scene and the
// sign fill in; see values. They are lower case, without a full stop, and the
// advice is in the imperative.
type row struct {
	id string // for tests

	// A sign fits if it has all that is set here.
	kind     string     // type of a fault or a family of faults, or a kind of trouble
	property string     // the argument that was wrong
	key      string     // the end of the message key
	words    string     // anywhere in what the server said, lower case
	about    string     // type of the managed object that it is about
	status   [2]int     // HTTP status, from and to
	phase    phase      // what was being done: one of these; 0 for anything
	end      endOfScene // what the end of the interval was; 0 for any

	what, meaning, advice string
	lasts                 lasting
	damaged               bool // see Error.Damaged
}

// lasting is how a failure is judged: see Error.Temporary and Error.Final.
type lasting uint8

const (
	unclear   lasting = iota // this place failed, others may not
	temporary                // may be better in a moment
	final                    // will never be better
)

// phase is what was being done when something failed: one bit each, so that a
// row can name several.
type phase uint8

const (
	connecting phase = 1 << iota // reaching the server and logging in
	calling                      // reading with a session
	asking                       // asking for changed areas
)

// inSession is all that needs a session that was there before.
const inSession = calling | asking

type endOfScene uint8

const (
	anyEnd endOfScene = iota
	currentEnd
	snapshotEnd
)

func (r row) fits(s sign, c scene) bool {
	return (r.kind == "" || slices.Contains(s.kinds, r.kind)) &&
		(r.property == "" || r.property == s.property) &&
		(r.key == "" || strings.HasSuffix(s.key, r.key)) &&
		(r.words == "" || strings.Contains(s.words, r.words)) &&
		(r.about == "" || r.about == s.about) &&
		(r.status == [2]int{} || r.status[0] <= s.status && s.status <= r.status[1]) &&
		(r.phase == 0 || r.phase&c.phase != 0) &&
		(r.end == anyEnd || r.end == c.end())
}

// judge finds the first row of the table that fits any of the signs, and the
// sign that it fits. The last row fits everything.
func judge(signs []sign, c scene) (row, sign) {
	table := faultTable()
	last := len(table) - 1
	for _, r := range table[:last] {
		for _, s := range signs {
			if r.fits(s, c) {
				return r, s
			}
		}
	}
	return table[last], signs[0]
}
