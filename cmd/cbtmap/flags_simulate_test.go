package main

import (
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"cbtmap/fetch/simulate"
)

// The help of simulate names the faults that take no numbers, and all others do.
func TestFaultsThatCannotBeCounted(t *testing.T) {
	help := strings.Join(strings.Fields(runWith(t.Context(), nil, "simulate", "--help").stdout), " ")
	said := regexp.MustCompile(`take no numbers: ([^;]+);`).FindStringSubmatch(help)
	if said == nil {
		t.Fatalf("nothing is said of them:\n%s", help)
	}
	server := startServer(t, simulate.Options{InMemory: true})
	var not []string
	for _, fault := range simulate.FaultNames() {
		if server.Fail(fault.Name+"@sql01:2*3") != nil {
			not = append(not, fault.Name)
		}
	}
	if got := strings.Join(not, ", "); got != said[1] {
		t.Errorf("%s take no numbers, said is %s", got, said[1])
	}
}

// --scale alone is the whole site, and --vms makes it larger or smaller.
func TestScaleIsALargeSite(t *testing.T) {
	for args, want := range map[string]simulate.Options{
		"":                    {},
		"--vms=7":             {VMs: 7},
		"--scale":             {VMs: simulate.ScaleVMs, Scale: true},
		"--scale --vms=7":     {VMs: 7, Scale: true},
		"--vms=0 --scale":     {Scale: true},
		"--scale=false":       {},
		"--vms=30000 --scale": {VMs: 30000, Scale: true},
	} {
		var flags simulateFlags
		cmd := &cobra.Command{}
		flags.add(cmd)
		if err := cmd.ParseFlags(strings.Fields(args)); err != nil {
			t.Fatal(err)
		}
		if got := flags.options(); got.VMs != want.VMs || got.Scale != want.Scale {
			t.Errorf("%s: %d more VMs, scale %v", args, got.VMs, got.Scale)
		}
	}
	for _, command := range []string{"simulate", "demo"} {
		help := strings.Join(strings.Fields(runWith(t.Context(), nil, command, "--help").stdout), " ")
		if want := "--scale a large site: scale01 with 10,000,000 changed extents, and 5,000 VMs more (or --vms)"; !strings.Contains(help, want) {
			t.Errorf("help of %s does not say %q", command, want)
		}
	}
}
