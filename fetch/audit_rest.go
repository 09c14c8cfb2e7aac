package fetch

import (
	"slices"

	"cbtmap/fetch/extent"
)

// A server that does not know what changed says that everything did, as one
// area. It may come to that in the middle of a fetch, and then it is the rest of
// the disk that it names. A reply with a true area of that size looks the same,
// but for where it begins: at the byte that was asked about only by chance, or
// because the area goes on from before. A client that goes from one reply to the
// next has just been told the end of an area there, and between two areas
// something is unchanged; unless the server cuts its replies at a size, and then
// this one is no larger than the one before it.

// mostRests bounds what is remembered; more than a few have no reason to be.
const mostRests = 16

// rest looks for a reply that calls all of the disk from asked on changed.
func (a *Auditor) rest(asked int64, p extent.Page) {
	a.rests = slices.DeleteFunc(a.rests, func(at int64) bool {
		told := covers(at-1, p)
		if told && !changedAt(p, at-1) && p.Length < a.capacity-at {
			a.noteRest(at)
		}
		return told
	})
	switch {
	case asked <= 0 || !callsRest(asked, p, a.capacity):
	case a.covered.has(asked - 1):
		if before, ok := a.spoken.endsAt(asked); !ok || before.Length < a.capacity-asked {
			a.noteRest(asked)
		}
	case len(a.rests) < mostRests:
		a.rests = append(a.rests, asked)
	}
}

func (a *Auditor) noteRest(at int64) {
	a.note(WholeDisk, at, a.capacity-at, "one area covers all of the disk from here on")
}

// callsRest tells whether a reply has one area, from the byte that was asked
// about, or before, to the end of the disk.
func callsRest(asked int64, p extent.Page, capacity int64) bool {
	return len(p.Extents) == 1 && p.Extents[0].Start <= asked && p.Extents[0].End() >= capacity && asked < capacity
}

func changedAt(p extent.Page, at int64) bool {
	return slices.ContainsFunc(p.Extents, func(e extent.Extent) bool { return e.Start <= at && at < e.End() })
}

// odd tells whether an audit would find anything in a reply alone, or might
// together with others. Such a reply is used for what it proves, but not kept
// for another run: by then the server may have come to its senses.
func odd(asked int64, p extent.Page, capacity int64) bool {
	alone := NewAuditor(capacity)
	alone.look(asked, p)
	return len(alone.seen.Findings) > 0 || alone.surplus > 0 || callsRest(asked, p, capacity)
}
