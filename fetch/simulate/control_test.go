package simulate_test

import (
	"context"
	"crypto/x509"
	"errors"
	"net"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/vmware/govmomi/fault"
	"github.com/vmware/govmomi/property"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"

	"cbtmap/fetch/simulate"
)

func TestSessionsAreCountedAndExpired(t *testing.T) {
	s := start(t, simulate.Options{})
	d := diskOf(t, s, "web01", "Hard disk 1")
	clients := []soap.RoundTripper{login(t, s), loginJSON(t, s)}
	if n := s.Sessions(); n != 2 {
		t.Errorf("%d sessions, want 2", n)
	}
	if n := s.ExpireSessions(); n != 2 || s.Sessions() != 0 {
		t.Errorf("%d sessions ended, %d left", n, s.Sessions())
	}
	for _, c := range clients {
		if got := askOf(t, c, question(d, 1, 2)); got.Type != "NotAuthenticated" {
			t.Errorf("got %+v", got)
		}
	}
	if n := s.Questions(); n != 2 {
		t.Errorf("%d questions, want 2", n)
	}
}

// clock is the present and what was added to it.
type clock struct{ ahead atomic.Int64 }

func (c *clock) now() time.Time { return time.Now().Add(time.Duration(c.ahead.Load())) }

func (c *clock) add(d time.Duration) { c.ahead.Add(int64(d)) }

// TestIdleSessionsEnd keeps one session busy and lets others idle.
func TestIdleSessionsEnd(t *testing.T) {
	s, ticks := start(t, simulate.Options{SessionIdle: 2 * time.Hour}), new(clock)
	s.SetClock(ticks.now)
	d := diskOf(t, s, "web01", "Hard disk 1")
	busy, lazy, lazyJSON := login(t, s), login(t, s), loginJSON(t, s)
	for range 3 {
		ticks.add(time.Hour)
		if got := askOf(t, busy, question(d, 1, 2)); got.Type != "" {
			t.Fatalf("a busy session: %+v", got)
		}
	}
	for _, c := range []soap.RoundTripper{lazy, lazyJSON} {
		if got := askOf(t, c, question(d, 1, 2)); got.Type != "NotAuthenticated" {
			t.Errorf("an idle session: %+v", got)
		}
	}
	if n := s.Sessions(); n != 1 {
		t.Errorf("%d sessions, want the busy one", n)
	}
	ticks.add(3 * time.Hour)
	if n := s.Sessions(); n != 0 {
		t.Errorf("%d sessions after all were idle", n)
	}
}

// TestLongCallsAreNotIdle: a session is in use as long as a question is.
func TestLongCallsAreNotIdle(t *testing.T) {
	s, ticks := start(t, simulate.Options{SessionIdle: 2 * time.Hour, Fail: []string{"timeout*1"}}), new(clock)
	s.SetClock(ticks.now)
	c, d := login(t, s), diskOf(t, s, "web01", "Hard disk 1")
	ctx, cancel := context.WithCancel(t.Context())
	var long sync.WaitGroup
	long.Go(func() {
		q := question(d, 1, 2)
		_, _ = methods.QueryChangedDiskAreas(ctx, c, &q)
	})
	for s.Questions() == 0 {
		time.Sleep(time.Millisecond)
	}
	ticks.add(90 * time.Minute)
	asked := s.LastCall()
	cancel()
	long.Wait()
	for s.LastCall().Sub(asked) < time.Hour { // until the server has seen that nobody waits
		time.Sleep(time.Millisecond)
	}
	ticks.add(90 * time.Minute)
	if got := askOf(t, c, question(d, 1, 2)); got.Type != "" {
		t.Fatalf("%+v", got)
	}
}

