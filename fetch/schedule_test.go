package fetch

import (
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"cbtmap/fetch/extent"
)

const cell = 64 << 10 // of the bitmaps: a sixteenth of what places are rounded to

var errRefused = errors.New("refused")

// rig drives a schedule as workers would, in an order that rapid draws, and
// keeps a bitmap of what it must know.
type rig struct {
	t     *rapid.T
	plan  *schedule
	known []bool
	calls int

	picky  bool           // refuses all places that no reply has led to
	led    map[int64]bool // those that one did
	bad    []bool         // cells that are always refused
	stalls bool           // what is refused gets an empty reply instead of an error
	odd    bool           // replies may be shifted, empty or elsewhere
}

func newRig(t *rapid.T) *rig {
	n := rapid.IntRange(0, 200).Draw(t, "cells")
	return &rig{t: t, plan: newSchedule(int64(n) * cell), known: make([]bool, n), bad: make([]bool, n), led: map[int64]bool{0: true}}
}

// ask takes a place from the schedule and checks that it is worth a call.
func (r *rig) ask() bool {
	views := r.freeInView()
	strict, idle := r.plan.strict, len(r.plan.claims) == 0
	again := r.plan.again
	at, ok := r.plan.next()
	if !ok {
		if idle && r.plan.left() {
			r.t.Fatalf("nothing to ask, with %v left", slices.Collect(r.plan.settled.gaps(0, r.plan.settled.capacity)))
		}
		return false
	}
	if r.calls++; r.calls > 20*len(r.known)+50 {
		r.t.Fatal("it does not end")
	}
	switch {
	case at < 0 || at >= r.plan.known.capacity:
		r.t.Fatalf("asked at %d of %d", at, r.plan.known.capacity)
	case r.known[at/cell]:
		r.t.Fatalf("asked at %d, which is known", at)
	case strict && (!idle || !r.plan.natural(at)):
		r.t.Fatalf("asked at %d, beside %d calls, when one by one was due", at, len(r.plan.claims)-1)
	case views && !strict && at != again && (at < r.plan.view.Start/round*round || at >= r.plan.view.End()):
		r.t.Fatalf("asked at %d with work in the view %v", at, r.plan.view)
	}
	for i := 1; i < len(r.plan.claims); i++ {
		if r.plan.claims[i-1].at >= r.plan.claims[i].at {
			r.t.Fatalf("claims overlap: %v", r.plan.claims)
		}
	}
	return true
}

// freeInView tells whether some open byte of the view is nobody's yet.
func (r *rig) freeInView() bool {
	for p := range r.plan.pieces(r.plan.view.Start, r.plan.view.End()) {
		if p.span == free {
			return true
		}
	}
	return false
}

// answer lets one of the calls under way come to its end.
func (r *rig) answer() {
	i := rapid.IntRange(0, len(r.plan.claims)-1).Draw(r.t, "which call")
	at := r.plan.claims[i].at
	switch {
	case r.picky && !r.led[at], r.bad[at/cell]:
		if r.stalls {
			r.plan.reply(at, extent.Page{Start: at})
		} else {
			r.plan.refuse(at, errRefused)
		}
		return
	case rapid.IntRange(0, 20).Draw(r.t, "luck") == 0:
		r.plan.interrupt(at)
		return
	}
	lo, hi := at/cell, at/cell+rapid.Int64Range(1, 20).Draw(r.t, "reply")
	if r.odd {
		switch rapid.IntRange(0, 8).Draw(r.t, "oddity") {
		case 0: // covers nothing
			hi = lo
		case 1: // perhaps beside the byte asked about
			lo += rapid.Int64Range(-5, 5).Draw(r.t, "shift")
		}
	}
	p := extent.Page{Start: lo * cell, Length: (hi - lo) * cell}
	for c := max(lo, 0); c < min(hi, int64(len(r.known))); c++ {
		r.known[c] = true
	}
	r.led[hi*cell] = true
	r.plan.reply(at, p)
}

func (r *rig) run() {
	workers := rapid.IntRange(1, 6).Draw(r.t, "workers")
	for r.plan.left() || len(r.plan.claims) > 0 {
		if rapid.IntRange(0, 9).Draw(r.t, "look") == 0 {
			lo := rapid.Int64Range(-5, int64(len(r.known))).Draw(r.t, "view") * cell
			r.plan.look(lo, lo+rapid.Int64Range(0, 30).Draw(r.t, "width")*cell)
		}
		for len(r.plan.claims) < workers && r.ask() {
		}
		if len(r.plan.claims) > 0 {
			r.answer()
		}
	}
	r.check()
}

// check compares the schedule with the bitmap.
func (r *rig) check() {
	n := int64(0)
	for i, k := range r.known {
		if k {
			n++
		}
		failed := slices.ContainsFunc(r.plan.failed, func(f Failure) bool {
			return f.Range.Start < int64(i+1)*cell && int64(i)*cell < f.Range.End()
		})
		if failed == k {
			r.t.Fatalf("cell %d: known %v, failed %v", i, k, failed)
		}
	}
	if r.plan.known.total != n*cell {
		r.t.Fatalf("%d bytes known, want %d", r.plan.known.total, n*cell)
	}
}

