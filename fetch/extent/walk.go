package extent

import (
	"iter"
	"sort"
)

// A place is one extent of one stretch: a piece, as a rule the whole, of a
// merged extent.
type place struct{ stretch, extent int }

// rank is the number of merged extents that start before off.
func (m *Map) rank(off int64) int64 {
	m.sync()
	i := m.seek(0, len(m.index), off)
	if i < 0 {
		return 0
	}
	n := int64(m.list[i].rank(off))
	if n > 0 && m.joined(i) {
		n--
	}
	return m.index[i].starts + n
}

// find is where merged extent n begins, 0 <= n < m.extents.
func (m *Map) find(n int64) place {
	m.sync()
	i := sort.Search(len(m.index), func(i int) bool { return m.index[i].starts > n }) - 1
	k := int(n - m.index[i].starts)
	if m.joined(i) {
		k++
	}
	return place{i, k}
}

// merged is the whole extent that begins at p, and the place after it.
func (m *Map) merged(p place) (Extent, place) {
	e := m.list[p.stretch].at(p.extent)
	p.extent++
	for p.extent == m.list[p.stretch].len() {
		p = place{p.stretch + 1, 0}
		if p.stretch == len(m.list) {
			break
		}
		if m.joined(p.stretch) {
			e.Length += m.list[p.stretch].at(0).Length
			p.extent = 1
		}
	}
	return e, p
}

// nth is merged extent n, if there is one.
func (m *Map) nth(n int64) (Extent, bool) {
	if n < 0 || n >= m.extents {
		return Extent{}, false
	}
	e, _ := m.merged(m.find(n))
	return e, true
}

// touching is the range [from, to) of merged extents that share a byte with
// [lo, hi), by number.
func (m *Map) touching(lo, hi int64) (from, to int64) {
	lo, hi = max(lo, 0), min(hi, m.capacity)
	if lo >= hi {
		return 0, 0
	}
	from, to = m.rank(lo), m.rank(hi)
	// The one that starts before lo may reach past it.
	if e, ok := m.nth(from - 1); ok && e.End() > lo {
		from--
	}
	return from, to
}

// Count is the number of merged extents that share at least a byte with
// [lo, hi).
func (m *Map) Count(lo, hi int64) int64 {
	from, to := m.touching(lo, hi)
	return to - from
}

// At is the merged extent that holds the byte at off.
func (m *Map) At(off int64) (Extent, bool) {
	if off < 0 || off >= m.capacity {
		return Extent{}, false
	}
	e, ok := m.nth(m.rank(off+1) - 1)
	if !ok || e.End() <= off {
		return Extent{}, false
	}
	return e, true
}

// Next is the first merged extent that starts after off.
func (m *Map) Next(off int64) (Extent, bool) {
	if off >= m.capacity {
		return Extent{}, false
	}
	return m.nth(m.rank(off + 1))
}

// Prev is the last merged extent that starts before off.
func (m *Map) Prev(off int64) (Extent, bool) {
	return m.nth(m.rank(off) - 1)
}

// All yields the merged extents that share at least a byte with [lo, hi): whole
// ones, reaching out of the range where they do, in order. The map must not
// change meanwhile.
func (m *Map) All(lo, hi int64) iter.Seq[Extent] {
	return func(yield func(Extent) bool) {
		from, to := m.touching(lo, hi)
		if from >= to {
			return
		}
		p := m.find(from)
		for ; from < to; from++ {
			var e Extent
			if e, p = m.merged(p); !yield(e) {
				return
			}
		}
	}
}
