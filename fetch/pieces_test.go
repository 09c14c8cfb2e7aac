package fetch

import (
	"testing"

	"cbtmap/fetch/extent"
)

// begun is a schedule of 64 MiB with one reply of 1 MiB and two calls under way:
// one that goes on from there, and one in the middle of what is left.
func begun(t *testing.T) *schedule {
	s := newSchedule(64 * round)
	wantNext(t, s, 0)
	if at, ok := s.next(); ok {
		t.Fatalf("asks at %d beside the first call", at)
	}
	s.reply(0, extent.Page{Length: round})
	wantNext(t, s, round)
	wantNext(t, s, 32*round)
	return s
}

func wantNext(t *testing.T, s *schedule, want int64) {
	t.Helper()
	if at, ok := s.next(); !ok || at != want {
		t.Fatalf("asks at %d, %v, want %d", at, ok, want)
	}
}

// The first place that was interrupted is asked again before all others.
func TestSamePlaceAgain(t *testing.T) {
	s := begun(t)
	s.interrupt(32 * round)
	s.interrupt(round)
	wantNext(t, s, 32*round)
	wantNext(t, s, round)
}

// A call is expected to reach into a gap that lies right before it.
func TestReachOfACall(t *testing.T) {
	s := begun(t)
	s.take(extent.Page{Start: round, Length: round / 2})
	wantNext(t, s, 48*round) // and not half a MiB behind a call
	s.take(extent.Page{Start: round, Length: round})
	wantNext(t, s, 2*round) // it will not reach that far
}

// A worker jumps to a view that the calls under way are far from, and not to
// one that they are about to reach.
func TestJumpToTheView(t *testing.T) {
	s := begun(t)
	s.look(20*round+5, 21*round)
	wantNext(t, s, 20*round)
	s.look(20*round+5, 21*round)
	wantNext(t, s, 48*round)
}

// No piece of less than two replies is split.
func TestNoCallIsWasted(t *testing.T) {
	s := newSchedule(3 * round)
	wantNext(t, s, 0)
	s.reply(0, extent.Page{Length: round + round/4})
	wantNext(t, s, round+round/4)
	if at, ok := s.next(); ok {
		t.Fatalf("asks at %d as well", at)
	}
}
