package vcenter_test

import (
	"runtime"
	"testing"
	"time"

	"cbtmap/fetch/vcenter"
)

// An idle client keeps its session, without a login of its own if it is too
// late, and leaves nothing running.
func TestIdleClient(t *testing.T) {
	eachProtocol(t, func(t *testing.T, protocol string) {
		h, calls := called(canned{"CurrentTime": returnval("CurrentTime", "2026-11-22T08:00:00Z"), query: returnval(query, somePage)}.handler())
		g := newGate(h)
		config := serve(t, g)
		config.Protocol, config.KeepAlive = protocol, 10*time.Millisecond
		before := runtime.NumGoroutine()
		c, err := vcenter.Connect(t.Context(), config)
		if err != nil {
			t.Fatal(err)
		}
		waitFor(t, func() bool { return calls("CurrentTime") >= 3 })
		g.kill()
		waitFor(t, func() bool { g.mu.Lock(); defer g.mu.Unlock(); return g.anonymous["CurrentTime"] >= 2 })
		if _, logins, _ := g.count(); logins != 1 {
			t.Errorf("%d logins of an idle client", logins)
		}
		if _, err := c.Areas(t.Context(), someInterval(), 0); err != nil {
			t.Error(err)
		}
		if err := c.Close(t.Context()); err != nil {
			t.Error(err)
		}
		if open, logins, _ := g.count(); open != 0 || logins != 2 {
			t.Errorf("%d sessions left, %d logins", open, logins)
		}
		n := calls("CurrentTime")
		waitFor(t, func() bool { return runtime.NumGoroutine() <= before+2 }) // the server's own connections end a moment later
		time.Sleep(30 * time.Millisecond)
		if calls("CurrentTime") != n {
			t.Error("a closed client calls")
		}
	})
}
