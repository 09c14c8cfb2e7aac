package tui

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"cbtmap/fetch"
	"cbtmap/fetch/extent"
	"cbtmap/fetch/file"
	"cbtmap/fetch/vcenter"
)

// fetchState is how the fetch behind the map stands.
type fetchState struct {
	gen      int
	fetch    feed   // nil until it has begun
	source   *relay // that it asks, nil for a file
	store    Store  // nil if nothing is kept
	cancel   context.CancelFunc
	paused   bool // by the user
	seen     span // the range that the fetch was last told to prefer
	started  time.Time
	heard    time.Time // when the last reply came
	batch    time.Time // when the last batch came, with replies or without
	progress fetch.Progress
	calls    int // made before, as far as it goes on from a fetch that ended
	retries  int // of them, those made again
	failures []fetch.Failure
	audit    fetch.Audit
	done     bool
	err      error
}

// allCalls are those that were made for the map, from its first fetch on; pages are
// counted like that.
func (f *fetchState) allCalls() (calls, retries int) {
	return f.calls + f.progress.Calls, f.retries + f.progress.Retries
}

// span is a range of addresses, in bytes.
type span struct{ lo, hi int64 }

// open shows an interval. The one that is already there stays as it is, its
// fetch included, unless that fetch failed: then it goes on.
func (s *explorerScreen) open(iv vcenter.Interval) tea.Cmd {
	if s.fetched.gen > 0 && s.file == nil && sameQuestion(s.iv, iv) {
		if s.fetched.err == nil {
			return nil
		}
		return s.again()
	}
	s.stop()
	s.iv, s.file = iv, nil
	s.clean()
	ctx := s.begin()
	s.fetched.source = relayTo(s.m.server.Source(iv))
	return tea.Batch(
		startCmd(ctx, s.fetched.gen, s.m.server.Server(), s.fetched.source, iv, s.m.opts),
		secondCmd(s.m.opts.After, s.fetched.gen),
	)
}

// sameQuestion tells whether two intervals have the same answer.
func sameQuestion(a, b vcenter.Interval) bool {
	return a.VM.MoID == b.VM.MoID && a.Disk.Key == b.Disk.Key &&
		a.FromChangeID == b.FromChangeID && a.To.MoID == b.To.MoID && a.ToChangeID == b.ToChangeID
}

// begin is a new generation of the fetch.
func (s *explorerScreen) begin() context.Context {
	ctx, cancel := s.m.work()
	now := s.m.opts.Now()
	s.fetched = fetchState{gen: s.m.next(), cancel: cancel, started: now, heard: now}
	return ctx
}

// again asks for what is missing, after the fetch has ended.
func (s *explorerScreen) again() tea.Cmd {
	if s.file != nil {
		return s.openFile(s.file.file)
	}
	old := s.fetched
	asked, ok := old.fetch.(*fetch.Fetch)
	if !ok {
		return nil
	}
	old.cancel()
	ctx := s.begin()
	s.fetched.source, s.fetched.store, s.fetched.progress = old.source, old.store, old.progress
	s.fetched.calls, s.fetched.retries = old.allCalls()
	s.fetched.progress.Calls, s.fetched.progress.Retries = 0, 0
	s.failed = nil
	s.version++
	return tea.Batch(
		continueCmd(ctx, s.fetched.gen, asked),
		secondCmd(s.m.opts.After, s.fetched.gen),
	)
}

// retry asks again for what failed; what is known stays.
func (s *explorerScreen) retry() tea.Cmd {
	f := &s.fetched
	switch {
	case s.allKnown():
		s.m.status.tell("nothing is missing: the whole disk is known")
	case f.done:
		return s.again()
	case f.fetch != nil && (len(f.failures) > 0 || f.progress.State == fetch.Waiting) && f.fetch.Retry():
		s.m.status.tellOfFetch("asking again")
	case s.file != nil:
		s.m.status.tellOfFetch("the file is still being read")
	default:
		s.m.status.tellOfFetch("the server is still being asked")
	}
	return nil
}

// pause stops asking, or goes on. Calls under way still count.
func (s *explorerScreen) pause() {
	f := &s.fetched
	switch {
	case s.file != nil:
		s.m.status.tell("there is no fetch to pause: this map comes from a file")
	case f.done:
		s.m.status.tell("there is no fetch to pause: it has ended")
	case f.fetch == nil:
		s.m.status.tellOfFetch("the fetch has not begun yet")
	case f.paused:
		f.paused = false
		f.fetch.Resume()
		s.m.status.tellOfFetch("asking on")
	default:
		f.paused = true
		f.fetch.Pause()
		s.m.status.tellOfFetch("paused: p goes on")
	}
}

