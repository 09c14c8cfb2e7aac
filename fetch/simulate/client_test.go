package simulate_test

import (
	"context"
	"fmt"
	"net/url"
	"testing"
	"time"

	"github.com/vmware/govmomi/session"
	"github.com/vmware/govmomi/vim25"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"

	"cbtmap/fetch/extent"
	"cbtmap/fetch/simulate"
)

// start serves a simulated vCenter for one test.
func start(t testing.TB, opts simulate.Options) *simulate.Server {
	t.Helper()
	s, err := simulate.Start(opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// dial connects a plain govmomi client, trusting the server's certificate and
// nothing else.
func dial(t testing.TB, s *simulate.Server) *vim25.Client {
	t.Helper()
	u, err := url.Parse(s.URL())
	if err != nil {
		t.Fatal(err)
	}
	sc := soap.NewClient(u, false)
	if err := sc.SetRootCAs(s.CAFile()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(sc.CloseIdleConnections)
	c, err := vim25.NewClient(t.Context(), sc)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// login is dial and the right password.
func login(t testing.TB, s *simulate.Server) *vim25.Client {
	t.Helper()
	c := dial(t, s)
	m := session.NewManager(c)
	if err := m.Login(t.Context(), url.UserPassword(simulate.Username, simulate.Password)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		_ = m.Logout(ctx)
	})
	return c
}

// question asks for one interval of one disk.
func question(d simulate.DiskTruth, from, to int) types.QueryChangedDiskAreas {
	q := types.QueryChangedDiskAreas{
		This:      types.ManagedObjectReference{Type: "VirtualMachine", Value: d.MoID},
		DeviceKey: d.Key,
		ChangeId:  "*",
	}
	if from >= 0 {
		q.ChangeId = d.Snapshots[from].ChangeID
	}
	if to < len(d.Snapshots) {
		q.Snapshot = &types.ManagedObjectReference{Type: "VirtualMachineSnapshot", Value: d.Snapshots[to].MoID}
	}
	return q
}

// fetch pages through an answer and fails the test if that cannot be done.
func fetch(t testing.TB, rt soap.RoundTripper, q types.QueryChangedDiskAreas, capacity int64) (all []extent.Extent, pages int) {
	t.Helper()
	all, pages, err := pageThrough(rt, q, capacity)
	if err != nil {
		t.Fatal(err)
	}
	return all, pages
}

// pageThrough asks page after page as a backup product does, and checks every
// one against the rules of the API.
func pageThrough(rt soap.RoundTripper, q types.QueryChangedDiskAreas, capacity int64) (all []extent.Extent, pages int, err error) {
	for q.StartOffset = 0; q.StartOffset < capacity; pages++ {
		res, err := methods.QueryChangedDiskAreas(context.Background(), rt, &q)
		if err != nil {
			return nil, 0, fmt.Errorf("offset %d: %w", q.StartOffset, err)
		}
		info := res.Returnval
		end := info.StartOffset + info.Length
		if info.StartOffset != q.StartOffset || info.Length <= 0 || end > capacity {
			return nil, 0, fmt.Errorf("offset %d: page [%d, %d) of a disk of %d bytes", q.StartOffset, info.StartOffset, end, capacity)
		}
		if n := len(info.ChangedArea); n > 2000 || n < 2000 && end != capacity {
			return nil, 0, fmt.Errorf("offset %d: %d extents in a page that ends at %d", q.StartOffset, n, end)
		}
		at := info.StartOffset
		for i, area := range info.ChangedArea {
			if area.Start < at || i > 0 && area.Start == at || area.Length <= 0 || area.Start+area.Length > end {
				return nil, 0, fmt.Errorf("offset %d: area %d is [%d, +%d) after %d", q.StartOffset, i, area.Start, area.Length, at)
			}
			at = area.Start + area.Length
			all = join(all, extent.Extent{Start: area.Start, Length: area.Length})
		}
		q.StartOffset = end
	}
	return all, pages, nil
}

// diskOf finds a disk of the cast.
func diskOf(t testing.TB, s *simulate.Server, vm, label string) simulate.DiskTruth {
	t.Helper()
	for _, d := range s.Disks() {
		if d.VM == vm && d.Label == label {
			return d
		}
	}
	t.Fatalf("no %s of %s", label, vm)
	return simulate.DiskTruth{}
}
