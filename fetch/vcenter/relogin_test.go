package vcenter_test

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"cbtmap/fetch/vcenter"
)

// somePage is a reply with one changed area.
const somePage = `<startOffset>0</startOffset><length>65536</length><changedArea><start>0</start><length>65536</length></changedArea>`

// gated serves canned replies behind a gate.
func gated(t *testing.T, protocol string, replies canned) (*gate, vcenter.Config) {
	t.Helper()
	g := newGate(replies.handler())
	config := serve(t, g)
	config.Protocol, config.KeepAlive = protocol, -1
	return g, config
}

// someInterval can be asked for of any canned server.
func someInterval() vcenter.Interval {
	d := machine()
	return vcenter.Interval{VM: d, Disk: d.Disks[0], FromChangeID: vcenter.Everything, To: d.Snapshots[2], Capacity: 1 << 20}
}

// Eight workers lose their session twenty times, and nobody notices: no call
// fails, no page is wrong, and there is one login each time.
func TestWorkersShareOneLogin(t *testing.T) {
	eachProtocol(t, func(t *testing.T, protocol string) {
		g, config := gated(t, protocol, canned{query: returnval(query, somePage)})
		c := connect(t, config)
		const workers, kills = 8, 20
		var (
			done [workers]atomic.Int64
			stop = make(chan struct{})
			wg   sync.WaitGroup
		)
		source := c.Source(someInterval())
		for w := range workers {
			wg.Go(func() {
				for {
					select {
					case <-stop:
						return
					default:
					}
					page, err := source.Areas(t.Context(), 0)
					if err != nil || page.Length != 65536 || len(page.Extents) != 1 {
						t.Errorf("worker %d: %+v, %v", w, page, err)
						return
					}
					done[w].Add(1)
				}
			})
		}
		for range kills {
			// Every worker has had two replies since the last time, so none is
			// still repeating a call: a call is repeated once only.
			var before [workers]int64
			for w := range workers {
				before[w] = done[w].Load()
			}
			for w := range workers {
				for done[w].Load() < before[w]+2 && !t.Failed() {
					time.Sleep(100 * time.Microsecond)
				}
			}
			g.kill()
		}
		_, _ = source.Areas(t.Context(), 0)
		close(stop)
		wg.Wait()
		open, logins, refused := g.count()
		if g.stale > 0 {
			t.Errorf("%d logins came with an old session: a server refuses those if it still knows it", g.stale)
		}
		if open != 1 || logins != 1+kills || refused != 0 {
			t.Errorf("%d sessions open after %d logins and %d refused; want 1, %d and 0", open, logins, refused, 1+kills)
		}
		if err := c.Close(t.Context()); err != nil {
			t.Error(err)
		}
		if open, _, _ := g.count(); open != 0 {
			t.Errorf("%d sessions left behind", open)
		}
	})
}

// A server that throws every session out at once is asked again once a call, and
// no more.
func TestLoginOncePerCall(t *testing.T) {
	eachProtocol(t, func(t *testing.T, protocol string) {
		g, config := gated(t, protocol, canned{query: returnval(query, somePage)})
		c := connect(t, config)
		g.set(func(g *gate) { g.onLogin = func(int) { g.kill() } })
		g.kill()
		_, err := c.Areas(t.Context(), someInterval(), 0)
		wantError(t, err, "the session on 127.0.0.1")
		if _, logins, _ := g.count(); logins != 2 || g.anonymous[query] != 2 {
			t.Errorf("%d logins, %d calls", logins, g.anonymous[query])
		}
	})
}

// A password that was changed meanwhile is tried once in all: more could lock the
// account.
func TestPasswordChangedMeanwhile(t *testing.T) {
	eachProtocol(t, func(t *testing.T, protocol string) {
		g, config := gated(t, protocol, canned{query: returnval(query, somePage)})
		c := connect(t, config)
		g.set(func(g *gate) { g.password = "another" })
		g.kill()
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() {
				for range 3 {
					_, err := c.Areas(t.Context(), someInterval(), 0)
					wantError(t, err, `has ended, and the server no longer accepts the password of "reader": it was probably changed meanwhile`)
					e := (*vcenter.Error)(nil)
					if !errors.As(err, &e) || !e.Final() || e.Temporary() || e.Explain().Fault != "InvalidLogin" || e.Meaning == "" {
						t.Errorf("%+v", e)
					}
				}
			})
		}
		wg.Wait()
		if _, logins, refused := g.count(); logins != 1 || refused != 1 {
			t.Errorf("%d logins, %d refused", logins, refused)
		}
	})
}

// A server that cannot log anybody in for a moment may do so later.
func TestLoginFailsForAMoment(t *testing.T) {
	eachProtocol(t, func(t *testing.T, protocol string) {
		g, config := gated(t, protocol, canned{query: returnval(query, somePage)})
		c := connect(t, config)
		good := g.next
		g.kill()
		g.set(func(g *gate) {
			g.next = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Retry-After", "7")
				http.Error(w, "starting", http.StatusServiceUnavailable)
			})
		})
		_, err := c.Areas(t.Context(), someInterval(), 0)
		wantError(t, err, "the session has ended and cannot be renewed: ")
		e := (*vcenter.Error)(nil)
		if !errors.As(err, &e) || !e.Temporary() || e.Final() || e.RetryAfter() != 7*time.Second {
			t.Errorf("%+v", e)
		}
		g.set(func(g *gate) { g.next = good })
		if _, err := c.Areas(t.Context(), someInterval(), 0); err != nil {
			t.Error(err)
		}
	})
}

