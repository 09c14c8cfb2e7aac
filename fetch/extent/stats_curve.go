package extent

import (
	"cmp"
	"math/bits"
	"slices"
	"sort"
)

// Point is one of the Lorenz curve: the regions that changed most, together
// Disk of the range, hold Bytes of its changed bytes. Both are shares, 0 to 1.
type Point struct{ Disk, Bytes float64 }

// The curve has a point at each hundredth of the changed bytes, where it is
// exact up to the size of a region, and one at its end.
const curveSteps = 100

// maxRegions bounds the regions that a range is cut into, for changes to be
// called scattered or concentrated. They are of a power of two bytes, so there
// are at least half as many, unless they are single bytes.
const maxRegions = 1 << 14

// DiskShare is the smallest share of the range, 0 to 1, that holds the given
// share of its changed bytes: "80 % of the changed bytes lie in 3.5 % of the
// range". It is counted in regions of Stats.Region bytes, or parts of one that
// changed evenly, and is 0 if nothing changed.
func (s Stats) DiskShare(bytesShare float64) float64 {
	bytesShare = min(bytesShare, 1)
	i := sort.Search(len(s.Curve), func(i int) bool { return s.Curve[i].Bytes >= bytesShare })
	if i == 0 || i == len(s.Curve) {
		return 0
	}
	a, b := s.Curve[i-1], s.Curve[i]
	return a.Disk + (b.Disk-a.Disk)*(bytesShare-a.Bytes)/(b.Bytes-a.Bytes)
}

// part is one region of a range.
type part struct{ changed, length int64 }

func (p part) density() float64 { return float64(p.changed) / float64(p.length) }

// concentration sorts the regions of [lo, hi) from the most to the least changed.
func (m *Map) concentration(lo, hi int64) (region int64, curve []Point, gini float64) {
	region, parts := m.regions(lo, hi)
	parts = slices.DeleteFunc(parts, func(p part) bool { return p.changed == 0 })
	if len(parts) == 0 {
		return region, nil, 0
	}
	slices.SortFunc(parts, func(a, b part) int { return cmp.Compare(b.density(), a.density()) })
	var all int64
	for _, p := range parts {
		all += p.changed
	}
	total, length := float64(all), float64(hi-lo)
	curve = append(make([]Point, 0, curveSteps+2), Point{})
	var changed, covered int64 // before the part
	var area float64           // below the curve
	for _, p := range parts {
		for len(curve) < curveSteps {
			step := float64(len(curve)) / curveSteps
			inside := step*total - float64(changed)
			if inside > float64(p.changed) {
				break
			}
			disk := float64(covered) + inside/float64(p.changed)*float64(p.length)
			curve = append(curve, Point{disk / length, step})
		}
		area += float64(p.length) / length * (float64(changed) + float64(p.changed)/2) / total
		changed += p.changed
		covered += p.length
	}
	curve = append(curve, Point{float64(covered) / length, 1}, Point{1, 1})
	area += 1 - float64(covered)/length
	return region, curve, min(max(2*area-1, 0), 1)
}

// regions cuts [lo, hi) into equal parts; only the last may be shorter.
func (m *Map) regions(lo, hi int64) (size int64, parts []part) {
	if lo >= hi {
		return 0, nil
	}
	size = 1 << bits.Len64(uint64(hi-lo-1)/maxRegions)
	n := (hi-lo-1)/size + 1
	bounds := append(make([]int64, 0, n+1), lo)
	for at := lo; at < hi; {
		at += min(size, hi-at)
		bounds = append(bounds, at)
	}
	parts = make([]part, n)
	for i, sum := range m.Sums(bounds, nil) {
		parts[i] = part{sum.Changed, bounds[i+1] - bounds[i]}
	}
	return size, parts
}
