package mishap_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"cbtmap/fetch"
	"cbtmap/fetch/extent"
	"cbtmap/fetch/fault"
)

// law holds after every fetch, however it ended.
func (t *trial) law() error {
	disk, last := t.mix.disk, t.last
	if err := disk.agrees(t.got); err != nil {
		return err
	}
	t.source.mu.Lock()
	defer t.source.mu.Unlock()
	if t.source.mistaken != nil {
		return t.source.mistaken
	}
	if n, most := t.server.vain(), t.begun*t.mix.parallel; n > most && !t.mix.has(losing...) {
		return fmt.Errorf("asked %d times after the snapshot was gone", n)
	}
	if known := last.Progress.Known; known != t.got.Known() {
		return fmt.Errorf("it says that %d bytes are known, and handed on %d", known, t.got.Known())
	}
	if last.Progress.State != fetch.Over {
		return fmt.Errorf("it is over, and its state is %d", last.Progress.State)
	}
	if t.got.Complete() {
		if last.Err != nil || len(last.Failed) > 0 {
			return fmt.Errorf("the whole disk is known, and yet %v, failed %v", last.Err, last.Failed)
		}
	} else if err := t.missing(); err != nil {
		return err
	}
	return t.audited()
}

// missing checks what is said about a disk that is not known as a whole.
func (t *trial) missing() error {
	last := t.last
	if last.Err == nil {
		return fmt.Errorf("%d of %d bytes are known, and no error says why", t.got.Known(), t.got.Capacity())
	}
	if v := last.Audit.Verdict; v != fetch.Incomplete && v != fetch.Suspect {
		return fmt.Errorf("%d of %d bytes are known, and the verdict is %s", t.got.Known(), t.got.Capacity(), v)
	}
	cancelled := errors.Is(last.Err, context.Canceled)
	if f := fault.Of(last.Err); !cancelled && (f.What == "" || f.Advice == "" || f.Fault == "") {
		return fmt.Errorf("this does not help: %+v (%w)", f, last.Err)
	}
	var failed int64
	for i, f := range last.Failed {
		if f.Err == nil || f.Range.Length <= 0 || i > 0 && f.Range.Start < last.Failed[i-1].Range.End() {
			return fmt.Errorf("failed: %v", last.Failed)
		}
		if s := t.got.Sum(f.Range.Start, f.Range.End()); s.Known > 0 {
			return fmt.Errorf("%v failed, and %d bytes of it are known", f.Range, s.Known)
		}
		failed += f.Range.Length
	}
	if missing := t.got.Capacity() - t.got.Known(); !cancelled && failed != missing {
		return fmt.Errorf("%d bytes are missing, and %d of them failed: %v", missing, failed, last.Failed)
	}
	return nil
}

// audited checks the verdict against what was handed on, by rules of our own.
func (t *trial) audited() error {
	found := map[string]bool{}
	for _, f := range t.last.Audit.Findings {
		found[f.Kind] = true
	}
	suspect := false
	for _, p := range t.pages {
		for _, kind := range t.mix.oddIn(p) {
			suspect = true
			if !found[kind] {
				return fmt.Errorf("the audit does not tell of %s in a reply for [%d, %d)", kind, p.Start, p.End())
			}
		}
	}
	if err := t.accused(found); err != nil {
		return err
	}
	if verdict := t.last.Audit.Verdict; suspect && verdict != fetch.Suspect {
		return fmt.Errorf("odd replies, and the verdict is %s", verdict)
	}
	if t.mix.has(oddities...) || t.mix.grownAt > 0 {
		return nil
	}
	want := fetch.Incomplete
	if t.got.Complete() {
		want = fetch.Trustworthy
		if slices.Equal(t.mix.disk.runs, []extent.Extent{{Start: 0, Length: t.mix.disk.capacity}}) {
			want = fetch.Fallback
		}
	}
	if v := t.last.Audit.Verdict; v != want && !(want == fetch.Fallback && v == fetch.Trustworthy) {
		return fmt.Errorf("all replies were good, and the verdict is %s, not %s: %+v", v, want, t.last.Audit.Findings)
	}
	return nil
}

// accused checks that nothing was found that no reply gave rise to. No two
// replies of this server ever disagree.
func (t *trial) accused(found map[string]bool) error {
	if found[fetch.Disagree] {
		return fmt.Errorf("no replies disagree, and yet: %+v", t.last.Audit.Findings)
	}
	seen := map[string]bool{}
	for _, p := range t.heard.all() {
		for _, kind := range t.mix.oddIn(p) {
			seen[kind] = true
		}
	}
	for _, kind := range []string{fetch.ZeroLength, fetch.OutOfRange, fetch.Unsorted, fetch.Overlap} {
		if found[kind] && !seen[kind] {
			return fmt.Errorf("no reply gives rise to %s, and yet: %+v", kind, t.last.Audit.Findings)
		}
	}
	return nil
}

// nothingLeft waits for everything to end, on either side.
func (t *trial) nothingLeft() error {
	for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(time.Millisecond) {
		t.source.mu.Lock()
		under := len(t.source.under)
		t.source.mu.Unlock()
		conns, sessions := t.server.left()
		if under == 0 && conns == 0 && sessions == 0 {
			return nil
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("left behind: %d calls, %d connections, %d sessions", under, conns, sessions)
		}
	}
}
