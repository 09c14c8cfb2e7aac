package mishap_test

import (
	"maps"
	"math"
	"math/rand/v2"
	"slices"

	"cbtmap/fetch"
	"cbtmap/fetch/extent"
)

// distort makes a true answer odd without making it a lie: what it says of its
// own range on the disk stays true.
func (m mix) distort(kind string, p extent.Page, asked int64, r *rand.Rand) extent.Page {
	add := func(e ...extent.Extent) { p.Extents = append(p.Extents, e...) }
	var any extent.Extent
	if n := len(p.Extents); n > 0 {
		any = p.Extents[r.IntN(n)]
	}
	switch kind {
	case unsorted:
		r.Shuffle(len(p.Extents), func(i, j int) { p.Extents[i], p.Extents[j] = p.Extents[j], p.Extents[i] })
	case duplicate:
		if any.Length > 0 {
			add(any)
		}
	case overlap:
		if any.Length > 1 {
			add(extent.Extent{Start: any.Start + any.Length/3, Length: any.Length / 2})
		}
	case outside:
		add(extent.Extent{Start: p.End() + r.Int64N(1<<30), Length: 1 + r.Int64N(1<<30)})
		if p.Start > 0 {
			at := r.Int64N(p.Start)
			add(extent.Extent{Start: at, Length: p.Start - at})
		}
	case emptyArea:
		add(extent.Extent{Start: p.Start})
	case beyond:
		if p.End() == m.disk.capacity {
			p.Length += 1 + r.Int64N(1<<40)
		}
	case early:
		return m.disk.between(max(0, asked-1-r.Int64N(1<<22)), p.End(), m.most+5)
	case late:
		if at := asked + 1 + r.Int64N(1<<20); at < m.disk.capacity {
			return m.disk.page(at, m.most, m.span)
		}
	case nothing:
		return extent.Page{Start: asked}
	case negative:
		return extent.Page{Start: asked, Length: -1 - r.Int64N(1<<40)}
	case minusArea:
		add(extent.Extent{Start: p.Start, Length: -1 - r.Int64N(1<<20)})
	case minusPage:
		q := m.disk.between(0, p.End(), m.most)
		q.Start, q.Length = -4096, q.Length+4096
		return q
	case wildArea:
		add(extent.Extent{Start: math.MaxInt64 - r.Int64N(5), Length: math.MaxInt64})
	}
	return p
}

// grown is a reply about a disk that was made larger: it goes on, and so do the
// changes, behind the end that the interval has.
func (m mix) grown(p extent.Page) extent.Page {
	if p.End() == m.disk.capacity {
		p.Extents = append(p.Extents, extent.Extent{Start: m.disk.capacity, Length: 1 << 20})
		p.Length += 1 << 30
	}
	return p
}

// oddIn are the findings that a page must give rise to, told by rules of our own.
func (m mix) oddIn(p extent.Page) (kinds []string) {
	note := func(kind string, yes bool) {
		if yes {
			kinds = append(kinds, kind)
		}
	}
	var out, empty, descends, shares bool
	borders := map[int64]int{} // where areas begin, less where they end
	for i, e := range p.Extents {
		descends = descends || i > 0 && p.Extents[i-1].Start > e.Start
		if e.Length <= 0 {
			empty = true
			continue
		}
		out = out || e.Start < max(p.Start, 0) || e.End() > min(p.End(), m.disk.capacity)
		borders[e.Start]++
		borders[e.End()]--
	}
	depth := 0
	for _, at := range slices.Sorted(maps.Keys(borders)) {
		depth += borders[at]
		shares = shares || depth > 1
	}
	note(fetch.ZeroLength, empty || p.Length <= 0)
	note(fetch.OutOfRange, out || p.Start < 0 || p.End() > m.disk.capacity)
	note(fetch.Unsorted, descends)
	note(fetch.Overlap, shares)
	return kinds
}
