package main

import (
	"regexp"
	"strings"
	"testing"

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
