// Package reply reads replies to QueryChangedDiskAreas while they arrive, SOAP and
// VI JSON, straight into pages.
//
//	body ─► window ─► scanner ─► extent.Page
//	                    │
//	                    └─► a shape that it does not know: ErrUnexpected, and all
//	                        bytes seen so far, for a decoder that knows any shape
//
// Invariants:
//
//   - A page that is returned without an error is the one that govmomi's decoder
//     makes of the same bytes.
//   - The end of the reply was there: a page is never made of a part of one.
//   - Nothing is allocated for an extent; memory is used again for the next reply.
package reply
