// Package extent is the ground floor: the change map of one virtual disk. It
// takes in the pages a server sends, in any order, and answers exactly, to the
// byte, what is known and what changed in any range.
//
//	Page (a reply: range + extents)
//	  │ Add: check, sort, clip, merge                            add.go
//	  ▼
//	stretch  lo ─────────────────────────────── hi               stretch.go
//	  │        marks  start   where each extent begins    ┐ uint32, in units of
//	  │               after   changed bytes up to its end ┘ a power of two
//	  │        skips  each 32nd start again, to search in    search.go
//	  ▼
//	Map      [stretch][stretch]   gap   [stretch] …  by offset   map.go
//	  │        index: known, changed, extents before each        index.go
//	  ▼
//	Sum, Sums · Count, Longest · At, Next, Prev, All · Gaps · Union … · Stats
//
// A stretch is the part of a page that the map had not heard of before; a page
// that is too long for one, or whose offsets are too odd for 32 bits, makes
// several. It is immutable; a reply that finds more changes in it replaces it.
// An extent costs eight bytes, and less than half a one for the stretch around it.
//
// Invariants:
//
//   - Stretches are in order and never overlap; what no stretch covers is
//     unknown.
//   - A byte is known if any page spoke for it, and changed if any of those
//     called it changed: no change is lost, whatever came first.
//   - Within a stretch the extents are in order and never touch; one that runs
//     up to the end of its stretch and goes on in the next is one merged extent.
//   - No answer is given about bytes outside the coverage or outside the disk.
//   - Everything is integers, and no sum can overflow: none exceeds the capacity.
//
// The package imports the standard library only, and knows no clock, no file
// and no network.
package extent
