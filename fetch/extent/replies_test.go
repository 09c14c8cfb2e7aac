package extent

import (
	"testing"

	"pgregory.net/rapid"
)

// The pages of a map make the same map.
func TestRepliesMakeTheMapAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, _, _ := filled(t, edges(t))
		most := rapid.IntRange(0, 5).Draw(t, "most")
		again, at := New(m.Capacity()), int64(0)
		for p := range m.Replies(most) {
			if p.Start < at || p.Length <= 0 || len(p.Extents) > max(most, 1) {
				t.Fatalf("page %v after offset %d, at most %d extents", p, at, most)
			}
			at = p.End()
			for i, e := range p.Extents {
				if e.Start < p.Start || e.End() > p.End() || i > 0 && e.Start <= p.Extents[i-1].End() {
					t.Fatalf("extent %d of %v is out of place", i, p)
				}
			}
			if err := again.Add(p); err != nil {
				t.Fatal(err)
			}
		}
		sound(t, again)
		if !equal(again, m) || again.Extents() != m.Extents() {
			t.Fatalf("%v, want %v", digest(again), digest(m))
		}
	})
}

func TestRepliesCanBeLeft(t *testing.T) {
	m := mapOf(t, 100, Page{0, 50, []Extent{{1, 1}, {3, 1}, {5, 1}}}, Page{60, 40, []Extent{{99, 1}}})
	for stop := range 5 {
		n := 0
		for range m.Replies(1) {
			if n == stop {
				break
			}
			n++
		}
		if n != min(stop, 4) {
			t.Errorf("%d pages before page %d", n, stop)
		}
	}
}

func TestRepliesOfNothing(t *testing.T) {
	for p := range New(1000).Replies(10) {
		t.Errorf("page %v of an unknown disk", p)
	}
}
