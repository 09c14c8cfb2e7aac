package vcenter_test

import (
	"context"
	"testing"

	"cbtmap/fetch/vcenter"
)

func TestVMs(t *testing.T) { eachProtocol(t, testVMs) }

func testVMs(t *testing.T, protocol string) {
	c := connect(t, liveOver(protocol))
	pages, byName := 0, map[string]vcenter.VM{}
	err := c.VMs(t.Context(), func(page []vcenter.VM) {
		pages++
		if len(page) == 0 || len(page) > 100 {
			t.Errorf("a page of %d", len(page))
		}
		for _, vm := range page {
			byName[vm.Name] = vm
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(byName) < 212 || pages < 3 {
		t.Errorf("%d machines in %d pages", len(byName), pages)
	}
	for _, tt := range []struct {
		name, power     string
		tracking        vcenter.Flag
		disks, snapshot int
	}{
		{"sql01", "poweredOn", vcenter.Yes, 3, 7},
		{"off01", "poweredOff", vcenter.Yes, 3, 4},
		{"nocbt01", "poweredOn", vcenter.No, 1, 3},
		{"empty01", "poweredOn", vcenter.Yes, 0, 0},
		{"vdi-005", "poweredOn", vcenter.Yes, 1, 0},
	} {
		vm := byName[tt.name]
		if vm.MoID == "" || vm.Power != tt.power || vm.Tracking != tt.tracking || vm.Disks != tt.disks || vm.Snapshots != tt.snapshot || vm.NewestSnapshot.IsZero() != (tt.snapshot == 0) {
			t.Errorf("%s: %+v", tt.name, vm)
		}
	}
}

func TestVMsEndsWithItsContext(t *testing.T) { eachProtocol(t, testVMsEndsWithItsContext) }

func testVMsEndsWithItsContext(t *testing.T, protocol string) {
	c := connect(t, liveOver(protocol))
	ctx, cancel := context.WithCancel(t.Context())
	pages := 0
	err := c.VMs(ctx, func([]vcenter.VM) { pages++; cancel() })
	wantError(t, err, "listing virtual machines after the first 100 was interrupted")
	wantIs(t, err, context.Canceled)
	if pages != 1 {
		t.Errorf("%d pages after the context ended", pages)
	}
}

func TestFindVM(t *testing.T) { eachProtocol(t, testFindVM) }

func testFindVM(t *testing.T, protocol string) {
	c := connect(t, liveOver(protocol))
	byName, err := c.FindVM(t.Context(), " sql01 ")
	if err != nil || byName.Name != "sql01" || byName.Disks != 3 {
		t.Fatalf("%+v, %v", byName, err)
	}
	for _, want := range []string{byName.MoID, "SQL01"} {
		if vm, err := c.FindVM(t.Context(), want); err != nil || vm != byName {
			t.Errorf("%q: %+v, %v", want, vm, err)
		}
	}
	_, err = c.FindVM(t.Context(), "sq01")
	wantError(t, err, `no virtual machine "sq01" on 127.0.0.1:`)
	wantError(t, err, `did you mean "sql01"?`)
	_, err = c.FindVM(t.Context(), "nothing like it")
	wantError(t, err, "see cbtmap inventory")
	_, err = c.FindVM(t.Context(), " ")
	wantError(t, err, "no virtual machine is named")
}

func BenchmarkVMs(b *testing.B) {
	c := connect(b, liveConfig())
	n := 0
	for b.Loop() {
		n = 0
		if err := c.VMs(b.Context(), func(page []vcenter.VM) { n += len(page) }); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*n), "µs/VM")
}
