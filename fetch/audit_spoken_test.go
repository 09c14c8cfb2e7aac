package fetch

import (
	"testing"

	"pgregory.net/rapid"

	"cbtmap/fetch/extent"
)

func disagrees(a Audit) (found Finding) {
	for _, f := range a.Findings {
		if f.Kind == Disagree {
			return f
		}
	}
	return Finding{}
}

// Replies disagree if and only if they call different bytes of the same range
// changed, however they cut and order what they say.
func TestDisagreeAgainstBitmap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const capacity = 40
		a := NewAuditor(capacity)
		said := make([][2]bool, capacity) // unchanged, changed
		want := false
		flips := rapid.Bool().Draw(t, "flips")
		truth := rapid.SliceOfN(rapid.Bool(), capacity, capacity).Draw(t, "truth")
		for range rapid.IntRange(0, 8).Draw(t, "replies") {
			lo := rapid.Int64Range(0, capacity-1).Draw(t, "lo")
			p := extent.Page{Start: lo, Length: rapid.Int64Range(1, 20).Draw(t, "length")}
			for i := lo; i < min(p.End(), capacity); i++ {
				changed := truth[i] != (flips && rapid.IntRange(0, 15).Draw(t, "flip") == 0)
				if changed {
					p.Extents = append(p.Extents, extent.Extent{Start: i, Length: 1})
				}
				which := 0
				if changed {
					which = 1
				}
				said[i][which] = true
				want = want || said[i][0] && said[i][1]
			}
			if rapid.Bool().Draw(t, "backwards") {
				for i, j := 0, len(p.Extents)-1; i < j; i, j = i+1, j-1 {
					p.Extents[i], p.Extents[j] = p.Extents[j], p.Extents[i]
				}
			}
			a.Reply(lo, p)
		}
		if got := disagrees(a.Audit()); (got.Count > 0) != want {
			t.Fatalf("%+v, want %v", got, want)
		}
	})
}

// What a worker runs into is compared with the page that another began with,
// however long ago; and no more than a few pages are kept.
func TestDisagreeAfterManyReplies(t *testing.T) {
	const n = 2000
	a := NewAuditor(2 * n * 100)
	page := func(i, length int64) extent.Page {
		p := extent.Page{Start: i * 100, Length: length}
		for at := p.Start; at < p.End(); at += 10 {
			p.Extents = append(p.Extents, extent.Extent{Start: at, Length: 5})
		}
		return p
	}
	for i := range int64(n) { // two workers, the second from the middle on
		a.Reply((n+i)*100, page(n+i, 100))
		a.Reply(i*100, page(i, 100))
		if len(a.spoken.pages) > spokenPages {
			t.Fatalf("%d pages are kept", len(a.spoken.pages))
		}
		if i == n-2 {
			if last := a.Audit(); disagrees(last).Count > 0 {
				t.Fatalf("%+v", last)
			}
			other := page(n-1, 150) // runs on into what was the first page of the second
			other.Extents = other.Extents[:12]
			a.Reply(other.Start, other)
			if got := disagrees(a.Audit()); got.Start != n*100 || got.Length != 50 || a.Audit().Verdict != Suspect {
				t.Fatalf("%+v", a.Audit())
			}
			return
		}
	}
}

// A page too large to be kept is not, and does no harm.
func TestSpokenIsBounded(t *testing.T) {
	a := NewAuditor(1 << 40)
	huge := extent.Page{Start: 0, Length: 1 << 30}
	for i := range int64(spokenExtents + 1) {
		huge.Extents = append(huge.Extents, extent.Extent{Start: 2 * i, Length: 1})
	}
	a.Reply(0, huge)
	a.Reply(1<<30, extent.Page{Start: 1 << 30, Length: 10})
	if a.spoken.size > spokenExtents {
		t.Errorf("%d extents are kept", a.spoken.size)
	}
}
