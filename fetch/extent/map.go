package extent

import "slices"

// Map is a change map: pages in, exact answers out. All figures are bytes
// unless a name says extents or pages. Any offset may be asked about; outside
// [0, Capacity) nothing is known.
//
// A Map is not safe for concurrent use, not even by readers alone: an answer may
// bring an index up to date. Snapshot makes a copy that any number of goroutines
// may read.
type Map struct {
	capacity int64

	list  []*stretch // in order, disjoint
	index []entry    // one for each stretch, true for the first clean of them
	clean int

	known, changed, extents int64 // totals, kept by splice
	raw                     int64
	pages                   int
	grain                   grain

	scratch []Extent // room for Add to normalise in
}

// New makes the map of a disk of capacity bytes of which nothing is known yet. A
// negative capacity counts as 0.
func New(capacity int64) *Map { return &Map{capacity: max(capacity, 0)} }

// Capacity is the size of the disk in bytes.
func (m *Map) Capacity() int64 { return m.capacity }

// Known is the number of bytes that some page spoke for.
func (m *Map) Known() int64 { return m.known }

// Changed is the number of bytes reported as changed: a lower bound for the disk
// until the map is complete.
func (m *Map) Changed() int64 { return m.changed }

// Complete says whether every byte of the disk is known.
func (m *Map) Complete() bool { return m.known == m.capacity }

// Pages is the number of pages that told something of bytes not known before.
// Where pages overlap it depends on which came first.
func (m *Map) Pages() int { return m.pages }

// RawExtents is the number of extents as reported, before neighbours were
// merged, never less than Extents: of each page those that start, once clipped
// to it, at a byte not known as changed before. Repeating a page adds nothing.
// Where pages overlap and differ it depends on which came first.
func (m *Map) RawExtents() int64 { return m.raw }

// Extents is the number of extents after neighbours are merged, across the
// borders of pages too. It costs nothing to ask.
func (m *Map) Extents() int64 { return m.extents }

// Granularity is the largest number of bytes that divides the start and the end
// of every extent as reported: observed, not promised by the server. Borders
// outside the page are left out, and so is the end of the disk, which need not
// be a multiple of the grain. It is 0 while no border but 0 has been seen.
func (m *Map) Granularity() int64 { return int64(m.grain) }

// Snapshot is a copy for other goroutines: they may read it, and Snapshot it,
// all at once, while m goes on taking in pages. Nobody may Add to it meanwhile.
// It shares all extents with m and costs a few bytes a page.
func (m *Map) Snapshot() *Map {
	m.sync() // so that no reader of the copy has to
	c := *m
	c.list, c.index, c.scratch = slices.Clone(m.list), slices.Clone(m.index), nil
	return &c
}