// A client that is closed asks nothing, logs in no more, and leaves no session
// behind, also while a login is under way.
func TestCloseDuringLogin(t *testing.T) {
	eachProtocol(t, func(t *testing.T, protocol string) {
		g, config := gated(t, protocol, canned{query: returnval(query, somePage)})
		c := connect(t, config)
		hold := make(chan struct{})
		g.set(func(g *gate) { g.hold = hold })
		g.kill()
		asked := make(chan error, 4)
		for range cap(asked) {
			go func() {
				_, err := c.Areas(context.Background(), someInterval(), 0)
				asked <- err
			}()
		}
		waitFor(t, func() bool { g.mu.Lock(); defer g.mu.Unlock(); return g.anonymous[query] == cap(asked) })
		waitFor(t, g.holds)
		closed := make(chan error)
		go func() { closed <- c.Close(context.Background()) }()
		select {
		case <-closed:
			t.Error("closed before the login was over")
		case <-time.After(20 * time.Millisecond):
		}
		close(hold)
		if err := <-closed; err != nil {
			t.Error(err)
		}
		for range cap(asked) {
			wantError(t, <-asked, "the session on 127.0.0.1")
		}
		if _, err := c.Areas(t.Context(), someInterval(), 0); err == nil {
			t.Error("a closed client answers")
		}
		if open, logins, refused := g.count(); open != 0 || logins != 2 || refused != 0 {
			t.Errorf("%d sessions left, %d logins, %d refused", open, logins, refused)
		}
	})
}

// A call that comes back from a session that Close has ended does not log in.
func TestCallUnderWayAtClose(t *testing.T) {
	eachProtocol(t, func(t *testing.T, protocol string) {
		asked, answer := make(chan struct{}), make(chan struct{})
		good := canned{query: faulty("NotAuthenticated", "gone", "")}.handler()
		g := newGate(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if asks(r, query) {
				close(asked)
				<-answer
			}
			good.ServeHTTP(w, r)
		}))
		config := serveOver(t, protocol, g)
		c := connect(t, config)
		failed := make(chan error)
		go func() { failed <- second(c.Areas(context.Background(), someInterval(), 0)) }()
		<-asked
		if err := c.Close(t.Context()); err != nil {
			t.Error(err)
		}
		close(answer)
		err := <-failed
		wantError(t, err, "the session on 127.0.0.1")
		if e := (*vcenter.Error)(nil); !errors.As(err, &e) || !e.Final() {
			t.Errorf("%+v", e)
		}
		time.Sleep(20 * time.Millisecond) // for a login that must not come
		if open, logins, refused := g.count(); open != 0 || logins != 1 || refused != 0 {
			t.Errorf("%d sessions left, %d logins, %d refused", open, logins, refused)
		}
	})
}

// Close does not wait for a mute server for longer than its context, and what
// comes of the login later is logged out then.
func TestCloseDoesNotWaitForEver(t *testing.T) {
	eachProtocol(t, func(t *testing.T, protocol string) {
		g, config := gated(t, protocol, canned{query: returnval(query, somePage)})
		c := connect(t, config)
		hold := make(chan struct{})
		g.set(func(g *gate) { g.hold = hold })
		g.kill()
		asked := make(chan error)
		go func() { asked <- second(c.Areas(context.Background(), someInterval(), 0)) }()
		waitFor(t, g.holds)
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Millisecond)
		defer cancel()
		_ = c.Close(ctx)
		close(hold)
		wantError(t, <-asked, "the session on 127.0.0.1")
		waitFor(t, func() bool { open, logins, _ := g.count(); return open == 0 && logins == 2 })
	})
}

// Whoever stops waiting for a login does not stop the login of the others.
func TestImpatientCallDuringLogin(t *testing.T) {
	eachProtocol(t, func(t *testing.T, protocol string) {
		g, config := gated(t, protocol, canned{query: returnval(query, somePage)})
		c := connect(t, config)
		hold := make(chan struct{})
		g.set(func(g *gate) { g.hold = hold })
		g.kill()
		ctx, cancel := context.WithCancel(t.Context())
		impatient := make(chan error)
		go func() { impatient <- second(c.Areas(ctx, someInterval(), 0)) }() // begins the login
		waitFor(t, g.holds)
		cancel()
		wantIs(t, <-impatient, context.Canceled)
		patient := make(chan error)
		go func() { patient <- second(c.Areas(context.Background(), someInterval(), 0)) }()
		time.Sleep(20 * time.Millisecond)
		close(hold)
		if err := <-patient; err != nil {
			t.Error(err)
		}
		if _, logins, _ := g.count(); logins != 2 {
			t.Errorf("%d logins", logins)
		}
	})
}

// Connecting that is given up during the login leaves no session behind either.
func TestConnectGivenUpDuringLogin(t *testing.T) {
	eachProtocol(t, func(t *testing.T, protocol string) {
		g, config := gated(t, protocol, nil)
		hold := make(chan struct{})
		g.set(func(g *gate) { g.hold = hold })
		ctx, cancel := context.WithCancel(t.Context())
		connected := make(chan error)
		go func() { connected <- second(vcenter.Connect(ctx, config)) }()
		waitFor(t, g.holds)
		cancel()
		wantIs(t, <-connected, context.Canceled)
		close(hold)
		waitFor(t, func() bool { open, logins, _ := g.count(); return open == 0 && logins == 1 })
	})
}

func waitFor(t *testing.T, ok func() bool) {
	t.Helper()
	for wait := time.Millisecond; !ok(); wait *= 2 {
		if wait > 4*time.Second {
			t.Fatal("it never came")
		}
		time.Sleep(wait)
	}
}