// Whatever a healthy server answers, and in whatever order, all becomes known
// and nothing is asked for twice.
func TestScheduleFindsEverything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := newRig(t)
		r.run()
		if len(r.plan.failed) > 0 || !r.plan.known.complete() {
			t.Fatalf("failed %v", r.plan.failed)
		}
	})
}

// A server that answers only where a reply before has led to loses nothing.
func TestScheduleGivesUpItsOwnChoice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := newRig(t)
		r.picky, r.stalls = true, rapid.Bool().Draw(t, "stalls")
		r.run()
		if len(r.plan.failed) > 0 || !r.plan.known.complete() {
			t.Fatalf("failed %v", r.plan.failed)
		}
	})
}

// What is refused, or stalls, ends as failed: all of what is not known, and
// nothing else. Once the server is well, the rest is found.
func TestScheduleOfAFaultyServer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := newRig(t)
		r.odd, r.stalls = rapid.Bool().Draw(t, "odd"), rapid.Bool().Draw(t, "stalls")
		for range rapid.IntRange(0, 4).Draw(t, "bad places") {
			lo := rapid.IntRange(0, len(r.bad)).Draw(t, "from")
			for i := lo; i < min(len(r.bad), lo+rapid.IntRange(1, 40).Draw(t, "cells")); i++ {
				r.bad[i] = true
			}
		}
		r.run()
		r.odd, r.bad = false, make([]bool, len(r.bad))
		r.plan.retry()
		r.run()
		if len(r.plan.failed) > 0 || !r.plan.known.complete() {
			t.Fatalf("failed %v after a retry", r.plan.failed)
		}
	})
}

// A gap that is refused fails by halves, and after four refusals in a row as a
// whole.
func TestHalving(t *testing.T) {
	s := newSchedule(64 * round)
	ask := func(want int64) {
		t.Helper()
		if at, ok := s.next(); !ok || at != want*round {
			t.Fatalf("asks at %d, %v, want %d", at/round, ok, want)
		}
	}
	for _, at := range []int64{0, 32, 48} {
		ask(at)
		s.refuse(at*round, errRefused)
	}
	ask(56)
	s.reply(56*round, extent.Page{Start: 56 * round, Length: 8 * round})
	want := failures{{extent.Extent{Start: 0, Length: 56 * round}, errRefused}}
	if !slices.Equal(s.failed, want) || s.left() {
		t.Fatalf("failed %v, want %v", s.failed, want)
	}
	s.retry() // the good reply was the end of a row: it takes four more again
	for _, at := range []int64{0, 28} {
		ask(at)
		s.refuse(at*round, errRefused)
	}
	ask(42)
	s.reply(42*round, extent.Page{Start: 42 * round, Length: round})
	for _, at := range []int64{43, 49, 52} {
		ask(at)
		s.refuse(at*round, errRefused)
	}
	ask(54)
	s.refuse(54*round, errRefused)
	want = failures{{extent.Extent{Start: 0, Length: 42 * round}, errRefused}, {extent.Extent{Start: 43 * round, Length: 13 * round}, errRefused}}
	if !slices.Equal(s.failed, want) || s.left() {
		t.Fatalf("failed %v, want %v", s.failed, want)
	}
}

func TestFailuresAgainstBitmap(t *testing.T) {
	reasons := []error{errors.New("one"), errors.New("two")}
	rapid.Check(t, func(t *rapid.T) {
		var list failures
		want := make([]error, 40)
		for range rapid.IntRange(0, 12).Draw(t, "steps") {
			lo := rapid.IntRange(0, 39).Draw(t, "lo")
			hi := rapid.IntRange(lo+1, 40).Draw(t, "hi")
			old := slices.Clone(list)
			handed := list
			if rapid.Bool().Draw(t, "known") {
				list, _ = list.without(int64(lo), int64(hi))
				clear(want[lo:hi])
			} else {
				for hi = lo; hi < 40 && want[hi] == nil; {
					hi++
				}
				if lo == hi {
					continue
				}
				err := rapid.SampledFrom(reasons).Draw(t, "reason")
				list = list.with(err, extent.Extent{Start: int64(lo), Length: int64(hi - lo)})
				for i := lo; i < hi; i++ {
					want[i] = err
				}
			}
			if !slices.Equal(handed, old) {
				t.Fatal("a list that was handed out has changed")
			}
		}
		got := make([]error, 40)
		for i, f := range list {
			for b := f.Range.Start; b < f.Range.End(); b++ {
				got[b] = f.Err
			}
			if f.Range.Length <= 0 || i > 0 && (f.Range.Start < list[i-1].Range.End() ||
				f.Range.Start == list[i-1].Range.End() && f.Err == list[i-1].Err) {
				t.Fatalf("%v", list)
			}
		}
		if !slices.Equal(got, want) {
			t.Fatalf("%v, want %v", got, want)
		}
	})
}
