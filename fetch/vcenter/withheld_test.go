package vcenter_test

import (
	"context"
	"testing"

	"cbtmap/fetch/simulate"
	"cbtmap/fetch/vcenter"
)

// TestSessionEndsBeforeADetail: a session that has ended costs a login, and not
// all that is to be seen of a machine.
func TestSessionEndsBeforeADetail(t *testing.T) { eachProtocol(t, testSessionEndsBeforeADetail) }

func testSessionEndsBeforeADetail(t *testing.T, protocol string) {
	sim, err := simulate.Start(simulate.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { sim.Close() })
	ctx := context.Background()
	c := connect(t, vcenter.Config{
		URL: sim.URL(), Username: simulate.Username, Password: simulate.Password, RootCAs: sim.Root(), Protocol: protocol,
	})
	vm, err := c.FindVM(ctx, "web01")
	if err != nil {
		t.Fatal(err)
	}
	sim.ExpireSessions()
	d, err := c.Detail(ctx, vm.MoID)
	if err != nil || d.Name != "web01" || len(d.Disks) != 2 || len(d.Snapshots) != 7 || len(d.Withheld) > 0 {
		t.Errorf("after the session has ended: %q with %d disks and %d snapshots, withheld %q; %v", d.Name, len(d.Disks), len(d.Snapshots), d.Withheld, err)
	}
}
