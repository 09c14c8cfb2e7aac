package file

import (
	"cbtmap/fetch/extent"
	"cbtmap/fetch/formats"
)

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

// next is the next page, in the memory of others if there is any to spare. It stays
// as it is until its memory is put among the spares.
func (l *Load) next(r *formats.Reader) (extent.Page, error) {
	l.mu.Lock()
	room := l.spare.get()
	l.mu.Unlock()
	own := r.Into(room)
	page, err := r.Next()
	if err == nil && !own {
		page.Extents = append(room, page.Extents...) // it was the reader's
	}
	return page, err
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
