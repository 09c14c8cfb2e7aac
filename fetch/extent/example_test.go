package extent_test

import (
	"fmt"

	"cbtmap/fetch/extent"
)

func Example() {
	const k = 1024
	m := extent.New(1024 * k)
	for _, page := range []extent.Page{
		{Start: 512 * k, Length: 256 * k, Extents: []extent.Extent{{Start: 512 * k, Length: 64 * k}}},
		{Start: 0, Length: 512 * k, Extents: []extent.Extent{
			{Start: 64 * k, Length: 64 * k},
			{Start: 384 * k, Length: 128 * k}, // goes on in the other page
		}},
	} {
		if err := m.Add(page); err != nil {
			fmt.Println(err)
		}
	}
	fmt.Printf("changed %d KiB of %d KiB known, complete: %v\n", m.Changed()/k, m.Known()/k, m.Complete())
	fmt.Printf("extents: %d reported, %d merged, grain %d KiB\n", m.RawExtents(), m.Extents(), m.Granularity()/k)
	for _, s := range m.Sums([]int64{0, 256 * k, 512 * k, 768 * k, 1024 * k}, nil) {
		fmt.Printf("  %3d of %3d KiB\n", s.Changed/k, s.Known/k)
	}
	for gap := range m.Gaps(0, m.Capacity()) {
		fmt.Printf("not asked yet: %d KiB from %d KiB on\n", gap.Length/k, gap.Start/k)
	}
	// Output:
	// changed 256 KiB of 768 KiB known, complete: false
	// extents: 3 reported, 2 merged, grain 64 KiB
	//    64 of 256 KiB
	//   128 of 256 KiB
	//    64 of 256 KiB
	//     0 of   0 KiB
	// not asked yet: 256 KiB from 768 KiB on
}
