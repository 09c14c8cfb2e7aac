package vcenter_test

import (
	"sync"
	"testing"
	"time"

	"cbtmap/fetch/simulate"
	"cbtmap/fetch/vcenter"
)

// The simulated vCenter ends sessions as a real one does: in the midst of work,
// and of idle ones. Nobody notices.
func TestSimulatedSessionsEnd(t *testing.T) {
	const idle = 3 * time.Second // a busy machine may be late by a second or two
	s, err := simulate.Start(simulate.Options{SessionIdle: idle})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	eachProtocol(t, func(t *testing.T, protocol string) {
		config := vcenter.Config{
			URL: s.URL(), Username: simulate.Username, Password: simulate.Password, CACerts: s.CAFile(),
			Protocol: protocol, KeepAlive: idle / 30,
		}
		c, err := vcenter.Connect(t.Context(), config)
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(idle * 5 / 4)
		if n := s.Sessions(); n != 1 {
			t.Errorf("%d sessions after a pause", n)
		}
		d := detail(t, c, "web01")
		iv, err := d.FindInterval(d.Disks[0], "", "")
		if err != nil {
			t.Fatal(err)
		}
		s.ExpireSessions()
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() {
				if _, err := c.Areas(t.Context(), iv, 0); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		seen, expired := map[string]bool{}, false
		if err := c.VMs(t.Context(), func(page []vcenter.VM) {
			if !expired {
				s.ExpireSessions()
				expired = true
			}
			for _, vm := range page {
				if seen[vm.MoID] {
					t.Errorf("%s came twice", vm.Name)
				}
				seen[vm.MoID] = true
			}
		}); err != nil {
			t.Error(err)
		}
		if len(seen) < 212 {
			t.Errorf("%d machines", len(seen))
		}
		if n := s.Sessions(); n != 1 {
			t.Errorf("%d sessions at work", n)
		}
		if err := c.Close(t.Context()); err != nil {
			t.Error(err)
		}
		if n := s.Sessions(); n != 0 {
			t.Errorf("%d sessions left behind", n)
		}
	})
}
