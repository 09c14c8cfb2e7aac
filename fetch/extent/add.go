package extent

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// The reasons for which a page is refused; a PageError wraps one of them.
var (
	ErrNegativeStart  = errors.New("negative start")
	ErrNegativeLength = errors.New("negative length")
)

// PageError is a page that cannot be right. Nothing of it was taken in.
type PageError struct {
	Page   Extent // the range the page claimed to speak for
	Index  int    // which of its extents is wrong, -1 for the page itself
	Extent Extent // that extent; the page's range again when Index is -1
	Reason error  // ErrNegativeStart or ErrNegativeLength
}

func (e *PageError) Error() string {
	what := "it"
	if e.Index >= 0 {
		what = fmt.Sprintf("its extent %d (start %d, length %d)", e.Index, e.Extent.Start, e.Extent.Length)
	}
	return fmt.Sprintf("page refused (start %d, length %d): %s has a %v; ask for this range again",
		e.Page.Start, e.Page.Length, what, e.Reason)
}

// Unwrap makes errors.Is work with the reasons.
func (e *PageError) Unwrap() error { return e.Reason }

// Add takes in one page. Pages may come in any order, repeat, overlap and
// disagree: a byte counts as changed if any of them says so. The extents of a
// page may be in any order, overlap, touch, be empty, or reach out of the page
// or the disk; only what they say of the page's own range on the disk counts.
// The page is not kept and not written to.
//
// The error, if any, is a *PageError: a negative number somewhere in the page.
// The map is then as it was.
func (m *Map) Add(p Page) error {
	lo, hi := p.Start, min(p.End(), m.capacity)
	ext, n := p.Extents, int64(len(p.Extents))
	plain := 0 <= lo && lo < hi && normal(ext, lo, hi)
	if !plain {
		if err := check(p); err != nil {
			return err
		}
		if lo >= hi {
			return nil
		}
		ext, n = normalise(slices.Grow(m.scratch[:0], len(ext)), ext, lo, hi)
	}
	m.grain.see(p.Extents, lo, hi, m.capacity)
	if i, j := m.overlap(lo, hi); i == j {
		m.pages++
		m.raw += n
		var one [1]*stretch // as nearly every page makes
		m.splice(i, i, build(one[:0], lo, hi, ext))
	} else {
		m.raw += fresh(p.Extents, lo, hi, m.list[i:j])
		m.overlay(i, j, lo, hi, ext)
	}
	if !plain && cap(ext) <= 4*maxExtents {
		m.scratch = ext
	}
	return nil
}

// normal says whether extents are what normalise would make of them, as those of a
// server's replies nearly always are.
func normal(extents []Extent, lo, hi int64) bool {
	at := lo - 1
	for _, e := range extents {
		end := e.Start + e.Length
		if e.Start <= at || end <= e.Start || end > hi {
			return false
		}
		at = end
	}
	return true
}

// overlay adds the known range [lo, hi) with its normalised extents to the
// stretches i to j-1, which it overlaps.
func (m *Map) overlay(i, j int, lo, hi int64, ext []Extent) {
	var with []*stretch
	news, more := false, false // unknown bytes learnt, known bytes now changed
	gap := func(from, to int64) {
		if from < to {
			news = true
			with = build(with, from, to, clip(ext, from, to))
		}
	}
	at := lo
	for _, s := range m.list[i:j] {
		gap(at, s.lo)
		if add := clip(ext, s.lo, s.hi); s.holds(add) {
			with = append(with, s)
		} else {
			more = true
			both, _ := normalise(nil, append(s.append(nil), add...), s.lo, s.hi)
			with = build(with, s.lo, s.hi, both)
		}
		at = s.hi
	}
	gap(at, hi)
	if news {
		m.pages++
	}
	if news || more {
		m.splice(i, j, with)
	}
}

// overlap is the range of stretches, possibly empty, that share bytes with
// [lo, hi). It does without the index, which an Add has just put out of date.
func (m *Map) overlap(lo, hi int64) (i, j int) {
	i, _ = slices.BinarySearchFunc(m.list, lo, endsAfter)
	for j = i; j < len(m.list) && m.list[j].lo < hi; j++ {
	}
	return i, j
}

// endsAfter orders stretches for a search of the first that ends after off.
func endsAfter(s *stretch, off int64) int { return cmp.Compare(s.hi, off+1) }

// check finds the first negative number of a page.
func check(p Page) error {
	page := Extent{p.Start, p.Length}
	if reason := negative(page); reason != nil {
		return &PageError{Page: page, Index: -1, Extent: page, Reason: reason}
	}
	for i, e := range p.Extents {
		if e.Start|e.Length < 0 {
			return &PageError{Page: page, Index: i, Extent: e, Reason: negative(e)}
		}
	}
	return nil
}

func negative(e Extent) error {
	switch {
	case e.Start < 0:
		return ErrNegativeStart
	case e.Length < 0:
		return ErrNegativeLength
	}
	return nil
}

// normalise appends to dst what extents say about [lo, hi): in order, clipped,
// and merged where they overlap or touch. n is how many of them said something.
func normalise(dst, extents []Extent, lo, hi int64) (ext []Extent, n int64) {
	sorted := true
	for _, e := range extents {
		from, to := max(e.Start, lo), min(e.End(), hi)
		if from >= to {
			continue
		}
		n++
		if k := len(dst) - 1; k >= 0 && from <= dst[k].End() {
			if from >= dst[k].Start {
				dst[k].Length = max(dst[k].Length, to-dst[k].Start)
				continue
			}
			sorted = false
		}
		dst = append(dst, Extent{from, to - from})
	}
	if sorted {
		return dst, n
	}
	slices.SortFunc(dst, func(a, b Extent) int { return cmp.Compare(a.Start, b.Start) })
	ext, _ = normalise(dst[:0], dst, lo, hi)
	return ext, n
}

// clip is the part of normalised extents that lies in [lo, hi): not to be written
// to, for it is theirs unless one of them was cut.
func clip(ext []Extent, lo, hi int64) []Extent {
	i, _ := slices.BinarySearchFunc(ext, lo, func(e Extent, off int64) int { return cmp.Compare(e.End(), off+1) })
	j, _ := slices.BinarySearchFunc(ext[i:], hi, func(e Extent, off int64) int { return cmp.Compare(e.Start, off) })
	part := ext[i : i+j]
	last := len(part) - 1
	if last < 0 || part[0].Start >= lo && part[last].End() <= hi {
		return part
	}
	part = slices.Clone(part)
	part[last].Length = min(part[last].End(), hi) - part[last].Start
	if cut := lo - part[0].Start; cut > 0 {
		part[0].Start, part[0].Length = lo, part[0].Length-cut
	}
	return part
}

// fresh counts the reported extents that start, once clipped to the page's range
// [lo, hi), at a byte that no stretch known before calls changed.
func fresh(reported []Extent, lo, hi int64, known []*stretch) (n int64) {
	for _, e := range reported {
		start := max(e.Start, lo)
		if start >= min(e.End(), hi) {
			continue
		}
		i, _ := slices.BinarySearchFunc(known, start, endsAfter)
		if i == len(known) || start < known[i].lo || !known[i].holds([]Extent{{start, 1}}) {
			n++
		}
	}
	return n
}
