// Package fetch asks a server for the changed areas of a disk, page by page,
// until the whole disk is known, and hands the pages on in batches.
//
//	Source.Areas(offset) → Page → coverage → Batch (≤ 10 a second) → the caller's extent.Map
//	        ↑                        │
//	        └── start of first gap ──┘
//
// An Auditor listens: each batch carries what the replies so far say about
// themselves, a verdict that is at best "trustworthy".
//
// The work left is never counted: it is the set of gaps in what the replies
// covered. So a reply that is short, empty, repeated or that starts elsewhere
// can neither end a fetch too early nor leave a hole that nobody notices.
//
// Invariants:
//   - nothing is asked at or past the capacity of the disk at the interval's
//     end (a real server answers such a question with InvalidArgument);
//   - an empty page is an answer, not the end;
//   - a reply that does not cover the byte it was asked about ends the fetch as
//     stalled, never as done;
//   - every call has a deadline;
//   - whatever arrived before an error or a cancel is delivered.
package fetch
