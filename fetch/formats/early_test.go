package formats

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// mixedUp are CSV rows of n changed blocks, every other one of a disk, in that order.
// With all of them, the rest is named as well, and the list is a map.
func mixedUp(n int, order string, all bool) string {
	rows := make([]int, n)
	for i := range rows {
		rows[i] = n - 1 - i
	}
	if order == "shuffled" {
		rand.New(rand.NewPCG(7, 7)).Shuffle(n, func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	}
	var b strings.Builder
	if all {
		b.WriteString("0 + 1\n")
	} else {
		b.WriteString("start,length\n")
	}
	for _, i := range rows {
		if all {
			fmt.Fprintf(&b, "%d 4096 %c\n", i<<12, "+-"[i%2])
		} else {
			fmt.Fprintf(&b, "%d,4096\n", i<<13)
		}
	}
	return b.String()
}

// A list in any order makes the same map as one in order, of pages as short.
func TestMixedUp(t *testing.T) {
	const n = 3*MostExtents + 1
	for _, order := range []string{"descending", "shuffled"} {
		for _, all := range []bool{false, true} {
			got, err := readText(mixedUp(n, order, all), Options{})
			want := int64(n)
			if all {
				want = (n + 1) / 2
			}
			if err != nil || !got.m.Complete() || got.m.Extents() != want || got.m.Changed() != want<<12 {
				t.Errorf("%s, all %t: %v, %d extents", order, all, err, got.m.Extents())
			}
			if len(got.pages) > 10 && order == "descending" {
				t.Errorf("%s, all %t: %d pages", order, all, len(got.pages))
			}
			for _, p := range got.pages {
				if len(p.Extents) > MostExtents {
					t.Fatalf("a page of %d extents", len(p.Extents))
				}
			}
		}
	}
}

// BenchmarkMixedUp makes maps of a million rows that are not in order.
func BenchmarkMixedUp(b *testing.B) {
	const n = 1_000_000
	for _, order := range []string{"descending", "shuffled"} {
		for _, all := range []bool{false, true} {
			b.Run(fmt.Sprintf("%s, all %t", order, all), func(b *testing.B) {
				text := mixedUp(n, order, all)
				for b.Loop() {
					if got, err := readText(text, Options{}); err != nil || !got.m.Complete() {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
