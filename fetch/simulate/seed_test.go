package simulate_test

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"testing"

	"github.com/vmware/govmomi/property"
	"github.com/vmware/govmomi/view"
	"github.com/vmware/govmomi/vim25/mo"

	"cbtmap/fetch/simulate"
)

// inventory is all that a client is told about the VMs, as text.
func inventory(t *testing.T, s *simulate.Server) string {
	t.Helper()
	c := login(t, s)
	v, err := view.NewManager(c).CreateContainerView(t.Context(), c.ServiceContent.RootFolder, []string{"VirtualMachine"}, true)
	if err != nil {
		t.Fatal(err)
	}
	var vms []mo.VirtualMachine
	props := []string{"name", "runtime", "capability", "guest", "summary", "snapshot", "rootSnapshot", "datastore"}
	if err := v.Retrieve(t.Context(), []string{"VirtualMachine"}, props, &vms); err != nil {
		t.Fatal(err)
	}
	var detail mo.VirtualMachine
	if err := property.DefaultCollector(c).RetrieveOne(t.Context(), vms[0].Self, []string{"config"}, &detail); err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(map[string]any{"vms": vms, "config": detail.Config})
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// fingerprint is a hash of all writes to the disks of some VMs.
func fingerprint(s *simulate.Server) string {
	h := sha256.New()
	for _, d := range s.Disks() {
		fmt.Fprintln(h, d.VM, d.MoID, d.Key, d.Current, d.Snapshots)
		if d.Tracked && d.Capacity < 200<<30 {
			for n := range d.Snapshots {
				fmt.Fprintln(io.Writer(h), d.Writes(n))
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
	const want = "8aae392fa105d73f5020bc1ef26758a322320a2a8a0278b6f959d3148ac1f60c"
	if got := fingerprint(start(t, simulate.Options{})); got != want {
		t.Errorf("fingerprint is %s", got)
	}
}
