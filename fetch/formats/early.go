package formats

import (
	"cmp"
	"slices"

	"cbtmap/fetch/extent"
)

// mostEarly is how many records are gathered at most that lie before others: they
// take 24 bytes each.
const mostEarly = 1 << 20

// early gathers the records of a file that is not in order. Each of them as a page
// of its own would make a map take itself apart as often as there are records.
type early struct {
	most    int // mostEarly if 0
	records []record
	given   int // of them, once they are handed out; 0 while they are gathered
	page    extent.Page
}

func (e *early) add(r record)  { e.records = append(e.records, r) }
func (e *early) full() bool    { return len(e.records) == cmp.Or(e.most, mostEarly) }
func (e *early) handing() bool { return e.given > 0 }

// sort begins to hand out what was gathered.
func (e *early) sort() {
	slices.SortFunc(e.records, func(a, b record) int { return cmp.Compare(a.start, b.start) })
}

// next is the next page of the gathered records in order, valid until the call
// after it. All bytes between two records are known where covered says so; else a
// page ends where the next byte is nobody's. Without records left, ok is false, and
// they can be gathered anew.
func (e *early) next(covered bool) (p extent.Page, ok bool) {
	if e.given == len(e.records) {
		e.records, e.given = e.records[:0], 0
		return extent.Page{}, false
	}
	first := e.records[e.given]
	e.page = extent.Page{Start: first.start, Extents: e.page.Extents[:0]}
	for ; e.given < len(e.records); e.given++ {
		r := e.records[e.given]
		if e.page.Length > 0 && r.start > e.page.End() && !covered || !e.take(r) {
			break
		}
		e.page.Length = max(e.page.End(), r.start+r.length) - e.page.Start
	}
	return e.page, true
}

// take adds a record to the extents of the page; it is false if there are too many
// of them.
func (e *early) take(r record) bool {
	if r.state != changed {
		return true
	}
	list := e.page.Extents
	if n := len(list); n > 0 && r.start <= list[n-1].End() {
		list[n-1].Length = max(list[n-1].End(), r.start+r.length) - list[n-1].Start
		return true
	}
	if len(list) == MostExtents {
		return false
	}
	e.page.Extents = append(list, extent.Extent{Start: r.start, Length: r.length})
	return true
}
