package extent

import "slices"

// entry is what holds for all stretches before one: with it a question about a
// range costs two look-ups, however much lies between.
type entry struct {
	lo      int64 // start of the stretch itself
	known   int64 // bytes known before it
	changed int64 // bytes changed before it
	starts  int64 // merged extents that start before it
}

// joined says whether the last extent of stretch i-1 goes on in stretch i.
func (m *Map) joined(i int) bool {
	return i > 0 && i < len(m.list) &&
		m.list[i-1].hi == m.list[i].lo && m.list[i-1].closes && m.list[i].opens()
}

// splice puts stretches in the place of list[i:j] and keeps the totals right.
func (m *Map) splice(i, j int, with []*stretch) {
	m.count(i, j, -1)
	m.list = slices.Replace(m.list, i, j, with...)
	m.count(i, i+len(with), +1)
	m.clean = min(m.clean, i)
}

// count adds what stretches i to j-1 and the borders around them contribute to
// the totals, or takes it away.
func (m *Map) count(i, j int, sign int64) {
	for k := i; k < j; k++ {
		s := m.list[k]
		m.known += sign * (s.hi - s.lo)
		m.changed += sign * s.changed
		m.extents += sign * int64(s.len())
	}
	for k := i; k <= j; k++ {
		if m.joined(k) {
			m.extents -= sign
		}
	}
}

// sync brings the index up to date. On a map that has not changed since the
// last time it only reads.
func (m *Map) sync() {
	if m.clean == len(m.list) && len(m.index) == len(m.list) {
		return
	}
	m.index = slices.Grow(m.index[:m.clean], len(m.list)-m.clean)
	for i := m.clean; i < len(m.list); i++ {
		e := entry{lo: m.list[i].lo}
		if i > 0 {
			before, s := m.index[i-1], m.list[i-1]
			e.known = before.known + s.hi - s.lo
			e.changed = before.changed + s.changed
			e.starts = before.starts + m.heads(i-1)
		}
		m.index = append(m.index, e)
	}
	m.clean = len(m.list)
}

// heads is the number of merged extents that start in stretch i.
func (m *Map) heads(i int) int64 {
	n := int64(m.list[i].len())
	if m.joined(i) {
		n--
	}
	return n
}

// seek is the last of the stretches from to to-1 that starts at or before off,
// from-1 if none does. It needs the index.
func (m *Map) seek(from, to int, off int64) int {
	for from < to {
		mid := int(uint(from+to) >> 1)
		if m.index[mid].lo <= off {
			from = mid + 1
		} else {
			to = mid
		}
	}
	return from - 1
}
