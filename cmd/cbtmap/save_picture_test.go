package main

import (
	"slices"
	"testing"

	"cbtmap/fetch"
	"cbtmap/fetch/extent"
)

// A picture of a range has the figures of the range, and all of them are lower
// bounds until what they speak of is known.
func TestPictureTotals(t *testing.T) {
	const mib = 1 << 20
	m := extent.New(8 * mib)
	if err := m.Add(extent.Page{Length: 4 * mib, Extents: []extent.Extent{{Start: 0, Length: mib}, {Start: 3 * mib, Length: mib}}}); err != nil {
		t.Fatal(err)
	}
	of := func(lo, hi int64, kinds ...string) []string {
		s := saving{}
		s.Map, s.Lo, s.Hi = m, lo, hi
		for _, kind := range kinds {
			s.Audit = s.Audit.With(fetch.Finding{Kind: kind})
		}
		return pictureTotals(s)
	}
	check := func(got []string, want ...string) {
		t.Helper()
		if !slices.Equal(got, want) {
			t.Errorf("%q\nwant\n%q", got, want)
		}
	}
	part := "changed ≥ 2 MiB of 8 MiB (≥ 25.0 %) · ≥ 2 extents · granularity 1 MiB"
	check(of(0, 0), part)
	check(of(0, 8*mib), part)
	check(of(2*mib, 4*mib), "in the range 2 MiB – 4 MiB: changed 1 MiB of 2 MiB (50.0 %) · 1 extent", "whole disk: "+part)
	check(of(2*mib, 0), "in the range 2 MiB – 8 MiB: changed ≥ 1 MiB of 6 MiB (≥ 16.7 %) · ≥ 1 extent", "whole disk: "+part)
	if err := m.Add(extent.Page{Start: 4 * mib, Length: 4 * mib}); err != nil {
		t.Fatal(err)
	}
	check(of(0, 0), "changed 2 MiB of 8 MiB (25.0 %) · 2 extents · granularity 1 MiB")
	check(of(0, 0, fetch.NoCapacity), "changed ≥ 2 MiB of at least 8 MiB · ≥ 2 extents · granularity 1 MiB", "audit: incomplete")
}
