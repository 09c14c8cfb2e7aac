package simulate_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/vmware/govmomi/vim25/soap"

	"cbtmap/fetch/simulate"
)

// wire is the number of extents up to which an interval is fetched over TLS.
// Larger ones are asked in the process: govmomi takes 4 µs to decode an extent,
// and all pairs of the database would take a minute.
const wire = 8000

// TestEveryIntervalIsTheUnionOfItsWrites asks for every pair of ends of every
// disk and compares the bytes with what the guests wrote.
func TestEveryIntervalIsTheUnionOfItsWrites(t *testing.T) {
	s := start(t, simulate.Options{})
	remote, local := login(t, s), s.Local()
	intervals, overWire := 0, 0
	for _, d := range s.Disks() {
		if !d.Answers {
			continue
		}
		last := len(d.Snapshots) - 1
		if d.PoweredOff {
			last++
		}
		for to := 0; to <= last; to++ {
			for from := -1; from < to; from++ {
				if from >= 0 && !sameTracking(d, from, to) {
					continue
				}
				want := expected(d, from, to)
				var rt soap.RoundTripper = local
				desktop := strings.HasPrefix(d.VM, "vdi-")
				if len(want) <= wire && (!desktop || d.VM == "vdi-004" || d.VM == "vdi-007") {
					rt = remote
					overWire++
				}
				capacity := d.Capacity
				if to < len(d.Snapshots) {
					capacity = d.Snapshots[to].Capacity
				}
				name := fmt.Sprintf("%s %s %d→%d", d.VM, d.Label, from, to)
				got, _ := fetch(t, rt, question(d, from, to), capacity)
				if !slices.Equal(got, want) {
					t.Errorf("%s: %d extents, want %d; first difference %s", name, len(got), len(want), difference(got, want))
				}
				intervals++
			}
		}
	}
	t.Logf("%d intervals, %d of them over TLS", intervals, overWire)
	if intervals < 500 || overWire < 150 {
		t.Errorf("only %d intervals, %d over TLS", intervals, overWire)
	}
}

func sameTracking(d simulate.DiskTruth, from, to int) bool {
	id := d.Current
	if to < len(d.Snapshots) {
		id = d.Snapshots[to].ChangeID
	}
	a, _, _ := strings.Cut(d.Snapshots[from].ChangeID, "/")
	b, _, _ := strings.Cut(id, "/")
	return a == b
}

func difference[E comparable](got, want []E) string {
	for i := range min(len(got), len(want)) {
		if got[i] != want[i] {
			return fmt.Sprintf("at %d: %v, want %v", i, got[i], want[i])
		}
	}
	return "is the length"
}
