// Package capture is cbtmap's own file: a change map with all that is known of
// where it comes from.
//
//	Header, pages, Footer ──Writer──▶ gzip of JSON lines ──Reader──▶ the same
//
// Invariants:
//   - what was written can be read up to the last whole line, however a file was
//     cut off, and a file that was cut off says so;
//   - no secret has a place in it.
package capture
