// Package formats reads and writes the change maps of other tools, and opens
// cbtmap's own captures like any other file.
//
//	bytes ─▶ unpack: gzip, UTF-16, marks ─▶ text: a window of MaxToken at most
//	                                          │ skipHTTP: what curl -i puts in front
//	                                          │ recognise: by what it begins with
//	                                          ▼
//	            a kind ─▶ records {start, length, changed|unchanged|unknown} ─▶ coverage ─┐
//	                 └──▶ replies of a server ─▶ asIs ────────────────────────────────────┤
//	                 └──▶ capture.Reader ─▶ saved ────────────────────────────────────────┤
//	                                                                                      ▼
//	                                                                   pages ◀─ Reader.Next
//
// A kind is a Format and how it is read. Most of them are lists of flat JSON
// objects (flat) or JSON documents with a list in them (nested); both take the text
// apart with jsonReader, which keeps nothing.
//
// Invariants:
//   - a file of any size and any content takes a bounded amount of memory: MaxToken
//     for its text, a page of MostExtents, MaxReply areas where one reply of a server
//     holds all of a disk, a million records (24 MiB) where they are not in order, and
//     a million ranges (16 MiB) that it calls unknown;
//   - nesting is bounded, and so is what lies between two tokens: whatever has no
//     end in sight is a SyntaxError with its place;
//   - nothing is known of a disk that its file does not prove: what a list leaves
//     out is unchanged only up to its last record, until the list has come to its
//     end;
//   - what a format says becomes changed, unchanged or unknown by the rule of its
//     Format, and what it cannot say is a Note;
//   - a secret in a file is passed over, and no error quotes one.
package formats
