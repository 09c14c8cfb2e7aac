package simulate_test

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/vmware/govmomi/property"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"

	"cbtmap/fetch/simulate"
)

// inventory is what a client is told about some VMs, as text.
func inventory(t *testing.T, s *simulate.Server) string {
	t.Helper()
	pc := property.DefaultCollector(login(t, s))
	var text strings.Builder
	for _, name := range []string{"sql01", "off01", "rac01", "vdi-200"} {
		ref := types.ManagedObjectReference{Type: "VirtualMachine", Value: diskOf(t, s, name, "Hard disk 1").MoID}
		var vm mo.VirtualMachine
		if err := pc.RetrieveOne(t.Context(), ref, []string{"name", "config", "guest", "snapshot", "datastore"}, &vm); err != nil {
			t.Fatal(err)
		}
		if err := json.NewEncoder(&text).Encode(vm); err != nil {
			t.Fatal(err)
		}
	}
	return text.String()
}

// fingerprint is a hash of all writes to the disks of some VMs.
func fingerprint(s *simulate.Server) string {
	h := sha256.New()
	var numbers []byte
	for _, d := range s.Disks() {
		fmt.Fprintln(h, d.VM, d.MoID, d.Key, d.Current, d.Snapshots)
		if d.Tracked && d.Capacity < 200<<30 {
			for n := range d.Snapshots {
				for _, w := range d.Writes(n) {
					numbers = binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(numbers[:0], uint64(w.Start)), uint64(w.Length))
					h.Write(numbers)
				}
			}
		}
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}

func TestSameSeedSameBytes(t *testing.T) {
	a, b := start(t, simulate.Options{Seed: 7}), start(t, simulate.Options{Seed: 7})
	if fingerprint(a) != fingerprint(b) {
		t.Error("two servers of one seed differ in what was written")
	}
	if got, want := inventory(t, a), inventory(t, b); got != want {
		t.Error("two servers of one seed differ in their inventory")
	}
	other := start(t, simulate.Options{Seed: 8})
	if fingerprint(a) == fingerprint(other) {
		t.Error("another seed gave the same bytes")
	}
	for i, d := range other.Disks() {
		was := a.Disks()[i]
		if d.MoID != was.MoID || !reflect.DeepEqual(names(d), names(was)) {
			t.Fatalf("%s: another seed gave another cast", d.VM)
		}
		if d.Tracked && d.Current == was.Current {
			t.Errorf("%s: another seed gave the same changeId", d.VM)
		}
	}
}

func names(d simulate.DiskTruth) (all []string) {
	for _, s := range d.Snapshots {
		all = append(all, s.MoID+" "+s.Name)
	}
	return all
}

// TestBytesOfTheDefaultSeed holds the demonstration to its bytes: pictures and
// totals elsewhere are made from them. A change here is a change there.
func TestBytesOfTheDefaultSeed(t *testing.T) {
	const want = "cad39a0e91684d39517192a034447afc8b154c3f352c3c4fe303e074668d3ae4"
	if got := fingerprint(start(t, simulate.Options{})); got != want {
		t.Errorf("fingerprint is %s", got)
	}
}
