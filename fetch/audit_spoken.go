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

	free []byte             // of a statement that had to go, for the next one
	text []byte             // in which one is written, before it is known how long it gets
	list [2][]extent.Extent // what two replies say, while they are compared
}

const (
	spokenPages   = 32
	spokenExtents = 1 << 18 // some 1 MiB
	spokenRoom    = 1 << 15 // extents for which memory is kept from page to page
)

// compare tells where a page says something else than one before it about the
// same bytes, and remembers it. covered is what was known before it.
func (s *spoken) compare(covered *coverage, p extent.Page) (at, length int64, ok bool) {
	lo, hi := covered.clip(p)
	if hi <= lo {
		return 0, 0, false
	}
	changed := normal(s.list[0][:0], p.Extents, lo, hi)
	for _, o := range s.pages {
		from, to := max(lo, o.Start), min(hi, o.End())
		if from >= to {
			continue
		}
		before := o.changed(s.list[1][:0])
		if !slices.Equal(part(changed, from, to), part(before, from, to)) {
			at, length, ok = from, to-from, true
			break
		}
		s.list[1] = reusable(before)
	}
	said := stating(s.text[:0], lo, hi, changed)
	s.text = said.said
	said.said = append(s.free[:0], s.text...)
	s.pages = append(s.pages, said)
	s.size += len(changed)
	s.free, s.list[0] = nil, reusable(changed)
	if cap(s.text) > 16*spokenRoom {
		s.text = nil
	}
	for len(s.pages) > spokenPages || s.size > spokenExtents {
		i := max(0, slices.IndexFunc(s.pages, func(o statement) bool { return o.Start == 0 || covered.has(o.Start-1) }))
		s.size -= s.pages[i].count
		s.free = s.pages[i].said
		s.pages = slices.Delete(s.pages, i, i+1)
	}
	return at, length, ok
}

func reusable(list []extent.Extent) []extent.Extent {
	if cap(list) > spokenRoom {
		return nil
	}
	return list
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

// part is the part of a list, in order and disjoint, that lies in [lo, hi).
func part(list []extent.Extent, lo, hi int64) []extent.Extent {
	first, _ := slices.BinarySearchFunc(list, lo, func(e extent.Extent, lo int64) int { return cmp.Compare(e.End(), lo+1) })
	last, _ := slices.BinarySearchFunc(list, hi, func(e extent.Extent, hi int64) int { return cmp.Compare(e.Start, hi) })
	if first >= last {
		return nil
	}
	if whole := list[first:last]; whole[0].Start >= lo && whole[len(whole)-1].End() <= hi {
		return whole
	}
	return normal(nil, list[first:last], lo, hi)
}

// normal appends a list of extents, clipped to [lo, hi), in order, those that
// overlap or touch merged, to out, which is empty.
func normal(out, list []extent.Extent, lo, hi int64) []extent.Extent {
	out = slices.Grow(out, len(list))
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
