package main

import (
	"encoding/json"
	"strings"
	"testing"

	"cbtmap/fetch/simulate"
	"cbtmap/fetch/vcenter"
)

// What the account may not see is unknown, and not nothing.
func TestInventoryOfWithheldFacts(t *testing.T) {
	server := startServer(t, simulate.Options{Fail: []string{"missing"}})
	env := environmentOf(t, server)
	text := runWith(t.Context(), env, "inventory", "--vm", "sql01").stdout
	if !strings.Contains(text, "\nthe account may not see the snapshots\n") || strings.Contains(text, "no snapshots") {
		t.Errorf("snapshots that are withheld are told as\n%s", text)
	}
	if n := strings.Count(text, "  unknown  ["); n != 3 { // before the file
		t.Errorf("the volumes of %d disks are unknown:\n%s", n, text)
	}
	var doc vmDocument
	if err := json.Unmarshal([]byte(runWith(t.Context(), env, "inventory", "--vm", "sql01", "--json").stdout), &doc); err != nil {
		t.Fatal(err)
	}
	if doc.Snapshots != nil || len(doc.Disks) != 3 || doc.Disks[0].Volumes != nil {
		t.Errorf("lists that are withheld are %+v", doc)
	}
}

// Disks may be withheld as well, now or of a snapshot.
func TestWithheldDisks(t *testing.T) {
	d := vcenter.Detail{
		VM:        vcenter.VM{MoID: "vm-1", Name: "a"},
		Snapshots: []vcenter.Snapshot{{MoID: "snapshot-1", Name: "s", Withheld: true}},
		Withheld:  []string{"config.hardware.device"},
	}
	got, err := json.Marshal(detailJSON(d))
	if want := `"disks":null,"snapshots":[{"moid":"snapshot-1","name":"s","time":null,"parent":null,"changeIds":null}]}`; err != nil || !strings.HasSuffix(string(got), want) {
		t.Errorf("%v: %s", err, got)
	}
	var b strings.Builder
	if err := writeDetail(&b, d); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"the account may not see the virtual disks\n", "snapshot-1  -     unknown  the account may not see its disks\n"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is missing in\n%s", want, b.String())
		}
	}
}

// The doctor says what it is that the account may not see.
func TestDoctorOfWithheldFacts(t *testing.T) {
	server := startServer(t, simulate.Options{Fail: []string{"missing"}})
	got := runWith(t.Context(), environmentOf(t, server), "doctor", "--vm", "sql01").stdout
	for _, want := range []string{
		"  ? power state                    powered on, and the account may not see its snapshots\n",
		"; 3 of 3 disks have no interval to ask about\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in\n%s", want, got)
		}
	}
}
