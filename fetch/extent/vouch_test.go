package extent

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestVouch(t *testing.T) {
	const k = 1024
	one := Page{0, 1 << 20, []Extent{{128 * k, 128 * k}}} // one extent, granularity 128 KiB
	for name, c := range map[string]struct {
		page             Page
		raw, granularity int64
		wantRaw, want    int64
	}{
		"more and finer":    {one, 2, 64 * k, 2, 64 * k},
		"the same":          {one, 1, 128 * k, 1, 128 * k},
		"not known":         {one, 0, 0, 1, 128 * k},
		"less and coarser":  {one, 0, 256 * k, 1, 128 * k},
		"does not divide":   {one, 5, 96 * k, 5, 128 * k},
		"negative":          {one, -5, -64 * k, 1, 128 * k},
		"merged to a whole": {Page{0, 1 << 20, []Extent{{0, 1 << 20}}}, 16, 64 * k, 16, 64 * k},
		"as large as all":   {Page{0, 1 << 20, []Extent{{0, 1 << 20}}}, 16, 1 << 20, 16, 0},
		"without a change":  {Page{0, 1 << 20, nil}, 0, 64 * k, 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			m := mapOf(t, 1<<20, c.page)
			m.Vouch(0, c.raw, c.granularity)
			if m.RawExtents() != c.wantRaw || m.Granularity() != c.want {
				t.Errorf("%d raw extents, granularity %d; want %d, %d", m.RawExtents(), m.Granularity(), c.wantRaw, c.want)
			}
		})
	}
}

// A map made of merged pages says with Vouch what the map it is made of said, if
// no reply had extents that reach out of it.
func TestVouchForWhatWasMerged(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		edge := edges(t)
		m := New(edge[len(edge)-1])
		for _, p := range pages(t, edge) {
			p.Extents = slices.DeleteFunc(p.Extents, func(e Extent) bool { return e.Start < p.Start || e.End() > p.End() })
			if err := m.Add(p); err != nil {
				t.Fatal(err)
			}
		}
		again := New(m.Capacity())
		for p := range m.Replies(3) {
			if err := again.Add(p); err != nil {
				t.Fatal(err)
			}
		}
		again.Vouch(m.Pages(), m.RawExtents(), m.Granularity())
		if again.RawExtents() != m.RawExtents() || again.Granularity() != m.Granularity() {
			t.Fatalf("%d raw extents, granularity %d; want %d, %d",
				again.RawExtents(), again.Granularity(), m.RawExtents(), m.Granularity())
		}
	})
}
