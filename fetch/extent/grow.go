package extent

// Grow makes the disk larger, if capacity (bytes) is more than what it has: for
// maps of which the size becomes known as they arrive. What is new is unknown.
func (m *Map) Grow(capacity int64) { m.capacity = max(m.capacity, capacity) }
