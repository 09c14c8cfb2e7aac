package extent

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// lawfulCurve checks that the curve is one of shares sorted downwards.
func lawfulCurve(t rapid.TB, s Stats) {
	const tiny = 1e-9 // the curve is floating point
	if s.Gini < 0 || s.Gini > 1 {
		t.Fatalf("Gini is %v", s.Gini)
	}
	if s.Sum.Changed == 0 {
		if s.Curve != nil || s.Gini != 0 || s.DiskShare(0.8) != 0 {
			t.Fatalf("nothing changed, yet Gini is %v, and the curve is %v", s.Gini, s.Curve)
		}
		return
	}
	c := s.Curve
	if len(c) != curveSteps+2 || c[0] != (Point{}) || c[len(c)-1] != (Point{1, 1}) {
		t.Fatalf("%d points from %v to %v", len(c), c[0], c[len(c)-1])
	}
	area := 0.0
	for i := 1; i < len(c); i++ {
		a, b := c[i-1], c[i]
		if b.Disk < a.Disk-tiny || b.Bytes < a.Bytes || b.Bytes < b.Disk-tiny {
			t.Fatalf("points %d and %d are %v and %v", i-1, i, a, b)
		}
		if i > 1 {
			z := c[i-2] // no steeper after a than before
			if (b.Bytes-a.Bytes)*(a.Disk-z.Disk) > (a.Bytes-z.Bytes)*(b.Disk-a.Disk)+tiny {
				t.Fatalf("the curve bends up at %d: %v %v %v", i, z, a, b)
			}
		}
		area += (b.Disk - a.Disk) * (a.Bytes + b.Bytes) / 2
	}
	// The chords between the points lie below the curve, by less than a step.
	if over := s.Gini - (2*area - 1); over < -tiny || over > 2./curveSteps {
		t.Fatalf("Gini is %v, the points make it %v", s.Gini, 2*area-1)
	}
	for i, before := 0, 0.0; i <= 1000; i++ {
		share := s.DiskShare(float64(i) / 1000)
		if share < before-tiny || share > float64(i)/1000+tiny {
			t.Fatalf("%d ‰ of the changes lie in %v of the range, %d ‰ in %v", i-1, before, i, share)
		}
		before = share
	}
	if s.DiskShare(-1) != 0 || s.DiskShare(2) != s.DiskShare(1) || s.DiskShare(math.NaN()) != 0 {
		t.Fatal("shares out of range")
	}
	if least := float64(s.Sum.Changed) / float64(s.Range.Length); s.DiskShare(1) < least-tiny {
		t.Fatalf("all changes lie in %v of the range, but are %v of it", s.DiskShare(1), least)
	}
}

func TestCurveLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		edge := edges(t)
		m, _, _ := filled(t, edge)
		at := offsets(t, edge, 2)
		lawfulCurve(t, stats(t, m, at[0], at[1]))
	})
}

// Gini by the book: of n values in ascending order, the sum of (2i - n - 1) times
// the i-th, by n times their sum.
func TestGiniByTheBook(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(maxRegions/2+1, maxRegions).Draw(t, "regions")
		size := int64(1) << rapid.IntRange(0, 30).Draw(t, "size")
		x := make([]int64, n) // changed bytes of each region
		var ext []Extent
		for range rapid.IntRange(1, 50).Draw(t, "changed regions") {
			i := rapid.IntRange(0, n-1).Draw(t, "region")
			x[i] = rapid.Int64Range(0, size).Draw(t, "changed")
		}
		for i, changed := range x {
			ext = append(ext, Extent{int64(i) * size, changed})
		}
		m := New(int64(n) * size)
		if err := m.Add(Page{0, m.Capacity(), ext}); err != nil {
			t.Fatal(err)
		}
		s := stats(t, m, 0, m.Capacity())
		if s.Region != size {
			t.Fatalf("regions of %d bytes, want %d", s.Region, size)
		}
		slices.Sort(x)
		var weighted, total float64
		for i, v := range x {
			weighted += float64(2*(i+1)-n-1) * float64(v)
			total += float64(v)
		}
		want := 0.0
		if total > 0 {
			want = weighted / (float64(n) * total)
		}
		if math.Abs(s.Gini-want) > 1e-9 {
			t.Fatalf("Gini %v, want %v", s.Gini, want)
		}
	})
}

func TestConcentration(t *testing.T) {
	const regions, size = 10_000, 1 << 20
	// Half of the changes in 1 % of the disk, the other half in 10 %.
	var ext []Extent
	for i := range int64(regions / 100) {
		ext = append(ext, Extent{i * size, size})
	}
	for i := range int64(regions / 10) {
		ext = append(ext, Extent{(regions/2 + i) * size, size / 10})
	}
	s := stats(t, mapOf(t, regions*size, Page{0, regions * size, ext}), 0, regions*size)
	if s.Region != size {
		t.Fatalf("regions of %d bytes, want %d", s.Region, size)
	}
	for share, want := range map[float64]float64{0.25: 0.005, 0.5: 0.01, 0.75: 0.06, 1: 0.11} {
		if got := s.DiskShare(share); math.Abs(got-want) > 1e-5 {
			t.Errorf("%v of the changes lie in %v of the disk, want %v", share, got, want)
		}
	}
}
