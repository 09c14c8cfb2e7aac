package file

import (
	"cbtmap/fetch"
	"cbtmap/fetch/extent"
	"cbtmap/fetch/formats"
)

// doubt takes out of a map that bytes in these ranges, which are in order and apart,
// are unchanged: a file says so in one place, and in another that it does not know.
// The finding is of what is not known any more; its Count is 0 if that is nothing.
func doubt(m *extent.Map, ranges []extent.Extent) (found fetch.Finding) {
	if len(ranges) == 0 {
		return found
	}
	before := m.Known()
	less := extent.New(m.Capacity())
	for p := range m.Replies(formats.MostExtents) {
		for len(ranges) > 0 && ranges[0].End() <= p.Start {
			ranges = ranges[1:]
		}
		rest := p
		for _, r := range ranges {
			if r.Start >= p.End() {
				break
			}
			rest = doubtIn(less, rest, r, &found)
		}
		add(less, rest)
	}
	less.Vouch(m.Pages(), m.RawExtents(), m.Granularity())
	if less.Known() < before {
		*m = *less
	}
	return found
}

// doubtIn adds what a page says of bytes before the end of a range, and of those in it
// only what has changed. It returns what the page says of those behind it.
func doubtIn(less *extent.Map, p extent.Page, r extent.Extent, found *fetch.Finding) extent.Page {
	front, within := split(p, r.Start)
	within, rest := split(within, r.End())
	add(less, front)
	at := within.Start
	unchanged := func(to int64) {
		if at >= to {
			return
		}
		if found.Count++; found.Count == 1 {
			*found = fetch.Finding{Kind: fetch.Gap, Start: at, Length: to - at, Count: 1,
				Detail: "the file calls this range unchanged in one place and unknown in another: it is unknown"}
		}
	}
	for _, e := range within.Extents {
		lo, hi := max(e.Start, within.Start), min(e.End(), within.End())
		unchanged(lo)
		add(less, extent.Page{Start: lo, Length: hi - lo, Extents: []extent.Extent{{Start: lo, Length: hi - lo}}})
		at = hi
	}
	unchanged(within.End())
	return rest
}

// split cuts a page in two. An extent that is cut is in both, and reaches out of them.
func split(p extent.Page, at int64) (front, back extent.Page) {
	at = min(max(at, p.Start), p.End())
	n := 0
	for n < len(p.Extents) && p.Extents[n].Start < at {
		n++
	}
	front = extent.Page{Start: p.Start, Length: at - p.Start, Extents: p.Extents[:n]}
	if n > 0 && p.Extents[n-1].End() > at {
		n--
	}
	return front, extent.Page{Start: at, Length: p.End() - at, Extents: p.Extents[n:]}
}

// add adds a page that a map made, of which nothing is negative.
func add(m *extent.Map, p extent.Page) {
	if p.Length > 0 {
		_ = m.Add(p)
	}
}
