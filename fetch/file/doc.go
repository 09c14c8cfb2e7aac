// Package file makes of a file what package fetch makes of a server: a change map
// that arrives in batches, with progress and an audit.
//
//	file ─▶ formats.Reader ─▶ pages ─▶ Load.Next ─▶ fetch.Batch ─▶ the caller's extent.Map
//	                            └─▶ fetch.Auditor, notes ─▶ audit
//
// Invariants:
//   - a file that was cut off or is wrong somewhere gives what it proves up to
//     there, and an error with the place; never a map that looks whole;
//   - memory is bounded: MostExtents extents in MostPages pages, about 9 bytes an
//     extent and 150 a page, whatever the file's size.
package file
