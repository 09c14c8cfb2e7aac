package extent

// Vouch takes over what is known of the replies from before their extents were
// merged, for a map made of such as a file holds: how many replies and extents
// there were, and the granularity of their borders in bytes. Call it after the last
// page.
//
// It never makes a figure say more than the map itself shows: the numbers count
// only if they are not below Pages and RawExtents, and granularity only if it divides Granularity or,
// while that is 0, if there are changes within which the borders may have been.
// Anything else is ignored.
func (m *Map) Vouch(pages int, raw, granularity int64) {
	m.pages = max(m.pages, pages)
	m.raw = max(m.raw, raw)
	if granularity <= 0 || granularity >= m.capacity || m.changed == 0 {
		return
	}
	if int64(m.grain)%granularity == 0 {
		m.grain = grain(granularity)
	}
}
