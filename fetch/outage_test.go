package fetch

import (
	"errors"
	"testing"
	"time"
)

func TestLimit(t *testing.T) {
	l := newLimit(4)
	run := func(n, want int) {
		t.Helper()
		for range n {
			if l.now != 1 {
				t.Fatalf("%d calls too early", l.now)
			}
			l.good()
		}
		if l.now != want {
			t.Fatalf("%d calls, want %d", l.now, want)
		}
	}
	l.bad(1) // the only call: that is not the fault of many
	run(1, 4)
	l.bad(4)
	run(longRun-1, 1)
	l.bad(1) // the run is broken
	run(longRun, 4)
	l.bad(2)
	run(2*longRun, 4)
	one := newLimit(1)
	one.good()
	if one.now != 1 {
		t.Errorf("%d calls", one.now)
	}
}

// Errors of calls from before a pause are the same trouble; patience begins
// anew with a reply, even if that comes in the pause.
func TestOutage(t *testing.T) {
	opts := Options{Patience: 10 * time.Second, Backoff: time.Second, random: func() float64 { return 1 }}.filled()
	now, broken := time.Unix(1000, 0), errors.New("dropped")
	var o outage
	for range 4 { // four workers lose their connection at once
		if err := o.error(now, broken, opts); err != nil || o.tries != 1 || o.pausing(now) != time.Second {
			t.Fatalf("%v, %+v", err, o)
		}
	}
	now = now.Add(9 * time.Second)
	if err := o.error(now, broken, opts); err != nil || o.pausing(now) != time.Second {
		t.Fatalf("%v, a pause of %s, want what is left of patience", err, o.pausing(now))
	}
	o.reply(now)
	if !o.on() || o.pausing(now) != time.Second {
		t.Errorf("the pause has changed: %+v", o)
	}
	now = now.Add(9 * time.Second)
	if err := o.error(now, broken, opts); err != nil || o.tries != 1 {
		t.Errorf("%v, %+v", err, o)
	}
	now = now.Add(2 * time.Second)
	if err := o.error(now, broken, opts); err == nil || !errors.Is(err, broken) {
		t.Errorf("%v after patience has ended", err)
	}
	o.reply(now.Add(time.Minute))
	if o.on() {
		t.Errorf("%+v after a reply", o)
	}
}