// look tells the fetch which range is in view, so that it comes first.
func (s *explorerScreen) look() {
	f := &s.fetched
	if f.fetch == nil || f.done || s.grid.RowBytes == 0 { // without rows nothing has been laid out yet
		return
	}
	now := span{s.grid.Start(), s.grid.End()}
	if f.seen == now {
		return
	}
	f.seen = now
	f.fetch.Look(now.lo, now.hi)
}

// stop leaves the fetch behind. What was kept of it stays on disk.
func (s *explorerScreen) stop() {
	if s.fetched.cancel != nil {
		s.fetched.cancel()
	}
	if s.fetched.store != nil {
		_ = s.fetched.store.Close() // every reply was written when it came
		s.fetched.store = nil
	}
}

// begun takes a fetch over that was started in the background.
func (s *explorerScreen) begun(msg fetchBegunMsg) tea.Cmd {
	if msg.gen != s.fetched.gen {
		msg.fetch.Cancel()
		if msg.store != nil {
			_ = msg.store.Close()
		}
		return nil
	}
	s.fetched.fetch = msg.fetch
	if msg.store != nil {
		s.fetched.store = msg.store
	}
	if msg.warning != nil {
		s.m.status.fail(msg.warning)
	}
	s.look()
	return msg.next
}

// arrived takes a batch of pages into the map.
func (s *explorerScreen) arrived(msg batchArrivedMsg) tea.Cmd {
	if msg.gen != s.fetched.gen {
		return nil
	}
	b := msg.batch
	if err := s.take(&b); err != nil {
		b.Done, b.Err = true, err
		s.fetched.cancel()
	}
	s.failed = s.failed[:0]
	for _, f := range b.Failed {
		s.failed = append(s.failed, f.Range)
	}
	s.version++
	s.fetched.progress, s.fetched.audit, s.fetched.failures = b.Progress, b.Audit, b.Failed
	s.fetched.batch = s.m.opts.Now()
	if len(b.Pages) > 0 {
		s.fetched.heard = s.fetched.batch
	}
	if b.Warning != nil {
		s.m.status.fail(b.Warning)
	}
	if !b.Done {
		return tea.Batch(msg.next, s.m.stats.grown())
	}
	s.fetched.done, s.fetched.err = true, b.Err
	switch {
	case b.Err == nil:
		s.m.status.fetched()
	case errors.Is(b.Err, context.Canceled):
	case s.inSight() && s.m.distrusts(b.Err, s.reconnected):
	default:
		s.m.status.fail(b.Err)
	}
	return s.m.stats.grown()
}

// inSight tells whether a screen of the map is shown.
func (s *explorerScreen) inSight() bool {
	switch s.m.shown {
	case s, s.m.extents, s.m.stats:
		return true
	}
	return s.m.shown == s.m.doctor && s.m.doctor.from == s
}

// reconnected goes on with the fetch over a new connection to the same server.
func (s *explorerScreen) reconnected() tea.Cmd {
	if s.fetched.source == nil || !s.fetched.done {
		return nil
	}
	s.fetched.source.turn(s.m.server.Source(s.iv))
	return s.again()
}

// take brings the map up to date with a batch.
func (s *explorerScreen) take(b *fetch.Batch) error {
	if s.file != nil {
		s.grown(b.Progress.Capacity)
		err := file.Take(s.changes, s.file.load, b)
		s.described()
		if b.Done && !file.Usable(b.Err) { // what came before the error may be wrong as well
			s.changes = extent.New(s.changes.Capacity())
		}
		return err
	}
	for _, p := range b.Pages {
		if err := s.changes.Add(p); err != nil {
			return err
		}
	}
	return nil
}

// last is the fetch as it is, in the words of its last batch.
func (s *explorerScreen) last() fetch.Batch {
	f := &s.fetched
	return fetch.Batch{Progress: f.progress, Audit: f.audit, Failed: f.failures, Done: f.done, Err: f.err}
}

// allKnown tells whether all of the disk is known. Of a file nobody can tell before
// its end, and never of one that does not say how large the disk is.
func (s *explorerScreen) allKnown() bool {
	return s.changes.Complete() && (s.file == nil || s.fetched.done && s.fetched.err == nil)
}

// secondPassed keeps the waiting time on the screen true.
func (s *explorerScreen) secondPassed(msg secondPassedMsg) tea.Cmd {
	if msg.gen != s.fetched.gen || s.fetched.done {
		return nil
	}
	return secondCmd(s.m.opts.After, msg.gen)
}
