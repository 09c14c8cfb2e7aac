package mishap_test

import (
	"fmt"
	"slices"
	"sync"

	"cbtmap/fetch/extent"
)

// strange are the ranges that some odd reply spoke for. What such a reply said is
// used, but not kept for another run.
type strange struct {
	mix mix

	mu     sync.Mutex
	all    *extent.Map
	stalls map[int64]bool // where a reply did not cover what was asked
}

func (s *strange) note(asked int64, p extent.Page) {
	s.mu.Lock()
	defer s.mu.Unlock()
	stalled := s.stalls[asked]
	if p.Start > asked || p.End() <= asked {
		s.stalls[asked] = true
	}
	rest := len(p.Extents) == 1 && p.Extents[0].Start <= asked && p.Extents[0].End() >= s.mix.disk.capacity
	if lo, hi := max(p.Start, 0), min(p.End(), s.mix.disk.capacity); lo < hi && (stalled || rest || p.Start != asked || len(s.mix.oddIn(p)) > 0) {
		_ = s.all.Add(extent.Page{Start: lo, Length: hi - lo}) // within the disk
	}
}

// lost says what a killed run knew and did not keep, if only sound replies spoke
// for it, or what was kept that it had never known.
func (s *strange) lost(known, kept *extent.Map) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	borders := []int64{0, s.mix.disk.capacity}
	for _, m := range []*extent.Map{known, kept, s.all} {
		for gap := range m.Gaps(0, s.mix.disk.capacity) {
			borders = append(borders, gap.Start, gap.End())
		}
	}
	slices.Sort(borders)
	for i, lo := range borders[1:] {
		lo, hi := borders[i], lo
		if lo == hi {
			continue
		}
		has := func(m *extent.Map) bool { return m.Sum(lo, hi).Known == hi-lo }
		switch {
		case has(known) && !has(kept) && !has(s.all):
			return fmt.Errorf("%d bytes from %d were known when it was killed, and not kept", hi-lo, lo)
		case has(kept) && !has(known):
			return fmt.Errorf("%d bytes from %d were kept, and not known when it was killed", hi-lo, lo)
		}
	}
	return nil
}
