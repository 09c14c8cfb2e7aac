package fetch

import (
	"cmp"
	"slices"

	"cbtmap/fetch/extent"
)

// spoken remembers what some of the replies said, to compare it with what
// others say of the same bytes. Replies overlap where one worker runs into what
// another has asked for, so it is the first page of each such stretch, with
// nothing known before it, that is worth keeping, and then the latest ones.
// What overlaps a page that had to go is not compared.
type spoken struct {
	pages []statement // the oldest first
	size  int         // extents in them
}

// statement is what one reply says of its range: the rest of it is unchanged.
type statement struct {
	extent.Extent
	changed []extent.Extent // in order, disjoint, inside the range
}

const (
	spokenPages   = 32
	spokenExtents = 1 << 18 // 4 MiB
)

// compare tells where a page says something else than one before it about the
// same bytes, and remembers it. covered is what was known before it.
func (s *spoken) compare(covered *coverage, p extent.Page) (at, length int64, ok bool) {
	lo, hi := covered.clip(p)
	if hi <= lo {
		return 0, 0, false
	}
	said := statement{extent.Extent{Start: lo, Length: hi - lo}, normal(p.Extents, lo, hi)}
	for _, o := range s.pages {
		from, to := max(lo, o.Start), min(hi, o.End())
		if from < to && !slices.Equal(said.within(from, to), o.within(from, to)) {
			at, length, ok = from, to-from, true
			break
		}
	}
	s.pages = append(s.pages, said)
	s.size += len(said.changed)
	for len(s.pages) > spokenPages || s.size > spokenExtents {
		i := max(0, slices.IndexFunc(s.pages, func(o statement) bool { return o.Start == 0 || covered.has(o.Start-1) }))
		s.size -= len(s.pages[i].changed)
		s.pages = slices.Delete(s.pages, i, i+1)
	}
	return at, length, ok
}

// endsAt is the reply that was followed by a question at that byte, if it is
// remembered.
func (s *spoken) endsAt(at int64) (statement, bool) {
	for _, o := range s.pages {
		if o.End() == at {
			return o, true
		}
	}
	return statement{}, false
}

// within is what the statement calls changed in [lo, hi), a part of its range.
func (s statement) within(lo, hi int64) []extent.Extent {
	first, _ := slices.BinarySearchFunc(s.changed, lo, func(e extent.Extent, lo int64) int { return cmp.Compare(e.End(), lo+1) })
	last, _ := slices.BinarySearchFunc(s.changed, hi, func(e extent.Extent, hi int64) int { return cmp.Compare(e.Start, hi) })
	if first >= last {
		return nil
	}
	if part := s.changed[first:last]; part[0].Start >= lo && part[len(part)-1].End() <= hi {
		return part
	}
	return normal(s.changed[first:last], lo, hi)
}

// normal is a copy of a list of extents, clipped to [lo, hi), in order, those
// that overlap or touch merged.
func normal(list []extent.Extent, lo, hi int64) []extent.Extent {
	out := make([]extent.Extent, 0, len(list))
	if !slices.IsSortedFunc(list, byStart) {
		list = slices.SortedFunc(slices.Values(list), byStart)
	}
	for _, e := range list {
		from, to := max(e.Start, lo), min(e.End(), hi)
		if e.Length <= 0 || from >= to {
			continue
		}
		if n := len(out); n > 0 && out[n-1].End() >= from {
			out[n-1].Length = max(out[n-1].End(), to) - out[n-1].Start
		} else {
			out = append(out, extent.Extent{Start: from, Length: to - from})
		}
	}
	return out
}
