package extent

// Grow makes the disk larger, if capacity (bytes) is more than what it has: for
// maps of which the size becomes known as they arrive. What is new is unknown,
// also where a page that was added before reached past the old end.
//
// An extent at the old end has its border there from now on, and Granularity
// takes it in.
func (m *Map) Grow(capacity int64) {
	if capacity <= m.capacity {
		return
	}
	if n := len(m.list); n > 0 {
		if last := m.list[n-1]; last.hi == m.capacity && last.closes {
			m.grain.divide(m.capacity)
		}
	}
	m.capacity = capacity
}
