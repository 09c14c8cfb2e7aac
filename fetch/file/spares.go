package file

import "cbtmap/fetch/extent"

// spares is memory for the extents of pages that are still to be read: that of
// pages which nobody looks at any more.
type spares struct {
	list [][]extent.Extent
	room int // for so many extents
}

// put keeps memory, unless there is enough of it for all that may be pending.
func (s *spares) put(extents []extent.Extent) {
	if n := cap(extents); n > 0 && s.room+n <= mostPending {
		s.list = append(s.list, extents[:0])
		s.room += n
	}
}

// get is the memory that was put last, nil if there is none.
func (s *spares) get() []extent.Extent {
	if len(s.list) == 0 {
		return nil
	}
	last := len(s.list) - 1
	extents := s.list[last]
	s.list[last] = nil
	s.list = s.list[:last]
	s.room -= cap(extents)
	return extents
}

// copyOf is a copy of extents, in the place of others if there are any to spare.
func (l *Load) copyOf(extents []extent.Extent) []extent.Extent {
	l.mu.Lock()
	room := l.spare.get()
	l.mu.Unlock()
	return append(room, extents...)
}

// takeBack takes the memory of the last batch back.
func (l *Load) takeBack() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, p := range l.lent {
		l.spare.put(p.Extents)
	}
	l.lent = nil
}
