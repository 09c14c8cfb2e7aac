package extent

import (
	"encoding/binary"
	"testing"
)

// FuzzAdd reads bytes as pages: a capacity, then numbers in threes: kind, start
// and length. A page that is refused must change nothing, any other must leave a
// sound map whose parts add up.
func FuzzAdd(f *testing.F) {
	number := func(n ...int64) (b []byte) {
		for _, n := range n {
			b = binary.LittleEndian.AppendUint64(b, uint64(n))
		}
		return b
	}
	f.Add([]byte{})
	f.Add(number(1<<20, 0, 0, 1<<20, 1, 65536, 65536))
	f.Add(number(62<<40, 0, 1, 62<<40, 1, 1, 1, 1, 1<<40+1, 5<<40+3, 0, 0, 1<<50))
	f.Add(number(1<<62, 0, 1<<61, 1<<63-1, 1, 1<<61+1, 1<<61, 0, -1, 5, 1, -1, -1))
	f.Fuzz(func(t *testing.T, data []byte) {
		next := func() (n int64) {
			if len(data) >= 8 {
				n = int64(binary.LittleEndian.Uint64(data))
				data = data[8:]
			}
			return n
		}
		m := New(next())
		var p Page
		add := func() {
			before, pages, raw := digest(m), m.Pages(), m.RawExtents()
			err := m.Add(p)
			sound(t, m)
			if err != nil && (digest(m)["known"] != before["known"] || m.Pages() != pages || m.RawExtents() != raw) {
				t.Fatalf("%v, yet the map moved", err)
			}
			if m.RawExtents() < m.Extents() {
				t.Fatalf("%d raw extents, yet %d merged", m.RawExtents(), m.Extents())
			}
		}
		for len(data) >= 24 {
			if kind := next(); kind&1 == 0 {
				add()
				p = Page{Start: next(), Length: next()}
			} else {
				p.Extents = append(p.Extents, Extent{next(), next()})
			}
		}
		add()
		half := m.Capacity() / 2
		a, b := m.Sum(0, half), m.Sum(half, m.Capacity())
		if a.Changed+b.Changed != m.Changed() || a.Known+b.Known != m.Known() {
			t.Fatalf("halves %+v and %+v, whole %d changed of %d known", a, b, m.Changed(), m.Known())
		}
		var unknown int64
		for g := range m.Gaps(0, m.Capacity()) {
			unknown += g.Length
		}
		if unknown+m.Known() != m.Capacity() {
			t.Fatalf("%d known, %d unknown, capacity %d", m.Known(), unknown, m.Capacity())
		}
	})
}
