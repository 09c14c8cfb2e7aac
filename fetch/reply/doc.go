// Package reply reads replies to QueryChangedDiskAreas while they arrive, SOAP and
// VI JSON, straight into pages.
//
//	body ─► window ─► scanner ─► extent.Page
//	          │        │   ▲
//	          │        ▼   │ learns from each extent that the scanner read how the
//	          │       usual  next ones will be written, and reads those in bulk
//	          │
//	          └─► ErrUnexpected, and all bytes seen so far, for a decoder that
//	              knows any shape
//
// There are three layers, each of which leaves to the next what it does not
// know at once:
//
//   - usual compares what stands around two numbers with what stood around the last
//     two, and reads sixteen digits in two steps: 33 ns an extent.
//   - the scanners, soap and json, know what the schema allows, prefixes, attributes,
//     white space, comments, any order, what else there may be: 360 and 230 ns.
//   - govmomi's decoder, behind ErrUnexpected, knows the rest, references and
//     sections, escaped keys, faults, errors and what they are called: 4,500 and
//     2,000 ns. What it does not see, CheckSOAP and CheckJSON do.
//
// (The least of many runs of BenchmarkDecode and BenchmarkScanner on one machine,
// replies of 2,000 extents.)
//
// Invariants:
//
//   - A page that is returned without an error is the one that govmomi's decoder
//     makes of the same bytes.
//   - What the schema requires is there, in each area and in the reply: govmomi's
//     decoder makes 0 of what is missing, and that puts a change where there is none.
//   - The end of the reply was there, and nothing after it: a page is never made of
//     a part of one, or of two.
//   - What stands under a name that is not known, and has the numbers of an area in
//     it, is not passed over.
//   - Nothing is allocated for an extent; memory is used again for the next reply.
//   - No body makes a reader take more than MaxSeen bytes, besides its extents, of
//     which there are MaxExtents at most.
//   - Once a reply has failed there is no further byte: nothing reads on for ever.
package reply
