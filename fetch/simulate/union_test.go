package simulate_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/vmware/govmomi/vim25/soap"

	"cbtmap/fetch/extent"
	"cbtmap/fetch/simulate"
)

// wire is the number of extents up to which an interval is fetched over TLS.
// Larger ones are asked in the process: govmomi takes 4 µs to decode an extent,
// and all pairs of the database would take a minute.
const wire = 1500

// TestEveryIntervalIsTheUnionOfItsWrites asks for every pair of ends of every
// disk and compares the bytes with what the guests wrote.
func TestEveryIntervalIsTheUnionOfItsWrites(t *testing.T) {
	s := start(t, simulate.Options{})
	remote, local := login(t, s), s.Local()
	asked, overWire := 0, 0
	for _, d := range s.Disks() {
		if !d.Answers {
			continue
		}
		desktop := strings.HasPrefix(d.VM, "vdi-") && d.VM != "vdi-004" && d.VM != "vdi-007"
		eachInterval(d, func(from, to int, capacity int64, want []extent.Extent) {
			var rt soap.RoundTripper = local
			if len(want) <= wire && !desktop {
				rt = remote
				overWire++
			}
			asked++
			got, _ := fetch(t, rt, question(d, from, to), capacity)
			if !slices.Equal(got, want) {
				t.Errorf("%s %s %d→%d: %d extents, want %d; first difference %s",
					d.VM, d.Label, from, to, len(got), len(want), difference(got, want))
			}
		})
	}
	if asked < 1000 || overWire < 120 {
		t.Errorf("only %d intervals, %d over TLS", asked, overWire)
	}
}

// eachInterval goes through all that can be asked about a disk: from each
// snapshot, or from -1 for everything, to each later end of the same tracking.
func eachInterval(d simulate.DiskTruth, visit func(from, to int, capacity int64, want []extent.Extent)) {
	ends := append(slices.Clone(d.Snapshots), simulate.SnapshotTruth{ChangeID: d.Current, Capacity: d.Capacity})
	if !d.PoweredOff {
		ends = d.Snapshots
	}
	writes := make([][]extent.Extent, len(ends))
	for n := range ends {
		writes[n] = d.Writes(n)
	}
	for from := -1; from < len(ends)-1; from++ {
		truth := newOracle(d.Capacity)
		for to := from + 1; to < len(ends); to++ {
			truth.mark(writes[to])
			if from < 0 || trackingOf(ends[from].ChangeID) == trackingOf(ends[to].ChangeID) {
				visit(from, to, ends[to].Capacity, truth.extents(ends[to].Capacity))
			}
		}
	}
}

// trackingOf is the UUID of a changeId.
func trackingOf(changeID string) string {
	uuid, _, _ := strings.Cut(changeID, "/")
	return uuid
}

func difference[E comparable](got, want []E) string {
	for i := range min(len(got), len(want)) {
		if got[i] != want[i] {
			return fmt.Sprintf("at %d: %v, want %v", i, got[i], want[i])
		}
	}
	return "is the length"
}
