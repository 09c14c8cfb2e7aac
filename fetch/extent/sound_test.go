package extent

// sound fails if the map breaks an invariant of its own: order, no overlap,
// extents that do not touch, totals and index that agree with the stretches.
func sound(t interface{ Fatalf(string, ...any) }, m *Map) {
	var known, changed, starts int64
	m.sync()
	for i, s := range m.list {
		if s.lo >= s.hi || s.lo < 0 || s.hi > m.capacity || i > 0 && s.lo < m.list[i-1].hi {
			t.Fatalf("stretch %d [%d, %d) is out of place", i, s.lo, s.hi)
		}
		if want := (entry{s.lo, known, changed, starts}); m.index[i] != want {
			t.Fatalf("index %d is %+v, want %+v", i, m.index[i], want)
		}
		at := s.lo - 1
		ext := s.append(nil)
		if len(ext) > maxExtents {
			t.Fatalf("stretch %d has %d extents", i, len(ext))
		}
		for k, e := range ext {
			if e.Length <= 0 || e.Start <= at || e.End() > s.hi {
				t.Fatalf("stretch %d [%d, %d): extent %d of %v is out of place", i, s.lo, s.hi, k, ext)
			}
			at = e.End()
			changed += e.Length
			if joins := k == 0 && i > 0 && e.Start == m.list[i-1].hi && ends(m.list[i-1]) == e.Start; !joins {
				starts++
			}
		}
		if len(ext) > 0 && ext[s.longest] != longest(ext) {
			t.Fatalf("stretch %d: longest is %d, want %v", i, s.longest, longest(ext))
		}
		known += s.hi - s.lo
	}
	if m.known != known || m.changed != changed || m.extents != starts {
		t.Fatalf("totals are %d known, %d changed, %d extents, want %d, %d, %d",
			m.known, m.changed, m.extents, known, changed, starts)
	}
}

// ends is where the last extent of a stretch ends, -1 without one.
func ends(s *stretch) int64 {
	if ext := s.append(nil); len(ext) > 0 {
		return ext[len(ext)-1].End()
	}
	return -1
}
