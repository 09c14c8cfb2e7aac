package extent

import (
	"math"
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

// On a disk of few bytes each is a region of its own: the shares are then exact,
// and so is Gini by the book: the mean difference between any two, by twice the
// mean.
func TestGiniByTheBook(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(1, 200).Draw(t, "regions")
		size := int64(1) << rapid.IntRange(0, 8).Draw(t, "size")
		var ext []Extent
		var x []int64
		for i := range n {
			changed := rapid.Int64Range(0, size).Draw(t, "changed")
			ext = append(ext, Extent{i * size, changed})
			x = append(x, changed)
		}
		m := New(n * size)
		if err := m.Add(Page{0, n * size, ext}); err != nil {
			t.Fatal(err)
		}
		region, parts := m.regions(0, n*size)
		if region != 1 && n*size <= maxRegions {
			t.Fatalf("regions of %d bytes for a disk of %d", region, n*size)
		}
		if region != size {
			x = x[:0]
			for _, p := range parts {
				x = append(x, p.changed)
			}
		}
		var difference, total float64
		for _, a := range x {
			total += float64(a)
			for _, b := range x {
				difference += math.Abs(float64(a - b))
			}
			if len(x) > 2000 {
				return // too many pairs
			}
		}
		if total == 0 {
			return
		}
		want := difference / (2 * float64(len(x)) * total)
		if got := stats(t, m, 0, n*size).Gini; math.Abs(got-want) > 1e-9 {
			t.Fatalf("Gini %v, want %v", got, want)
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
