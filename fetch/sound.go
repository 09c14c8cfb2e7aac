package fetch

import (
	"slices"

	"cbtmap/fetch/extent"
)

// sound is a page without negative numbers, which a map refuses: what lies
// before the disk is cut off, and an extent of a negative length has no bytes to
// begin with. The auditor hears of the page as it was.
func sound(p extent.Page) extent.Page {
	p.Start, p.Length = cut(p.Start, p.Length)
	bad := func(e extent.Extent) bool { return e.Start < 0 || e.Length < 0 }
	if !slices.ContainsFunc(p.Extents, bad) {
		return p
	}
	all := p.Extents
	p.Extents = make([]extent.Extent, 0, len(all))
	for _, e := range all {
		if e.Start, e.Length = cut(e.Start, e.Length); e.Length > 0 {
			p.Extents = append(p.Extents, e)
		}
	}
	return p
}

// cut takes off a range what lies before byte 0.
func cut(start, length int64) (int64, int64) {
	if start < 0 && length > 0 {
		start, length = 0, start+length
	}
	return max(start, 0), max(length, 0)
}
