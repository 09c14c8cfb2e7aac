package extent

// grain is the greatest common divisor of the offsets it has seen, 0 at first.
type grain int64

// see takes in the borders of extents as a page reported them: those in [lo, hi],
// the clipped range of the page, and short of the end of the disk.
func (g *grain) see(reported []Extent, lo, hi, capacity int64) {
	// Nearly always the grain is a power of two and stays what it was; then one
	// pass without a division shows so.
	if d := int64(*g); d > 0 && d&(d-1) == 0 {
		var or int64
		for _, e := range reported {
			or |= e.Start | e.End()
		}
		if or&(d-1) == 0 {
			return
		}
	}
	for _, e := range reported {
		if e.Length == 0 || e.End() <= lo || e.Start >= hi {
			continue
		}
		if e.Start >= lo {
			g.divide(e.Start)
		}
		if end := e.End(); end <= hi && end < capacity {
			g.divide(end)
		}
	}
}

// divide takes in one offset.
func (g *grain) divide(off int64) {
	d := int64(*g)
	if d != 0 && off%d == 0 {
		return
	}
	for off != 0 {
		d, off = off, d%off
	}
	*g = grain(d)
}
