// Package formats reads and writes the change maps of other tools.
//
//	bytes ─▶ unpacked: gzip, UTF-16 ─▶ recognised by content ─▶ a parser ─▶ records or replies
//	                                                                            │
//	                                  Reader.Next ◀── pages ◀── coverage ◀──────┘
//
// Invariants:
//   - a file of any size and any content takes no more memory than MaxToken and
//     one page: an error says at which byte it is wrong;
//   - what a format says becomes changed, unchanged or unknown by the rule of its
//     Format, and what it cannot say is a Note.
package formats
