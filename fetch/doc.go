// Package fetch asks a server for the changed areas of a disk, reply by reply,
// until the whole disk is known, and hands the pages on in batches.
//
//	               Look  Pause  Resume  Retry  Cancel
//	                              │
//	   ┌──────── schedule ◄───────┤         (what is asked next: pure)
//	   │ gap      ▲ reply, error  │
//	   ▼          │               │
//	Source.Areas ─┴─► Store.Keep ─┴─► pages ─► Next ─► Batch (≤ 10 a second) ─► the caller's extent.Map
//	 1…Parallel                         ▲        │
//	 calls side by side   Store.Replies ┘        └► Auditor: what the replies say about themselves
//
// The work left is never counted: it is the set of gaps in what the replies
// covered, without what calls under way have claimed and what failed. So a reply
// that is short, empty, repeated or that starts elsewhere can neither end a
// fetch too early nor leave a hole that nobody notices.
//
// Where to ask: first in the range in view, then at the first gap that is
// nobody's, and then in the middle of the one that will need the most calls. How
// far replies reach is learnt from their neighbours, so that no call is made
// where the one under way would bring the same. One call at a time is made until
// a first reply was not enough.
//
// What an error means is said by the error (see judge.go):
//
//	temporary   the same byte again after a pause, one call at a time, until patience ends
//	final       all that is left has failed
//	else        half of this gap has failed, and after four in a row all that is left
//
// Nobody promises that a server may be asked in the middle of a disk. So an error
// at a place that no reply has led to proves nothing: nothing fails by it, and
// from then on it is asked one by one, each time where the last reply ended.
//
// Invariants:
//   - nothing is asked at or past the capacity of the disk at the interval's
//     end (a real server answers such a question with InvalidArgument);
//   - nothing is asked that is known;
//   - an empty page is an answer, not the end;
//   - a reply that does not cover the byte it was asked about is asked for once
//     more, and then makes its gap fail as stalled: it is never taken for the end;
//   - when a fetch is over, each byte is known or in the list of what failed,
//     never both, unless it was cancelled;
//   - every call has a deadline, and a source that heeds neither it nor a cancel
//     holds up nobody;
//   - whatever arrived before an error or a cancel is delivered, and what was
//     delivered was given to the Store before, unless the reply was odd: the next
//     run asks for such a one anew;
//   - a page goes back to a source that uses memory again (Recycler) only when
//     store, auditor and reader are done with it, and at most once: the extents of a
//     batch are the reader's until the next call of Next;
//   - a server that has said that its tracking is damaged is not trusted again,
//     whatever it answers later, and nothing of that interval is kept.
package fetch