// TestInterrupt takes the server away from under a call, and looks for it.
func TestInterrupt(t *testing.T) {
	s := start(t, simulate.Options{Fail: []string{"timeout*1"}})
	c, d := login(t, s), diskOf(t, s, "web01", "Hard disk 1")
	q := question(d, 1, 2)
	var calls sync.WaitGroup
	calls.Go(func() {
		if _, err := methods.QueryChangedDiskAreas(context.Background(), c, &q); err == nil || soap.IsSoapFault(err) {
			t.Errorf("a call while the server went away: %v", err)
		}
	})
	for s.Questions() == 0 {
		time.Sleep(time.Millisecond)
	}
	back := make(chan error, 1)
	calls.Go(func() { back <- s.Interrupt(700 * time.Millisecond) })
	refused := false
	for away := true; away; {
		select {
		case err := <-back:
			if away = false; err != nil {
				t.Error(err)
			}
		case <-time.After(5 * time.Millisecond):
			conn, err := net.Dial("tcp", strings.TrimSuffix(strings.TrimPrefix(s.URL(), "https://"), "/sdk"))
			if err == nil {
				_ = conn.Close()
			}
			refused = refused || err != nil
		}
	}
	if !refused {
		t.Error("the port was open all the time")
	}
	calls.Wait()
	if got := askOf(t, c, q); got.Type != "" {
		t.Errorf("afterwards, in the same session: %+v", got)
	}
}

func TestRemoveSnapshot(t *testing.T) {
	s := start(t, simulate.Options{})
	c, d := login(t, s), diskOf(t, s, "sql01", "Hard disk 1")
	if err := s.RemoveSnapshot("sql01", "nightly-3"); err != nil {
		t.Fatal(err)
	}
	if err := s.RemoveSnapshot("sql01", "nightly-7"); err != nil {
		t.Fatal(err)
	}
	for n, want := range map[int]string{2: "NotFound", 6: "NotFound", 3: "", 0: ""} {
		if got := askOf(t, c, question(d, -1, n)); got.Type != want {
			t.Errorf("%s: %q, want %q", d.Snapshots[n].Name, got.Type, want)
		}
	}
	if got := askOf(t, c, question(d, 2, 5)); got.Type != "" {
		t.Errorf("since a snapshot that is gone, by its changeId: %+v", got)
	}
	pc := property.DefaultCollector(c)
	var vm mo.VirtualMachine
	ref := types.ManagedObjectReference{Type: "VirtualMachine", Value: d.MoID}
	if err := pc.RetrieveOne(t.Context(), ref, []string{"snapshot", "rootSnapshot"}, &vm); err != nil {
		t.Fatal(err)
	}
	var names []string
	for list := vm.Snapshot.RootSnapshotList; len(list) == 1; list = list[0].ChildSnapshotList {
		names = append(names, list[0].Name)
	}
	if strings.Join(names, " ") != "nightly-1 nightly-2 nightly-4 nightly-5 nightly-6" || vm.Snapshot.CurrentSnapshot.Value != d.Snapshots[5].MoID {
		t.Errorf("tree %v, current %v", names, vm.Snapshot.CurrentSnapshot)
	}
	var below mo.VirtualMachineSnapshot
	if err := pc.RetrieveOne(t.Context(), types.ManagedObjectReference{Type: "VirtualMachineSnapshot", Value: d.Snapshots[1].MoID}, []string{"childSnapshot"}, &below); err != nil || len(below.ChildSnapshot) != 1 || below.ChildSnapshot[0].Value != d.Snapshots[3].MoID {
		t.Errorf("below nightly-2: %v, %v", below.ChildSnapshot, err)
	}
	for _, name := range []string{"nightly-1", "nightly-2", "nightly-4", "nightly-5", "nightly-6"} {
		if err := s.RemoveSnapshot("sql01", name); err != nil {
			t.Error(err)
		}
	}
	var bare mo.VirtualMachine
	if err := pc.RetrieveOne(t.Context(), ref, []string{"snapshot", "rootSnapshot"}, &bare); err != nil || bare.Snapshot != nil || len(bare.RootSnapshot) > 0 {
		t.Errorf("without any: %v, %v, %v", bare.Snapshot, bare.RootSnapshot, err)
	}
	for _, wrong := range [][2]string{{"sql01", "nightly-1"}, {"sql02", "nightly-1"}, {"empty01", "nightly-1"}} {
		if err := s.RemoveSnapshot(wrong[0], wrong[1]); err == nil {
			t.Errorf("%v was removed", wrong)
		}
	}
}

