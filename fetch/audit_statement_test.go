package fetch

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"cbtmap/fetch/extent"
)

// A statement says what was stated, in whatever unit and at whatever place.
func TestStatement(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shift := rapid.IntRange(0, 40).Draw(t, "shift")
		lo := rapid.Int64Range(0, 1<<20).Draw(t, "lo")
		var want []extent.Extent
		end := lo
		for range rapid.IntRange(0, 50).Draw(t, "extents") {
			start := end + rapid.Int64Range(0, 1000).Draw(t, "gap")<<shift
			want = append(want, extent.Extent{Start: start, Length: rapid.Int64Range(1, 1000).Draw(t, "length") << shift})
			end = want[len(want)-1].End()
		}
		hi := end + rapid.Int64Range(0, 9).Draw(t, "rest")
		s := stating([]byte("what was here before")[:0], lo, hi, want)
		if got := s.changed(nil); !slices.Equal(got, want) || s.count != len(want) || s.Start != lo || s.End() != hi {
			t.Fatalf("%+v: %v, want %v", s, got, want)
		}
	})
	all := []extent.Extent{{Start: 0, Length: math.MaxInt64}}
	if got := stating(nil, 0, math.MaxInt64, all).changed(nil); !slices.Equal(got, all) {
		t.Errorf("%v", got)
	}
}
