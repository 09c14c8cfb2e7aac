package fetch

// limit is how many calls may be under way. It is one until a first reply shows
// that one was not enough, then the most; and one again when an error that may
// be of their own making comes while there are several. The way back takes a
// long run of good replies, twice as long each time: one hiccup shall not make
// the rest of a long fetch slow, and a server that cannot stand it is asked that
// way ever more rarely.
//
// How long replies take is not judged. A server that answers one after another
// takes four times as long for each of four, and nothing is lost by that; and
// the time of a single reply says more about the changes in it.
type limit struct {
	most, now int
	answered  bool
	calm      int // good replies in a row since
	need      int // so many of them to trust the server again
}

// longRun is some 20 seconds of good replies.
const longRun = 64

func newLimit(most int) limit { return limit{most: most, now: 1, need: longRun} }

// good takes in a reply.
func (l *limit) good() {
	switch {
	case !l.answered:
		l.answered, l.now = true, l.most
	case l.now < l.most:
		if l.calm++; l.calm >= l.need {
			l.now, l.need = l.most, min(2*l.need, 1<<20)
		}
	}
}

// bad takes in a transient error, with so many calls under way, its own
// included.
func (l *limit) bad(workers int) {
	l.calm = 0
	if workers > 1 {
		l.now, l.answered = 1, true
	}
}
