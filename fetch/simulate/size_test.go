package simulate_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/vmware/govmomi/view"
	"github.com/vmware/govmomi/vim25/mo"

	"cbtmap/fetch/simulate"
)

func TestMoreClones(t *testing.T) {
	s := start(t, simulate.Options{VMs: 500})
	plain := start(t, simulate.Options{InMemory: true})
	names := map[string]bool{}
	all := s.Disks()
	for _, d := range all {
		if d.VM == "vdi-0699" && d.Label == "Hard disk 1" {
			if got, _ := fetch(t, s.Local(), question(d, -1, 0), d.Capacity); len(got) == 0 {
				t.Error("nothing was written to a late clone")
			}
		}
		names[d.VM] = true
	}
	if !names["vdi-200"] || !names["vdi-0201"] || names["vdi-0701"] {
		t.Errorf("%d names", len(names))
	}
	for i, d := range plain.Disks() {
		if got := all[i]; got.VM != d.VM || got.MoID != d.MoID || got.Current != d.Current {
			t.Fatalf("more clones change %s: %+v", d.VM, got)
		}
	}
	c := login(t, s)
	manager := view.NewManager(c)
	v, err := manager.CreateContainerView(t.Context(), c.ServiceContent.RootFolder, []string{"VirtualMachine"}, true)
	if err != nil {
		t.Fatal(err)
	}
	var vms []mo.VirtualMachine
	if err := v.Retrieve(t.Context(), []string{"VirtualMachine"}, []string{"name"}, &vms); err != nil || len(vms) != 712 {
		t.Errorf("%d vms, %v", len(vms), err)
	}
	for _, n := range []int{-1, 50_001} {
		if _, err := simulate.Start(simulate.Options{VMs: n}); err == nil || !strings.Contains(err.Error(), "from 0 to 50000") {
			t.Errorf("%d: %v", n, err)
		}
	}
}

func TestInstanceUUIDFollowsTheSeed(t *testing.T) {
	told := func(seed uint64) string {
		return login(t, start(t, simulate.Options{Seed: seed})).ServiceContent.About.InstanceUuid
	}
	a, again, other := told(1), told(1), told(2)
	if a != again || a == other {
		t.Errorf("%s, %s, %s", a, again, other)
	}
	if !regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`).MatchString(a) {
		t.Errorf("%s is no UUID", a)
	}
}

func BenchmarkStartFiveThousand(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		s, err := simulate.Start(simulate.Options{VMs: 5000, InMemory: true})
		if err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		s.Close()
		b.StartTimer()
	}
}
