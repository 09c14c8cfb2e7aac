package extent

import "iter"

// Map is a change map: pages in, exact answers out. All figures are bytes
// unless a name says extents or pages. Offsets outside [0, Capacity) may be
// asked for; nothing is known there.
//
// A Map is not safe for concurrent use, reads included. Snapshot makes a copy
// that any number of goroutines may read.
type Map struct {
	capacity int64
}

// New makes an empty map of a disk of capacity bytes: nothing is known yet. A
// negative capacity counts as 0.
func New(capacity int64) *Map { return &Map{capacity: max(capacity, 0)} }

// Add takes in one page, whatever its order, and says why if it cannot.
func (m *Map) Add(p Page) error { return nil }

// Capacity is the size of the disk.
func (m *Map) Capacity() int64 { return m.capacity }

// Known is the number of bytes that some page spoke for.
func (m *Map) Known() int64 { return 0 }

// Changed is the number of bytes reported as changed.
func (m *Map) Changed() int64 { return 0 }

// Complete says whether every byte of the disk is known.
func (m *Map) Complete() bool { return m.Known() == m.capacity }

// Pages is the number of pages that added coverage.
func (m *Map) Pages() int { return 0 }

// RawExtents is the number of extents as reported, before any merging.
func (m *Map) RawExtents() int64 { return 0 }

// Extents is the number of extents after neighbours are merged.
func (m *Map) Extents() int64 { return 0 }

// Granularity is the observed grain in bytes, 0 while none has been seen.
func (m *Map) Granularity() int64 { return 0 }

// Sum says what is known of [lo, hi).
func (m *Map) Sum(lo, hi int64) Sum { return Sum{} }

// Sums appends to dst[:0] one sum for each of the len(bounds)-1 ranges between
// ascending bounds, and returns it.
func (m *Map) Sums(bounds []int64, dst []Sum) []Sum { return dst[:0] }

// Count is the number of merged extents that touch [lo, hi).
func (m *Map) Count(lo, hi int64) int64 { return 0 }

// Longest is the longest merged extent of [lo, hi), clipped to it; the zero
// Extent if nothing changed there.
func (m *Map) Longest(lo, hi int64) Extent { return Extent{} }

// At is the merged extent that holds the byte at off.
func (m *Map) At(off int64) (Extent, bool) { return Extent{}, false }

// Next is the first merged extent that starts after off.
func (m *Map) Next(off int64) (Extent, bool) { return Extent{}, false }

// Prev is the last merged extent that starts before off.
func (m *Map) Prev(off int64) (Extent, bool) { return Extent{}, false }

// All yields the merged extents that touch [lo, hi), unclipped, ascending.
func (m *Map) All(lo, hi int64) iter.Seq[Extent] { return func(func(Extent) bool) {} }

// Gaps yields the ranges of [lo, hi) that are not known, clipped, ascending.
func (m *Map) Gaps(lo, hi int64) iter.Seq[Extent] { return func(func(Extent) bool) {} }

// Snapshot is a copy that never changes again by what is added to m.
func (m *Map) Snapshot() *Map { c := *m; return &c }

// Union holds the bytes changed in a or b, known where both are known.
func Union(a, b *Map) *Map { return New(0) }

// Intersection holds the bytes changed in a and b, known where both are known.
func Intersection(a, b *Map) *Map { return New(0) }

// Difference holds the bytes changed in a but not in b, known where both are known.
func Difference(a, b *Map) *Map { return New(0) }