func TestExtendDisk(t *testing.T) {
	s := start(t, simulate.Options{})
	c, d := login(t, s), diskOf(t, s, "off01", "Hard disk 2")
	present := question(d, -1, len(d.Snapshots))
	larger := d.Capacity + 1<<30
	if err := s.ExtendDisk("off01", d.Key, larger); err != nil {
		t.Fatal(err)
	}
	fetch(t, c, present, larger) // fails if the pages do not reach the new end
	fetch(t, c, question(d, 0, 1), d.Snapshots[1].Capacity)
	before := question(d, 0, 1)
	before.StartOffset = d.Capacity
	if got := askOf(t, c, before); got.Type != "InvalidArgument" {
		t.Errorf("past the capacity that the snapshot froze: %+v", got)
	}
	for _, err := range []error{
		s.ExtendDisk("off01", d.Key, larger), s.ExtendDisk("off01", 2999, larger), s.ExtendDisk("off02", d.Key, larger),
	} {
		if err == nil {
			t.Error("it was extended")
		}
	}
}

func TestCertificateFaults(t *testing.T) {
	s := start(t, simulate.Options{Fail: []string{"expiredCertificate"}})
	try := func() error { return newPlain(t, s).do(t.Context(), "GET", "/sdk/vimServiceVersions.xml", "").err }
	if invalid := (x509.CertificateInvalidError{}); !errors.As(try(), &invalid) || invalid.Reason != x509.Expired {
		t.Errorf("expired: %v", try())
	}
	s.Mend()
	if err := try(); err != nil {
		t.Errorf("mended: %v", err)
	}
	if err := s.Fail("wrongName"); err != nil {
		t.Fatal(err)
	}
	if name := (x509.HostnameError{}); !errors.As(try(), &name) {
		t.Errorf("wrong name: %v", try())
	}
}

// TestCloseEndsEveryFault leaves clients in the middle of the slowest answers.
func TestCloseEndsEveryFault(t *testing.T) {
	before := runtime.NumGoroutine()
	s, err := simulate.Start(simulate.Options{Fail: []string{"timeout@web01", "slow@nfs01", "drop@sql01"}})
	if err != nil {
		t.Fatal(err)
	}
	c := loginPlain(t, s)
	var calls sync.WaitGroup
	for _, vm := range []string{"web01", "nfs01", "sql01", "web01"} {
		for _, form := range forms {
			path, body := form(question(diskOf(t, s, vm, "Hard disk 1"), 0, 1))
			calls.Go(func() {
				if got := c.do(context.Background(), "POST", path, body); vm == "web01" && got.err == nil {
					t.Errorf("%s answered %d", vm, got.status)
				}
			})
		}
	}
	for s.Questions() < 8 {
		time.Sleep(time.Millisecond)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if err := s.Interrupt(time.Hour); err != nil {
		t.Errorf("interrupting what is closed: %v", err)
	}
	calls.Wait()
	c.CloseIdleConnections()
	for range 300 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	stacks := make([]byte, 1<<16)
	t.Errorf("%d goroutines, %d before:\n%s", runtime.NumGoroutine(), before, stacks[:runtime.Stack(stacks, true)])
}

// TestFaultsDoNotWaitForEachOther: while one client waits for an answer that
// never comes, others are answered.
func TestFaultsDoNotWaitForEachOther(t *testing.T) {
	s := start(t, simulate.Options{Fail: []string{"timeout@web01*1"}})
	c, d := login(t, s), diskOf(t, s, "web01", "Hard disk 1")
	ctx, cancel := context.WithCancel(t.Context())
	var stuck sync.WaitGroup
	stuck.Go(func() {
		q := question(d, 1, 2)
		_, _ = methods.QueryChangedDiskAreas(ctx, c, &q)
	})
	for s.Questions() < 1 {
		time.Sleep(time.Millisecond)
	}
	if got := askOf(t, c, question(d, 1, 2)); got.Type != "" {
		t.Errorf("%+v", got)
	}
	var vm mo.VirtualMachine
	if err := property.DefaultCollector(c).RetrieveOne(t.Context(), question(d, 1, 2).This, []string{"config"}, &vm); err != nil || fault.Is(err, &types.NotAuthenticated{}) {
		t.Error(err)
	}
	cancel()
	stuck.Wait()
}
