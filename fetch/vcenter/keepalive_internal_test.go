package vcenter

import (
	"context"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

func TestKeepAlive(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var pings atomic.Int32
		k := newKeepAlive(10*time.Minute, func(context.Context) { pings.Add(1) })
		want := func(n int32) {
			t.Helper()
			synctest.Wait()
			if got := pings.Load(); got != n {
				t.Errorf("%d calls to keep the session alive, want %d", got, n)
			}
		}
		time.Sleep(10*time.Minute - 1)
		want(0)
		time.Sleep(time.Nanosecond)
		want(1)
		// A busy client needs none.
		for range 100 {
			time.Sleep(9 * time.Minute)
			k.touch()
		}
		want(1)
		time.Sleep(35 * time.Minute)
		want(4)
		k.stop()
		k.touch()
		time.Sleep(time.Hour)
		want(4)
		k.stop()
	})
}

// stop ends the call under way and waits for it.
func TestKeepAliveStopsItsCall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began, ended := make(chan struct{}), false
		k := newKeepAlive(time.Minute, func(ctx context.Context) {
			close(began)
			<-ctx.Done()
			ended = true
		})
		<-began
		k.stop()
		if !ended {
			t.Error("stop did not wait")
		}
	})
}

// A call that hangs has a limit of its own.
func TestKeepAliveGivesUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var given atomic.Int32
		k := newKeepAlive(time.Minute, func(ctx context.Context) { <-ctx.Done(); given.Add(1) })
		time.Sleep(4*(time.Minute+keepAliveTimeout) + time.Second)
		synctest.Wait()
		if given.Load() != 4 {
			t.Errorf("%d calls given up", given.Load())
		}
		k.stop()
	})
}

func TestNoKeepAlive(t *testing.T) {
	k := newKeepAlive(-1, nil)
	k.touch()
	k.stop()
}
